import type { BookIndex } from '../../src/core/validation/book-index.js';

/** The Instructions sheet: what to do, in the order of doing it. */
export function instructionRows({ book }: BookIndex): string[][] {
  const { year, districtName } = book.plan;
  return [
    [`How to build the budget of ${book.site.name} for ${year.id}`],
    [''],
    [`1. Open the Sitebook pane (Home, Sitebook) and sign in with ${districtName}'s short name.`],
    [
      '2. On Budget, type your proposed amounts into the pale yellow cells. Everything else is fixed or belongs to another office; the column "Who edits" says to whom.',
    ],
    [
      '3. On Positions, change FTE to cut or extend a post. Its salary and benefit lines follow; the pane offers to update them in the sheet.',
    ],
    [
      '4. The pane shows what is left in every allocation, and what must be fixed, with the cell it is about.',
    ],
    ['5. Save as often as you like. Saving never needs a finished budget.'],
    [`6. Submit when nothing is left to fix, by ${year.dueDate}. Finance answers in the pane.`],
    [''],
    [
      'Please do not rename sheets or columns, and do not copy this file to another site: a fresh copy is a click away in the pane.',
    ],
  ];
}
