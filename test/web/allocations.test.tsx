import { afterEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { addAllocationEntry } from '../../src/contract/allocations.js';
import { getSiteBook } from '../../src/contract/sites.js';
import { grantOf } from '../../src/core/district/role.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import { AllocationsScreen } from '../../src/web/allocations/AllocationsScreen.js';
import { EMPTY_ENTRY, readEntry } from '../../src/web/allocations/entry-draft.js';
import { tabsOf } from '../../src/web/app/App.js';
import { FakeApi, refusal } from '../support/fake-api.js';
import { PRINCIPAL } from '../support/pane-setup.js';
import { renderPart } from '../support/season-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(cleanup);

const ID = '0c5cbb0e-3a57-4d5e-8a58-1f0d55c3a111';
const book = smallBook();

/** The screen over a ledger that takes entries. */
function open(siteCode: string | null = '608') {
  const entries: AllocationEntry[] = [...book.allocations];
  const api = new FakeApi()
    .on(getSiteBook, () => ({
      book: { ...book, allocations: [...entries] },
      owners: [],
      head: null,
      submission: null,
      rulePackHash: 'rules',
    }))
    .on(addAllocationEntry, ({ body }) => {
      const entry = { ...body, siteCode: '608', date: '2024-03-06', author: 'Dana Kim' };
      entries.push(entry);
      return entry;
    });
  const chosen: string[] = [];
  renderPart(
    <AllocationsScreen sites={[book.site]} siteCode={siteCode} onChoose={(code) => chosen.push(code)} />,
    api,
  );
  return { api, chosen };
}

const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const add = () => fireEvent.click(screen.getByRole('button', { name: 'Add the entry' }));
const rows = async () =>
  within(await screen.findByRole('table'))
    .getAllByRole('row')
    .map(({ textContent }) => textContent);

describe('the ledger of a site', () => {
  test('wants a site first, then shows the entries of a funding source with their total', async () => {
    const { chosen } = open(null);
    fireEvent.change(screen.getByLabelText('Site'), { target: { value: '608' } });
    expect(chosen).toEqual(['608']);
    cleanup();
    open();
    expect(await rows()).toEqual([
      'DateKindAmount $FTEReasonAuthor',
      'Thu 1 FebFirst allocation250,0002.00Proposed budgetBusiness office',
      'Total250,0002.00',
    ]);
    fireEvent.change(screen.getByLabelText('Funding source'), { target: { value: 'T1' } });
    expect((await rows())[1]).toContain('Federal programs');
  });

  test('takes an entry and says what is allocated then, and that the site is over', async () => {
    const { api } = open();
    await rows();
    type(/^Amount in/, '(30,000)');
    type(/^Reason/, 'Enrolment fell');
    type(/^To be fixed/, '2024-04-01');
    add();
    const added = await screen.findByTestId('entry-added');
    expect(added.textContent).toContain('General fund is now $220,000 and 2.00 FTE.');
    expect(added.textContent).toContain('Maple Valley High School is over: ($6,485.62)');
    expect(api.bodies(addAllocationEntry)).toMatchObject([
      { fundingSource: 'GF', amountCents: -3_000_000, fte: 0, reason: 'Enrolment fell', fixBy: '2024-04-01' },
    ]);
    expect((await rows()).at(-1)).toBe('Total220,0002.00');
    expect(screen.getByLabelText<HTMLInputElement>(/^Amount in/).value).toBe('');
  });

  test('sends nothing that the contract would refuse, and says which field', async () => {
    const { api } = open();
    await rows();
    add();
    expect(screen.getByText('Type an amount or an FTE.')).toBeTruthy();
    expect(screen.getByText('Write the reason.')).toBeTruthy();
    type(/^Amount in/, 'much');
    add();
    expect(screen.getByText('Type an amount such as 1,204.50.')).toBeTruthy();
    expect(api.bodies(addAllocationEntry)).toEqual([]);
  });

  test('keeps what was typed when the server refuses, and the same entry is tried again', async () => {
    const { api } = open();
    await rows();
    api.on(addAllocationEntry, () => {
      throw refusal('permission.missing', 403, 'Your role does not include this.');
    });
    type(/^Amount in/, '5');
    type(/^Reason/, 'More');
    add();
    expect((await screen.findByTestId('error-state')).textContent).toContain('does not include');
    add();
    await waitFor(() => expect(api.bodies(addAllocationEntry)).toHaveLength(2));
    const [first, second] = api.bodies(addAllocationEntry) as { id: string }[];
    expect(second?.id).toBe(first?.id);
  });
});

test.each([
  ['-0.5', -5_000],
  ['(0.5)', -5_000],
  ['0.25', 2_500],
  ['half', null],
])('an FTE of %p is read as %p ten-thousandths', (fte, read) => {
  const result = readEntry({ ...EMPTY_ENTRY, fte, reason: 'x' }, ID, 'GF');
  expect('body' in result ? result.body.fte : null).toBe(read);
});

test('only budget managers have the tab', () => {
  expect(tabsOf(PRINCIPAL)).not.toContain('allocations');
  const roles = [grantOf('budgetManager')];
  expect(tabsOf({ ...PRINCIPAL, roles })).toContain('allocations');
});
