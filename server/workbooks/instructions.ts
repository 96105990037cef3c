import type { CellStyle } from 'hucre/xlsx';
import { SITE_OWNER } from '../../src/core/budget/site.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { FIXED_LOOK, HEADING_STYLE, OPEN_LOOK, STEP_STYLE, TITLE_STYLE } from './sheet-styles.js';
import { shortDate } from './short-date.js';

export type InstructionRow = { text: string; style: CellStyle };

/** The Instructions sheet, one cell a row: what to do in the order of doing it, what colours mean, whom to ask. */
export function instructionRows({ book, ownerTitle }: BookIndex): InstructionRow[] {
  const { year, districtName, ownership, salaryOwner } = book.plan;
  const offices = [...new Set([...ownership.map(({ owner }) => owner), salaryOwner])].filter(
    (owner) => owner !== SITE_OWNER,
  );
  const due = shortDate(year.dueDate);
  const step = (text: string): InstructionRow => ({ text, style: STEP_STYLE });
  const heading = (text: string): InstructionRow => ({ text, style: HEADING_STYLE });
  const sample = (text: string, look: CellStyle): InstructionRow => ({
    text,
    style: { ...STEP_STYLE, ...look },
  });
  return [
    { text: `The ${year.id} budget of ${book.site.name}`, style: TITLE_STYLE },
    step(`Due ${due}.`),
    step(''),
    heading('What to do'),
    step(`1. Open the Sitebook pane (Home, Sitebook) and sign in to ${districtName}.`),
    step('2. On Budget, type your proposed amounts into the yellow cells, in dollars and cents.'),
    step('3. On Positions, change FTE to cut or extend a post. Its salary and benefit lines follow.'),
    step('4. Look at the pane: it shows what is left in every allocation, and what to fix, cell by cell.'),
    step('5. Save as often as you like. A budget need not be finished to be saved.'),
    step(`6. Submit by ${due}, when nothing is left to fix. The answer comes in the pane.`),
    step(''),
    heading('What the colours mean'),
    sample('Yellow with a border: yours to type in.', OPEN_LOOK),
    sample('Grey: account codes. They are fixed.', FIXED_LOOK),
    step('White: worked out, or kept by another office. The column "Who edits" says which.'),
    step(''),
    heading('Whom to ask'),
    ...offices.map((owner) => step(`${ownerTitle(owner)}: for rows that say "${ownerTitle(owner)}".`)),
    step('For a new account code, and for anything else: your finance office.'),
    step(''),
    heading('Please keep'),
    step('The names of the sheets and columns, and the hidden columns: Sitebook finds your figures by them.'),
    step('This file for this site alone. A fresh copy is a click away in the pane.'),
  ];
}
