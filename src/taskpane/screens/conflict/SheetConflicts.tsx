import { Text } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { SiteContent } from '../../../core/budget/site-content.js';
import { labelsOfRows } from '../../../core/merge/content-fields.js';
import type { Conflict } from '../../../core/merge/three-way.js';
import type { Problem } from '../../../core/problem.js';
import { describeRow, describeValue } from '../../../ui/changes/describe-field.js';
import type { ConflictText } from '../../../ui/conflicts/ConflictChoice.js';
import { ConflictList, type Choices } from '../../../ui/conflicts/ConflictList.js';
import { CONFLICT } from '../../../ui/messages/conflict.js';

const WORDS = CONFLICT;

export type SheetConflictsProps = {
  conflicts: readonly Conflict[];
  openCount: number;
  /** Where rows get their titles from, the first that has the row. */
  contents: readonly SiteContent[];
  /** What the sheet finds now, for the explanations of it. */
  problems: readonly Problem[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
};

/** Everything that the open sheet and the newer revision both changed. */
export function SheetConflicts(props: SheetConflictsProps) {
  const { conflicts, openCount, contents, problems, choices, onChoose } = props;
  const labelOf = useMemo(() => labelsOfRows(contents), [contents]);
  const describe = (conflict: Conflict): ConflictText => {
    const { title, detail } = describeRow(conflict, labelOf(conflict), problems);
    const isExplanation = conflict.kind === 'explanation';
    // A text that nobody had written is no row that was not there.
    const was =
      isExplanation && conflict.base.as === 'gone' ? WORDS.value.blank : describeValue(conflict.base);
    return {
      title: isExplanation ? title : WORDS.rowAndField(title, WORDS.fields[conflict.field]),
      detail,
      notes: [WORDS.was(was)],
      mine: WORDS.choice(WORDS.mine, describeValue(conflict.mine)),
      theirs: WORDS.choice(WORDS.theirs, describeValue(conflict.theirs)),
    };
  };
  return (
    <section>
      <Text block>{WORDS.ask(conflicts.length)}</Text>
      <ConflictList
        conflicts={conflicts}
        choices={choices}
        onChoose={onChoose}
        describe={describe}
        words={WORDS}
        status={openCount > 0 ? WORDS.open(openCount) : ''}
      />
    </section>
  );
}
