import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { RowDifference } from '../../../core/merge/compare-contents.js';
import type { Problem } from '../../../core/problem.js';
import { CONFLICT } from '../../../ui/messages/conflict.js';
import { REVISIONS } from '../../../ui/messages/revisions.js';
import { describeRow, describeValue } from '../../../ui/changes/describe-field.js';

const WORDS = REVISIONS;
const SHOWN_AT_ONCE = 50;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  value: { fontVariantNumeric: 'tabular-nums' },
});

export type DifferenceListProps = {
  differences: readonly RowDifference[];
  /** What the sheet finds now, for the explanations of it. */
  problems: readonly Problem[];
  /** What the row is that only one of the two has. */
  wordOf: (change: RowDifference['change']) => string;
};

/** Rows that differ, each with its fields: before and after. */
export function DifferenceList({ differences, problems, wordOf }: DifferenceListProps) {
  const styles = useStyles();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  return (
    <>
      <Text block weight="semibold">
        {differences.length === 0 ? WORDS.same : WORDS.differences(differences.length)}
      </Text>
      <ul className={styles.list}>
        {differences.slice(0, shown).map((difference) => {
          const { kind, id, change, fields } = difference;
          const { title, detail } = describeRow(difference, difference, problems);
          return (
            <li key={`${kind} ${id}`} className={styles.row} data-testid="difference">
              <Text weight="semibold">{title}</Text>
              {detail !== '' && (
                <Text size={200} className={styles.quiet}>
                  {detail}
                </Text>
              )}
              {fields.map(({ field, before, after }) => (
                <Text key={field} size={200} className={styles.value}>
                  {change === 'changed'
                    ? `${CONFLICT.fields[field]}: ${WORDS.fromTo(describeValue(before), describeValue(after))}`
                    : `${wordOf(change)}: ${describeValue(change === 'added' ? after : before)}`}
                </Text>
              ))}
            </li>
          );
        })}
      </ul>
      {differences.length > shown && (
        <Button size="small" appearance="subtle" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {WORDS.more(differences.length - shown)}
        </Button>
      )}
    </>
  );
}
