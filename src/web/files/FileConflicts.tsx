import { Subtitle2, Text } from '@fluentui/react-components';
import type { SiteFileConflict } from '../../contract/site-files.js';
import { describeRow, describeValue } from '../../ui/changes/describe-field.js';
import type { ConflictText } from '../../ui/conflicts/ConflictChoice.js';
import { ConflictList, type Choices } from '../../ui/conflicts/ConflictList.js';
import { CONFLICT } from '../../ui/messages/conflict.js';
import { formatInstant, formatMoney, localTimeZone } from '../../words/figures.js';
import { conflictsOf, countsOf, openConflicts, stateOf, type FileRow } from './file-row.js';
import { FILES_EN } from './files-messages-en.js';

const WORDS = FILES_EN.conflicts;

export type FileConflictsProps = { row: FileRow; onChoose: (choices: Choices) => void };

/** What a file and what was saved since have otherwise, to be decided one by one or all at once. */
export function FileConflicts({ row, onChoose }: FileConflictsProps) {
  const conflicts = conflictsOf(row);
  const isCopied = row.reply?.isRead === true && row.reply.isCopied;
  return (
    <section data-testid="file-conflicts">
      <Subtitle2 as="h3" block>
        {WORDS.title}
      </Subtitle2>
      <Text block>{(isCopied ? WORDS.askOfCopy : WORDS.ask)(conflicts.length)}</Text>
      <ConflictList
        conflicts={conflicts}
        choices={row.choices}
        onChoose={onChoose}
        describe={describe}
        words={WORDS}
        status={statusOf(row)}
      />
    </section>
  );
}

/** One field: what it is, what it was, who saved it since, and the two values to choose from. */
function describe(conflict: SiteFileConflict): ConflictText {
  const { cell, kind, field, base, mine, theirs, changed } = conflict;
  const { title, detail } = describeRow(conflict, conflict, []);
  const by =
    changed && WORDS.by(changed.savedBy, formatInstant(changed.savedAt, localTimeZone()), changed.revision);
  return {
    cell,
    title: kind === 'explanation' ? title : CONFLICT.rowAndField(title, CONFLICT.fields[field]),
    detail,
    notes: [WORDS.before(describeValue(base)), ...(by === null ? [] : [by])],
    mine: WORDS.file(describeValue(mine)),
    theirs: WORDS.saved(describeValue(theirs)),
  };
}

/** What is left to choose; then the figures that would be saved. */
function statusOf(row: FileRow): string {
  const { reply } = row;
  const open = openConflicts(row);
  if (open > 0) return WORDS.left(open);
  const state = stateOf(row);
  if (state === 'waiting' || state === 'checking') return WORDS.working;
  if (reply?.isRead !== true || row.failure !== null) return WORDS.decided;
  const { lineCount, totalCents, changes } = reply;
  const findings = FILES_EN.counts(...countsOf(row));
  return WORDS.figures(lineCount, formatMoney(totalCents), changes.length, findings);
}
