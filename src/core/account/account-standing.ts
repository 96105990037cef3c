import type { ChartIndex } from './chart-of-accounts.js';

/**
 * Whether the accounting system has an account string, which is another question than whether it is valid: `existing`
 * has it, `requested` somebody asked for it, `new` it does not have, `unknown` the district gave no list to look in.
 */
export type AccountStanding = 'existing' | 'requested' | 'new' | 'unknown';

export function standing({ existing, requested }: ChartIndex, account: string): AccountStanding {
  if (existing?.has(account) === true) return 'existing';
  if (requested.has(account)) return 'requested';
  return existing === undefined ? 'unknown' : 'new';
}
