import { makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Side } from '../../core/merge/three-way.js';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: {
    minWidth: '96px',
    fontFamily: tokens.fontFamilyMonospace,
    color: tokens.colorNeutralForeground2,
  },
  body: { flex: '1 1 200px', minWidth: 0, maxWidth: '72ch' },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  // Side by side where both fit, below one another where a text is long.
  sides: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))' },
  side: { minWidth: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

/** A conflict in words: which row and field, what tells it from others, what to know of it, and the two values. */
export type ConflictText = {
  /** Where it stands in a file; nothing where the sheet is open beside it, or no cell holds it. */
  cell?: string | null;
  title: string;
  detail: string;
  notes: readonly string[];
  mine: string;
  theirs: string;
};

export type ConflictChoiceProps = { text: ConflictText; side: Side | null; onChoose: (side: Side) => void };

/** One conflict with two values to choose from; its cell, field and account are the name of the choice. */
export function ConflictChoice({ text, side, onChoose }: ConflictChoiceProps) {
  const { cell, title, detail, notes, mine, theirs } = text;
  const styles = useStyles();
  const id = useId();
  const [cellId, titleId, detailId] = [`${id}cell`, `${id}title`, `${id}detail`];
  const names = [...(cell ? [cellId] : []), titleId, ...(detail === '' ? [] : [detailId])];
  return (
    <li className={styles.root} data-testid="conflict">
      {cell !== undefined && (
        <span id={cellId} className={styles.cell}>
          {cell}
        </span>
      )}
      <div className={styles.body}>
        <Text id={titleId} weight="semibold" block>
          {title}
        </Text>
        {detail !== '' && (
          <Text id={detailId} size={200} className={styles.quiet} block>
            {detail}
          </Text>
        )}
        {notes.map((note) => (
          <Text key={note} size={200} className={styles.quiet} block>
            {note}
          </Text>
        ))}
        <RadioGroup
          className={styles.sides}
          aria-labelledby={names.join(' ')}
          value={side ?? ''}
          onChange={(_, { value }) => onChoose(value === 'mine' ? 'mine' : 'theirs')}
        >
          <Radio className={styles.side} value="mine" label={mine} />
          <Radio className={styles.side} value="theirs" label={theirs} />
        </RadioGroup>
      </div>
    </li>
  );
}
