import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { SiteContent } from '../../../core/budget/site-content.js';
import { labelsOfRows } from '../../../core/merge/content-fields.js';
import { conflictKey, type Conflict, type Side } from '../../../core/merge/three-way.js';
import type { Problem } from '../../../core/problem.js';
import { CONFLICT } from '../../../ui/messages/conflict.js';
import { ConflictChoice } from './ConflictChoice.js';
import type { Choices } from './merge-plan.js';

const WORDS = CONFLICT;
const SHOWN_AT_ONCE = 30;

const useStyles = makeStyles({
  all: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
});

export type ConflictListProps = {
  conflicts: readonly Conflict[];
  openCount: number;
  /** Where rows get their titles from, the first that has the row. */
  contents: readonly SiteContent[];
  /** What the sheet finds now, for the explanations of it. */
  problems: readonly Problem[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
};

/** Everything that both changed, to be chosen one by one or all at once. */
export function ConflictList(props: ConflictListProps) {
  const { conflicts, openCount, contents, problems, choices, onChoose } = props;
  const styles = useStyles();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const labelOf = useMemo(() => labelsOfRows(contents), [contents]);
  const chooseAll = (side: Side) =>
    onChoose(new Map(conflicts.map((conflict) => [conflictKey(conflict), side])));
  return (
    <section>
      <Text block>{WORDS.ask(conflicts.length)}</Text>
      <div className={styles.all}>
        <Button size="small" onClick={() => chooseAll('mine')}>
          {WORDS.allMine}
        </Button>
        <Button size="small" onClick={() => chooseAll('theirs')}>
          {WORDS.allTheirs}
        </Button>
        <Text size={200} role="status">
          {openCount > 0 ? WORDS.open(openCount) : ''}
        </Text>
      </div>
      <ul className={styles.list}>
        {conflicts.slice(0, shown).map((conflict) => {
          const key = conflictKey(conflict);
          return (
            <ConflictChoice
              key={key}
              conflict={conflict}
              label={labelOf(conflict)}
              problems={problems}
              side={choices.get(key) ?? null}
              onChoose={(side) => onChoose(new Map(choices).set(key, side))}
            />
          );
        })}
      </ul>
      {conflicts.length > shown && (
        <Button size="small" appearance="subtle" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {WORDS.more(conflicts.length - shown)}
        </Button>
      )}
    </section>
  );
}
