import { makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { RowLabel } from '../../../core/merge/content-fields.js';
import type { Conflict, Side } from '../../../core/merge/three-way.js';
import type { Problem } from '../../../core/problem.js';
import { CONFLICT } from '../../../ui/messages/conflict.js';
import { describeRow, describeValue } from '../../../ui/changes/describe-field.js';

const WORDS = CONFLICT;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  detail: {
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  // Side by side where both fit, below one another where a text is long.
  sides: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))' },
  side: { minWidth: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

export type ConflictChoiceProps = {
  conflict: Conflict;
  label: RowLabel;
  /** What the sheet finds now, for the explanations of it. */
  problems: readonly Problem[];
  side: Side | null;
  onChoose: (side: Side) => void;
};

/** One thing that both changed: what it is, what it was, and the two values to choose from. */
export function ConflictChoice({ conflict, label, problems, side, onChoose }: ConflictChoiceProps) {
  const styles = useStyles();
  const id = useId();
  const { title, detail } = describeRow(conflict, label, problems);
  const isExplanation = conflict.kind === 'explanation';
  // A text that nobody had written is no row that was not there.
  const was = isExplanation && conflict.base.as === 'gone' ? WORDS.value.blank : describeValue(conflict.base);
  return (
    <li className={styles.root} data-testid="conflict">
      <Text id={id} weight="semibold">
        {isExplanation ? title : WORDS.rowAndField(title, WORDS.fields[conflict.field])}
      </Text>
      {detail !== '' && (
        <Text size={200} className={styles.detail}>
          {detail}
        </Text>
      )}
      <Text size={200} className={styles.quiet}>
        {WORDS.was(was)}
      </Text>
      <RadioGroup
        className={styles.sides}
        aria-labelledby={id}
        value={side ?? ''}
        onChange={(_, { value }) => onChoose(value === 'mine' ? 'mine' : 'theirs')}
      >
        <Radio
          className={styles.side}
          value="mine"
          label={WORDS.choice(WORDS.mine, describeValue(conflict.mine))}
        />
        <Radio
          className={styles.side}
          value="theirs"
          label={WORDS.choice(WORDS.theirs, describeValue(conflict.theirs))}
        />
      </RadioGroup>
    </li>
  );
}
