import { checkSacsExport } from '../../server/imports/check-sacs-export.js';
import { formatCentsPlain, type Cents } from '../../src/core/money.js';

/**
 * What the state's checks find in rows of an export (19 characters and cents), by check: the codes that it refuses and
 * what their rows add up to, in cents. Checks that pass are left out.
 */
export function sacsFindings(
  rows: readonly (readonly [account: string, cents: Cents])[],
): Record<string, string[]> {
  const text = rows.map(([account, cents]) => `${account},${formatCentsPlain(cents)}\n`).join('');
  const checked = checkSacsExport(text);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return Object.fromEntries(
    Object.entries(checked.value)
      .filter(([, { findings }]) => findings.length > 0)
      .map(([check, { findings }]) => [
        check,
        findings.map(({ codes, cents }) => `${codes} ${String(cents)}`),
      ]),
  );
}
