import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { isUnexplained, problemKey, type Problem } from '../../../core/problem.js';
import { PANE } from '../../../ui/messages/pane.js';
import { describeProblem } from '../../../ui/messages/describe-problem.js';
import { SUBMIT } from '../../../ui/messages/submit.js';
import { ExplainBox } from './ExplainBox.js';
import { useState } from 'react';

const WORDS = SUBMIT;
const SHOWN_AT_FIRST = 5;

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalS },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', rowGap: tokens.spacingVerticalM },
  more: { justifySelf: 'start' },
});

export type ExplainListProps = {
  problems: readonly Problem[];
  /** The cell in which an explanation is written; null where it goes along with the next save. */
  cellOf: (problem: Problem) => string | null;
  /** Absent where nothing can be written: the points are then listed. */
  onExplain?: ((problem: Problem, text: string) => Promise<boolean>) | undefined;
};

/** The warnings of a budget that want a sentence, each with a text box; those that got one here stay in sight. */
export function ExplainList({ problems, cellOf, onExplain }: ExplainListProps) {
  const styles = useStyles();
  // What is explained here must not vanish under the hands of whoever types.
  const [first] = useState(() => new Set(problems.filter(isUnexplained).map(problemKey)));
  const shown = problems.filter(
    (problem) => problem.severity === 'warning' && (isUnexplained(problem) || first.has(problemKey(problem))),
  );
  const open = shown.filter(isUnexplained).length;
  if (shown.length === 0) return null;
  const listed = onExplain === undefined ? shown.slice(0, SHOWN_AT_FIRST) : shown;
  return (
    <section className={styles.root} data-testid="to-explain">
      <Text block weight="semibold">
        {onExplain === undefined
          ? PANE.submit.warnings(open)
          : open === 0
            ? WORDS.allExplained
            : WORDS.explainTitle(open)}
      </Text>
      {onExplain !== undefined && <Text size={200}>{WORDS.explainText}</Text>}
      <ul className={styles.list}>
        {listed.map((problem) => (
          <li key={problemKey(problem)}>
            <Text size={200} block>
              {describeProblem(problem).sentence}
            </Text>
            {onExplain !== undefined && (
              <ExplainBox
                written={problem.explanation ?? ''}
                cell={cellOf(problem)}
                onExplain={(text) => onExplain(problem, text)}
              />
            )}
          </li>
        ))}
      </ul>
      {listed.length < shown.length && (
        <Text size={200}>{PANE.submit.andMore(shown.length - listed.length)}</Text>
      )}
    </section>
  );
}
