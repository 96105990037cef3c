import { accountForm, formatInForm } from './account-forms.js';
import { joinAccount, parseAccount, type AccountFault } from './account-structure.js';
import type { ChartIndex } from './chart-of-accounts.js';

/**
 * An account as the state has it: each code's state code, else that of the nearest parent with one, else the code
 * itself. `account` is written in the form asked for (such as the state's packed order), else in the structure's own.
 * A form that is not rolled up gets the account's own codes.
 */
export function rollUp(
  index: ChartIndex,
  account: string,
  formCode?: string,
): { ok: true; codes: readonly string[]; account: string } | { ok: false; faults: AccountFault[] } {
  const { structure } = index.chart;
  const parsed = parseAccount(structure, account);
  if (!parsed.ok) return parsed;
  const codes = index.toState(parsed.codes);
  if (formCode === undefined) return { ok: true, codes, account: joinAccount(structure, codes) };
  const isRolledUp = accountForm(structure, formCode).isRolledUp === true;
  return { ok: true, codes, account: formatInForm(structure, formCode, isRolledUp ? codes : parsed.codes) };
}
