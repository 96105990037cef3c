import type { ChartIndex } from './chart-of-accounts.js';
import type { CombinationFault } from './combination-table.js';

/**
 * Every combination table that an account's codes (in the structure's order) do not fit, in the chart's order, or in
 * that of `tableIds` where only some are asked for. Throws a RangeError on an id that the chart does not have. Codes
 * that are unknown are judged like any other; check them with `ChartIndex.check` first.
 */
export function checkCombinations(
  index: ChartIndex,
  codes: readonly string[],
  tableIds?: readonly string[],
): CombinationFault[] {
  const tables = index.combinations();
  const faults: CombinationFault[] = [];
  if (tableIds === undefined) {
    for (const table of tables.values()) {
      const fault = table.check(codes);
      if (fault !== null) faults.push(fault);
    }
    return faults;
  }
  for (const id of tableIds) {
    const fault = tableOf(index, id).check(codes);
    if (fault !== null) faults.push(fault);
  }
  return faults;
}

/** Whether a table has a say about an account at all: tells "fits" from "not looked at". */
export function combinationApplies(index: ChartIndex, codes: readonly string[], tableId: string): boolean {
  return tableOf(index, tableId).applies(codes);
}

function tableOf(index: ChartIndex, id: string) {
  const table = index.combinations().get(id);
  if (!table) throw new RangeError(`The chart of accounts has no combination table ${id}`);
  return table;
}
