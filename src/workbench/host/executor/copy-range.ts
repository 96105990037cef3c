import { isUnbounded } from './range-values.js';
import type { Arguments } from './host-object.js';
import type { RangeRef } from './range-ref.js';
import { flagArgument, onSheet, optionalText, rangeArgument, textArgument } from './read-arguments.js';
import { invalidArgument, notImplemented } from './rich-error.js';
import { onlySheetAddress } from './sheet-address.js';

/**
 * `copyFrom` for what an add-in needs of it: all or only values or formats, without transposing, from cells that
 * hold no formulas. The source goes to the destination's top left corner, whatever the destination's size.
 */
export function copyFrom(target: RangeRef, args: Arguments): void {
  const source =
    typeof args[0] === 'string' ? onlySheetAddress(target, args[0]) : rangeArgument(args, 0, target.sheet);
  const what = optionalText(args, 1) ?? 'All';
  if (!['All', 'Values', 'Formats'].includes(what))
    throw notImplemented('Range', `copyFrom(${textArgument(args, 1)})`);
  if (flagArgument(args, 2) || flagArgument(args, 3))
    throw notImplemented('Range', 'copyFrom with skipBlanks or transpose');
  if (isUnbounded(source.block)) throw invalidArgument();
  // behaviour: copy-to-corner
  const block = onSheet({ ...target.block, rows: source.block.rows, columns: source.block.columns });
  const grid = source.sheet.grid;
  const cells = grid.map(source.block, (cell, row, column) =>
    cell ? { ...cell } : { content: null, formula: null, format: grid.formatAt(row, column) },
  );
  if (what === 'All' && cells.some((line) => line.some(({ formula }) => formula !== null))) {
    throw notImplemented('Range', 'copyFrom of formulas');
  }
  if (what !== 'Values') target.sheet.guardDesign();
  const own = target.sheet.grid;
  target.sheet.pasteCells(
    block,
    cells.map((line, row) =>
      line.map((cell, column) => {
        const place = { row: block.row + row, column: block.column + column };
        if (what === 'Values')
          return { ...cell, formula: null, format: own.formatAt(place.row, place.column) };
        const kept = own.peek(place.row, place.column);
        return what === 'All'
          ? cell
          : { content: kept?.content ?? null, formula: kept?.formula ?? null, format: cell.format };
      }),
    ),
    'addin',
  );
}
