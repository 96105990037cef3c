import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { PANE } from '../../../ui/messages/pane.js';
import type { Way } from '../../repairs/ways-of-problem.js';

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
  quiet: { color: tokens.colorNeutralForeground2 },
  text: { overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

export type WaysOutProps = {
  listId: string;
  isOpen: boolean;
  /** Looks for the moves; another function where the sheet has changed. */
  find: () => readonly Way[];
  isBusy: boolean;
  onTake: (way: Way) => void;
};

/** Moves that mend an overspent allocation, looked for when somebody asks. Undo in the sheet takes one back. */
export function WaysOut({ listId, isOpen, find, isBusy, onTake }: WaysOutProps) {
  const styles = useStyles();
  const ways = useMemo(() => (isOpen ? find() : []), [isOpen, find]);
  return (
    <ul id={listId} className={styles.list} hidden={!isOpen} aria-label={WORDS.title} data-testid="ways-out">
      {ways.map((way, at) => (
        <li key={way.label} className={styles.way}>
          <Text size={200} className={styles.text} id={`${listId}-${String(at)}`}>
            {way.label}
          </Text>
          <Button
            size="small"
            disabledFocusable={isBusy}
            aria-describedby={`${listId}-${String(at)}`}
            onClick={() => onTake(way)}
          >
            {WORDS.take}
          </Button>
        </li>
      ))}
      {isOpen && (
        <li>
          <Text size={200} className={styles.quiet}>
            {ways.length === 0 ? WORDS.none : WORDS.undo}
          </Text>
        </li>
      )}
    </ul>
  );
}
