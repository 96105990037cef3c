import { SHEET_NAMES } from '../../../core/workbook/layout.js';
import { planOwnRows, type RowChoice } from '../../../core/workbook/own-rows.js';
import type { NewRow } from '../../../core/workbook/row-identity.js';
import { GUARD } from '../../../ui/messages/guard.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import type { SheetStore } from '../../sheet/sheet-store.js';
import { GuardNotice } from './GuardNotice.js';

const WORDS = GUARD.copies;

export type CopiedRowsNoticeProps = { store: SheetStore; reading: SheetReading };

/** Rows that count as new lines, and the question which of two like rows is the original. */
export function CopiedRowsNotice({ store, reading }: CopiedRowsNoticeProps) {
  const { decoded } = reading;
  const count = decoded.newLines.length + decoded.newPositions.length;
  if (count === 0 || store.frame.owners.size === 0) return null;
  const write = (choice?: RowChoice) => writeOwnRows(store, choice);
  return (
    <>
      {[
        ...questionsOf(SHEET_NAMES.budget, decoded.newLines, decoded.lines.rows),
        ...questionsOf(SHEET_NAMES.positions, decoded.newPositions, decoded.positions.rows),
      ].map(({ sheet, rows, meanwhile }) => (
        <GuardNotice
          key={`${sheet}:${String(meanwhile)}`}
          id="copy-undecided"
          intent="warning"
          title={WORDS.askTitle(rows.map((row) => String(row + 1)).join(', '), sheet)}
          text={WORDS.askText(String(meanwhile + 1))}
          actions={rows.map((row) => ({
            label: WORDS.isOriginal(row + 1),
            run: () => write({ sheet, row }),
          }))}
        />
      ))}
      <GuardNotice
        id="new-rows"
        intent="info"
        title={WORDS.title(count)}
        text={WORDS.text}
        actions={[{ label: WORDS.makeOwn(count), run: () => write() }]}
      />
    </>
  );
}

type Question = { sheet: string; rows: readonly number[]; meanwhile: number };

function questionsOf(
  sheet: string,
  newRows: readonly NewRow[],
  rows: ReadonlyMap<string, number>,
): Question[] {
  const open = new Map(
    newRows.filter(({ choices }) => choices.length > 0).map((row) => [row.writtenId, row]),
  );
  return [...open.values()].map(({ writtenId, choices }) => ({
    sheet,
    rows: choices,
    meanwhile: rows.get(writtenId) ?? 0,
  }));
}

/**
 * Writes the ids of rows that have none of their own into the sheet; part of a save, too. Nothing is written where
 * there are none. False when Excel did not do it: the pane says why, and the rows count as they did.
 */
export async function writeOwnRows(store: SheetStore, choice?: RowChoice): Promise<boolean> {
  const { reading } = store.current();
  if (reading === null) return true;
  const { index, owners } = store.frame;
  const cells = planOwnRows(index, reading.decoded, reading.state.figures, owners, choice);
  if (cells.length === 0) return true;
  return store.command((host) => host.writeLockedCells(cells));
}
