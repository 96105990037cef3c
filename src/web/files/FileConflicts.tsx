import { Button, makeStyles, Radio, RadioGroup, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { SiteFileConflict } from '../../contract/site-files.js';
import { conflictKey, type Side } from '../../core/merge/three-way.js';
import { describeRow, describeValue } from '../../ui/changes/describe-field.js';
import { CONFLICT } from '../../ui/messages/conflict.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { conflictsOf, openConflicts, type FileRow } from './file-row.js';
import { FILES_EN } from './files-messages-en.js';

const WORDS = FILES_EN.conflicts;
/** How many are shown at first: each is a group of two choices. */
const SHOWN_AT_ONCE = 50;

const useStyles = makeStyles({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalS,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  conflict: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  cell: { fontFamily: tokens.fontFamilyMonospace, color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  // Side by side where both fit, below one another where there is no room.
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    maxWidth: '72ch',
  },
  side: { minWidth: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

export type FileConflictsProps = { row: FileRow; onChoose: (choices: FileRow['choices']) => void };

/** What a file and what was saved since have otherwise, to be decided one by one or all at once. */
export function FileConflicts({ row, onChoose }: FileConflictsProps) {
  const styles = useStyles();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const conflicts = conflictsOf(row);
  const isCopied = row.reply?.isRead === true && row.reply.isCopied;
  const chooseAll = (side: Side) =>
    onChoose(new Map(conflicts.map((conflict) => [conflictKey(conflict), side])));
  return (
    <section data-testid="file-conflicts">
      <Subtitle2 as="h3" block>
        {WORDS.title}
      </Subtitle2>
      <Text block>{(isCopied ? WORDS.askOfCopy : WORDS.ask)(conflicts.length)}</Text>
      <div className={styles.actions}>
        <Button size="small" onClick={() => chooseAll('mine')}>
          {WORDS.allFile}
        </Button>
        <Button size="small" onClick={() => chooseAll('theirs')}>
          {WORDS.allSaved}
        </Button>
        <Text role="status">{WORDS.left(openConflicts(row))}</Text>
      </div>
      <ul className={styles.list}>
        {conflicts.slice(0, shown).map((conflict) => {
          const key = conflictKey(conflict);
          return (
            <Choice
              key={key}
              conflict={conflict}
              side={row.choices.get(key) ?? null}
              onChoose={(side) => onChoose(new Map(row.choices).set(key, side))}
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

type ChoiceProps = { conflict: SiteFileConflict; side: Side | null; onChoose: (side: Side) => void };

/** One field: what it is, what it was, who saved it since, and the two values to choose from. */
function Choice({ conflict, side, onChoose }: ChoiceProps) {
  const styles = useStyles();
  const id = useId();
  const { cell, field, base, mine, theirs, changed } = conflict;
  const { title, detail } = describeRow(conflict, conflict, []);
  const name = conflict.kind === 'explanation' ? title : CONFLICT.rowAndField(title, CONFLICT.fields[field]);
  return (
    <li className={styles.conflict} data-testid="file-conflict">
      <span className={styles.cell}>{cell}</span>
      <div>
        <Text id={id} weight="semibold" block>
          {name}
        </Text>
        <Text size={200} className={styles.quiet} block>
          {[detail, WORDS.before(describeValue(base))].filter((text) => text !== '').join(' · ')}
        </Text>
        {changed && (
          <Text size={200} className={styles.quiet} block>
            {WORDS.by(changed.savedBy, formatInstant(changed.savedAt, localTimeZone()), changed.revision)}
          </Text>
        )}
        <RadioGroup
          className={styles.sides}
          aria-labelledby={id}
          value={side ?? ''}
          onChange={(_, { value }) => onChoose(value === 'mine' ? 'mine' : 'theirs')}
        >
          <Radio className={styles.side} value="mine" label={WORDS.file(describeValue(mine))} />
          <Radio className={styles.side} value="theirs" label={WORDS.saved(describeValue(theirs))} />
        </RadioGroup>
      </div>
    </li>
  );
}
