import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { PANE } from '../../../ui/messages/pane.js';
import type { Way, WayCell } from '../../repairs/ways-of-problem.js';
import { WayPreview } from './WayPreview.js';

const WORDS = PANE.waysOut;

const useStyles = makeStyles({
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    width: '100%',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  // Long titles wrap; the button keeps its place at the end.
  way: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
  },
  preview: { gridColumn: '1 / -1' },
  quiet: { color: tokens.colorNeutralForeground2 },
  text: { overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

export type WaysOutProps = {
  listId: string;
  isOpen: boolean;
  /** Looks for the moves; another function where the sheet has changed. */
  find: () => readonly Way[];
  titleOf: (fundingSource: string) => string;
  isBusy: boolean;
  /** Goes to a cell of the sheet. */
  onGoTo: (cell: WayCell) => void;
  onTake: (way: Way) => void;
};

/**
 * Moves that mend an overspent allocation, looked for when somebody asks. One at a time is shown as it would be: the
 * sheet goes to its first cell, and nothing is written before “Do it”.
 */
export function WaysOut({ listId, isOpen, find, titleOf, isBusy, onGoTo, onTake }: WaysOutProps) {
  const styles = useStyles();
  const ways = useMemo(() => (isOpen ? find() : []), [isOpen, find]);
  const [previewed, setPreviewed] = useState<string | null>(null);
  const preview = (way: Way) => {
    setPreviewed(way.label);
    const [first] = way.cells;
    if (first) onGoTo(first);
  };
  return (
    <ul id={listId} className={styles.list} hidden={!isOpen} aria-label={WORDS.title} data-testid="ways-out">
      {ways.map((way, at) => {
        const previewId = `${listId}-${String(at)}`;
        const isPreviewed = previewed === way.label;
        return (
          <li key={way.label} className={styles.way}>
            <Text size={200} className={styles.text} data-testid="way">
              {way.label}
            </Text>
            <Button
              size="small"
              aria-expanded={isPreviewed}
              aria-controls={previewId}
              aria-label={WORDS.previewOf(way.label)}
              onClick={() => (isPreviewed ? setPreviewed(null) : preview(way))}
            >
              {WORDS.preview}
            </Button>
            <div id={previewId} className={styles.preview} hidden={!isPreviewed}>
              {isPreviewed && (
                <WayPreview
                  way={way}
                  titleOf={titleOf}
                  isBusy={isBusy}
                  onGoTo={onGoTo}
                  onTake={() => onTake(way)}
                />
              )}
            </div>
          </li>
        );
      })}
      {isOpen && ways.length === 0 && (
        <li>
          <Text size={200} className={styles.quiet}>
            {WORDS.none}
          </Text>
        </li>
      )}
    </ul>
  );
}
