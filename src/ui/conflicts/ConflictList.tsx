import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { conflictKey, type Conflict, type Side } from '../../core/merge/three-way.js';
import { ConflictChoice, type ConflictText } from './ConflictChoice.js';

/** How many are shown at first: each is a group of two choices. */
const SHOWN_AT_ONCE = 30;

const useStyles = makeStyles({
  all: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalS,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
});

/** What somebody chose, by `conflictKey`. */
export type Choices = ReadonlyMap<string, Side>;

export type ConflictListProps<One extends Conflict> = {
  conflicts: readonly One[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
  describe: (conflict: One) => ConflictText;
  words: { allMine: string; allTheirs: string; more: (rest: number) => string };
  /** What is left to choose, or what came of it; read out when it changes. */
  status: string;
};

/** Everything that two changed otherwise, to be chosen one by one or all at once. */
export function ConflictList<One extends Conflict>(props: ConflictListProps<One>) {
  const { conflicts, choices, onChoose, describe, words, status } = props;
  const styles = useStyles();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const list = useRef<HTMLUListElement>(null);
  const chooseAll = (side: Side) =>
    onChoose(new Map(conflicts.map((conflict) => [conflictKey(conflict), side])));
  const showMore = () => {
    flushSync(() => setShown(shown + SHOWN_AT_ONCE));
    // The button stands below what it showed, or is gone: who pressed it reads on here.
    const next = list.current?.children[shown];
    (next?.querySelector<HTMLInputElement>(':checked') ?? next?.querySelector('input'))?.focus();
  };
  return (
    <>
      <div className={styles.all}>
        <Button size="small" onClick={() => chooseAll('mine')}>
          {words.allMine}
        </Button>
        <Button size="small" onClick={() => chooseAll('theirs')}>
          {words.allTheirs}
        </Button>
        <Text role="status">{status}</Text>
      </div>
      <ul ref={list} className={styles.list}>
        {conflicts.slice(0, shown).map((conflict) => {
          const key = conflictKey(conflict);
          return (
            <ConflictChoice
              key={key}
              text={describe(conflict)}
              side={choices.get(key) ?? null}
              onChoose={(side) => onChoose(new Map(choices).set(key, side))}
            />
          );
        })}
      </ul>
      {conflicts.length > shown && (
        <Button size="small" appearance="subtle" onClick={showMore}>
          {words.more(conflicts.length - shown)}
        </Button>
      )}
    </>
  );
}
