import { expect, test } from '@jest/globals';
import { accountsIn, type SiteContent } from '../../../src/core/budget/site-content.js';

test('the accounts of a sheet are those of its lines and those that its posts alone are paid from', () => {
  const line = { id: 'l', account: 'A', title: '', enteredCents: 0, justification: '' };
  const splits = ['A', 'B'].map((account) => ({ account, sharePpm: 500_000 }));
  const content = { lines: [line], positions: [{ splits }] } as unknown as SiteContent;
  expect([...accountsIn(content)].sort()).toEqual(['A', 'B']);
});
