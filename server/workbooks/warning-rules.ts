import type { ConditionalRule } from 'hucre';
import { columnLetters, HEADER_ROW, SHEET_NAMES, type SheetColumn } from '../../src/core/workbook/layout.js';
import type { SheetPlan } from '../../src/core/workbook/sheet-plan.js';

const WARNING = {
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' }, bgColor: { rgb: 'FFC7CE' } },
  font: { color: { rgb: '9C0006' }, bold: true },
} as const;

/**
 * What a sheet marks by itself, for who works without the pane: less than nothing left of an allocation, and an amount
 * that is text. Red and bold, so that it is seen in black and white too.
 */
export function warningRules(sheet: string, { columns, rows }: SheetPlan): ConditionalRule[] {
  const isFigure = ({ kind }: SheetColumn) => kind === 'money' || kind === 'fte';
  return columns.flatMap((column, at): ConditionalRule[] => {
    const { key } = column;
    const isLeft = sheet === SHEET_NAMES.allocations && (key === 'remaining' || key === 'remainingFte');
    const isTyped = sheet !== SHEET_NAMES.allocations && isFigure(column);
    if (!isLeft && !isTyped) return [];
    const letters = columnLetters(at);
    const first = `${letters}${String(HEADER_ROW + 2)}`;
    const range = `${first}:${letters}${String(HEADER_ROW + 2 + rows.length)}`;
    const formula = isLeft ? `AND(ISNUMBER(${first}),ROUND(${first},4)<0)` : `ISTEXT(${first})`;
    return [{ type: 'expression', priority: at + 1, formula, range, style: WARNING }];
  });
}
