import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { addAmendment, listAmendments } from '../../src/contract/amendments.js';
import { listSegments } from '../../src/contract/district-plan.js';
import { getMaster, listMasters, type MasterSummary } from '../../src/contract/master-budgets.js';
import {
  explainDifferences,
  getMasterState,
  moveMaster,
  proveMaster,
  traceMaster,
  type MasterState,
} from '../../src/contract/master-work.js';
import { listSites } from '../../src/contract/sites.js';
import type { ReplyOf } from '../../src/contract/endpoint.js';
import type { TieOut, TieOutPart, TieOutRow } from '../../src/core/merge/tie-out.js';
import { addSentences, describeProblem } from '../../src/ui/messages/describe-problem.js';
import { AccountsTable } from '../../src/web/master/AccountsTable.js';
import { AmendmentsPart } from '../../src/web/master/AmendmentsPart.js';
import { emptyAmendment, emptyRow, readAmendment } from '../../src/web/master/amendment-draft.js';
import { readRows } from '../../src/web/master/ControlTotals.js';
import { MASTER_PROBLEMS } from '../../src/web/master/master-problems.js';
import { MasterScreen } from '../../src/web/master/MasterScreen.js';
import { MasterVersion } from '../../src/web/master/MasterVersion.js';
import { FakeApi } from '../support/fake-api.js';
import { grantOf } from '../../src/core/district/role.js';
import { PRINCIPAL } from '../support/pane-setup.js';
import { renderPart } from '../support/season-setup.js';

const MANAGER = { ...PRINCIPAL, roles: [grantOf('budgetManager')] };
addSentences(MASTER_PROBLEMS);
afterEach(cleanup);

const row = (code: string, title: string, masterCents: number, otherCents: number): TieOutRow => ({
  code,
  title,
  masterCents,
  otherCents,
  differenceCents: masterCents - otherCents,
  masterFte: 0,
  otherFte: 0,
  differenceFte: 0,
});
const untouched: MasterState = { version: 2, stages: [], explanations: [], adopted: null };

function versionWith(tieOut: Partial<TieOut>) {
  return {
    summary: {
      version: 2,
      createdBy: 'Anna Chen',
      createdAt: '2024-03-20T08:00:00.000Z',
      contentHash: 'a',
      siteCount: 0,
      totalCents: 0,
      totalFte: 0,
      mergedEqualsSubmitted: true,
    },
    master: { sources: [], accounts: [], totalCents: 0, totalFte: 0 },
    tieOut: { mergedEqualsSubmitted: true, parts: [], missingSites: [], ...tieOut },
  };
}

function apiOf(tieOut: Partial<TieOut> = {}, state: Partial<MasterState> = {}): FakeApi {
  return new FakeApi()
    .on(getMaster, () => versionWith(tieOut))
    .on(getMasterState, () => ({ ...untouched, ...state }));
}

const REVENUE: Partial<TieOut> = {
  parts: [
    { dimension: 'total', against: 'revenue', rows: [row('all', 'Dayton', 10_186, 10_000)] },
    {
      dimension: 'fundingSource',
      against: 'revenue',
      rows: [row('100', 'General fund', 148, 100), row('201', 'Title I', 200, 62), row('202', 'ESSA', 5, 5)],
    },
  ],
};

test('a version says which sites it leaves out, and of which the approval ended', async () => {
  const api = apiOf({
    missingSites: [
      { code: '125', name: 'Dayton Grade School', approvalEnded: true },
      { code: '571', name: 'Dayton Junior High School' },
    ],
  });
  renderPart(<MasterVersion version={2} />, api);
  const ended = await screen.findByText(/^Approved before and left out/);
  expect(ended.textContent).toMatch(/: Dayton Grade School\. /);
  expect((await screen.findByText(/^Not in this version/)).textContent).toBe(
    'Not in this version: Dayton Junior High School',
  );
});

test('differences are explained one by one or together, and then say who signed', async () => {
  const api = apiOf(REVENUE);
  api.on(explainDifferences, ({ body }) => ({
    ...untouched,
    explanations: body.differences.map((one, at) => ({
      ...one,
      id: `00000000-0000-4000-8000-00000000000${String(at)}`,
      text: body.text,
      author: 'Anna Chen',
      at: '2024-04-02T16:00:00.000Z',
    })),
  }));
  renderPart(<MasterVersion version={2} mayManage />, api);
  fireEvent.click(await screen.findByRole('tab', { name: /^Funding source/ }));
  const opener = await screen.findByRole('button', { name: 'Explain 2 differences together…' });
  opener.focus();
  fireEvent.click(opener);
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('button', { name: 'Sign', hidden: true }));
  expect(await dialog.findByText('Write what the difference comes from.')).toBeTruthy();
  expect(api.bodies(explainDifferences)).toEqual([]);
  fireEvent.change(dialog.getByRole('textbox', { hidden: true }), { target: { value: ' Rounding ' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Sign', hidden: true }));
  await waitFor(() =>
    expect(api.bodies(explainDifferences)).toEqual([
      {
        text: 'Rounding',
        differences: [
          { key: 'fundingSource/revenue/100', differenceCents: 48, differenceFte: 0 },
          { key: 'fundingSource/revenue/201', differenceCents: 138, differenceFte: 0 },
        ],
      },
    ]),
  );
  expect(await screen.findAllByText(/^Anna Chen, /)).toHaveLength(2);
  // The button that opened the dialog is gone, since nothing is left to explain.
  await waitFor(() => expect(document.activeElement?.closest('section')).toBeTruthy());
});

test('who only reads explains nothing and moves nothing; nor does anybody once it is adopted', async () => {
  renderPart(<MasterVersion version={2} />, apiOf(REVENUE));
  expect(await screen.findByText('To be explained')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^(Explain|Adopt)/ })).toBeNull();
  cleanup();
  const adoption = {
    stage: 'adopted' as const,
    date: '2024-06-20',
    resolution: '24-17',
    by: 'Anna Chen',
    at: '2024-06-21T16:00:00.000Z',
  };
  renderPart(<MasterVersion version={2} mayManage />, apiOf(REVENUE, { stages: [adoption], adopted: 2 }));
  expect(await screen.findByText('Adopted 2024-06-20, resolution 24-17')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^(Explain|Adopt)/ })).toBeNull();
  expect(screen.getByRole('tab', { name: 'Amendments' })).toBeTruthy();
});

test('adopting asks for a date and a resolution', async () => {
  const api = apiOf().on(moveMaster, () => untouched);
  renderPart(<MasterVersion version={2} mayManage />, api);
  const opener = await screen.findByRole('button', { name: 'Adopt…' });
  opener.focus();
  fireEvent.click(opener);
  fireEvent.click(
    within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel', hidden: true }),
  );
  await waitFor(() => expect(document.activeElement).toBe(opener));
  fireEvent.click(opener);
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('button', { name: 'Adopt', hidden: true }));
  expect(await dialog.findByText('Choose the date.')).toBeTruthy();
  expect(dialog.getByText('Write the number of the resolution.')).toBeTruthy();
  fireEvent.change(dialog.getByLabelText(/^Date/), { target: { value: '2024-06-20' } });
  fireEvent.change(dialog.getByLabelText(/^Resolution/), { target: { value: '24-17' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Adopt', hidden: true }));
  await waitFor(() =>
    expect(api.bodies(moveMaster)).toEqual([{ stage: 'adopted', date: '2024-06-20', resolution: '24-17' }]),
  );
});

test('a figure leads to its lines, with cell, approver and justification, and to the other side', async () => {
  const api = apiOf(REVENUE).on(traceMaster, () => ({
    lines: [
      {
        lineId: 'l1',
        account: '100-1131-608-050-410',
        title: 'Paper',
        currentCents: 0,
        currentFte: 0,
        proposedCents: 10_186,
        proposedFte: 0,
        justification: 'For the mock elections',
        siteCode: '608',
        revision: 4,
        siteName: 'Dayton High School',
        contentHash: 'h',
        approvedBy: 'Julia Ortiz',
        approvedAt: '2024-03-10T17:00:00.000Z',
        cell: { sheet: 'Budget', cell: 'I17' },
      },
    ],
    lineCount: 1,
    totalCents: 10_186,
    totalFte: 0,
    others: [{ title: 'CUR YR TAXES', detail: '100-R1111', amountCents: 10_000, fte: 0 }],
    next: null,
  }));
  renderPart(<MasterVersion version={2} />, api);
  const opener = await screen.findByRole('button', { name: 'Dayton' });
  opener.focus();
  fireEvent.click(opener);
  expect(await screen.findByText('Dayton High School, revision 4 · Budget I17')).toBeTruthy();
  expect(screen.getByText(/^Approved by Julia Ortiz, /)).toBeTruthy();
  expect(screen.getByText('“For the mock elections”')).toBeTruthy();
  expect(screen.getByText('CUR YR TAXES')).toBeTruthy();
  const today = (sum: string) => `These are as of today and come to ${sum}.`;
  expect(screen.queryByText(/^These are as of today/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Close', hidden: true }));
  await waitFor(() => expect(document.activeElement).toBe(opener));
  // The district plans less revenue since the version was made.
  cleanup();
  const total = { ...REVENUE.parts?.[0], rows: [row('all', 'Dayton', 10_186, 12_000)] };
  renderPart(
    <MasterVersion version={2} />,
    api.on(getMaster, () => versionWith({ parts: [total as TieOutPart] })),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Dayton' }));
  expect(
    await screen.findByText(`${today('$100')} When this version was merged, they came to $120.`),
  ).toBeTruthy();
});

test('more lines are shown with the focus on the first of them', async () => {
  const lineOf = (at: number) => ({
    lineId: `l${String(at)}`,
    account: '100-1131-608-050-410',
    title: `Line ${String(at)}`,
    currentCents: 0,
    currentFte: 0,
    proposedCents: 100,
    proposedFte: 0,
    justification: '',
    siteCode: '608',
    revision: 4,
    siteName: 'Dayton High School',
    contentHash: 'h',
    approvedBy: 'Julia Ortiz',
    approvedAt: '2024-03-10T17:00:00.000Z',
    cell: null,
  });
  const api = apiOf(REVENUE).on(traceMaster, ({ query }) => {
    const after = query?.after ?? 0;
    return {
      lines: [after, after + 1].map(lineOf),
      lineCount: 4,
      totalCents: 400,
      totalFte: 0,
      others: [],
      next: after === 0 ? 2 : null,
    };
  });
  renderPart(<MasterVersion version={2} />, api);
  fireEvent.click(await screen.findByRole('button', { name: 'Dayton' }));
  await screen.findByText('Line 1');
  const more = screen.getByRole('button', { name: /^Show \d+ more$/, hidden: true });
  more.focus();
  fireEvent.click(more);
  const first = await screen.findByText('Line 2');
  await waitFor(() => expect(document.activeElement).toBe(first.closest('li')));
  expect(screen.queryByRole('button', { name: /^Show \d+ more$/, hidden: true })).toBeNull();
});

test('nothing is merged once a version is adopted, and the page says why', async () => {
  const summary: MasterSummary = versionWith({}).summary;
  const show = (stage: MasterSummary['stage']) => {
    const api = apiOf({}, { adopted: stage === 'adopted' ? 2 : null }).on(listMasters, () => ({
      versions: [stage ? { ...summary, stage } : summary],
      next: null,
    }));
    renderPart(<MasterScreen version={null} />, api, undefined, MANAGER);
  };
  show('approved');
  expect(await screen.findByRole('button', { name: 'Merge approved sites' })).toBeTruthy();
  cleanup();
  show('adopted');
  expect(
    await screen.findByText(
      'Version 2 is adopted, so nothing is merged any more. What changes now is an amendment.',
    ),
  ).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Merge approved sites' })).toBeNull();
});

test('a proof that fails names the site and what does not fit', async () => {
  const api = apiOf().on(proveMaster, () => ({
    mergedEqualsSubmitted: false,
    totalsAdd: true,
    isUnchanged: true,
    provedAt: '2024-04-02T16:00:00.000Z',
    sites: [
      {
        siteCode: '571',
        siteName: 'Dayton Junior High School',
        revision: 2,
        hash: 'x',
        isSame: false,
        faults: ['hash' as const, 'line' as const],
        lineIds: ['l1'],
        isByLine: true,
      },
    ],
  }));
  renderPart(<MasterVersion version={2} />, api);
  fireEvent.click(await screen.findByRole('button', { name: 'Prove again' }));
  expect(
    await screen.findByText(
      'Dayton Junior High School: its revision has another content, lines are not as submitted',
    ),
  ).toBeTruthy();
});

const HIGH_SCHOOL: ReplyOf<typeof listSites>['sites'][number] = {
  site: { code: '608', name: 'Dayton High School', level: 'high' },
  revision: null,
  submission: null,
  allocatedCents: 0,
  currentCents: 0,
};
function amendedApi(amended: Partial<ReplyOf<typeof listAmendments>> = {}) {
  return new FakeApi()
    .on(listSegments, () => ({
      segments: ['fund', 'function', 'costCenter', 'area', 'object'].map((code) => ({
        code,
        title: code,
        width: code === 'function' ? 4 : 3,
        codeCount: null,
      })),
      separator: '-',
    }))
    .on(listSites, () => ({
      year: { id: '2024-25', currentId: '2023-24', dueDate: '2024-03-15' },
      sites: [HIGH_SCHOOL],
    }))
    .on(listAmendments, () => ({
      adopted: { version: 2, date: '2024-06-20', resolution: '24-17' },
      asOf: '2024-09-10',
      amendments: [],
      revised: { accounts: [], adoptedCents: 100, revisedCents: 100, revenueCents: 0 },
      ...amended,
    }))
    .on(addAmendment, ({ body }) => ({ ...body, by: 'Anna Chen', at: '2024-09-10T16:00:00.000Z' }));
}
const entryOf = (number: number) => within(screen.getByRole('group', { name: `Entry ${String(number)}` }));
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

test('an amendment is entered with what is typed, says how far it is from balanced, and that it is entered', async () => {
  const api = amendedApi();
  renderPart(<AmendmentsPart mayManage />, api);
  fireEvent.click(await screen.findByRole('button', { name: 'Enter the amendment' }));
  expect(await screen.findAllByText('Write the account.')).toHaveLength(2);
  expect(screen.getAllByText('Choose the site.')).toHaveLength(2);
  type(entryOf(1).getByLabelText(/^Amount/), '(500)');
  const off = await screen.findByText(
    'Entries whose account has no fund yet: expenditures grow by $500 less than revenue',
  );
  expect(off.closest('[role="status"]')).toBeTruthy();
  expect(api.bodies(addAmendment)).toEqual([]);
  type(screen.getByLabelText(/^Number/), 'BA-01');
  type(screen.getByLabelText(/^Resolution/), '24-40');
  type(screen.getByLabelText(/^Effective date/), '2024-09-10');
  type(screen.getByLabelText(/^Reason/), 'Books');
  await screen.findAllByText('Dayton High School');
  for (const [number, account, amount] of [
    [1, 'a', '(500)'],
    [2, 'b', '500'],
  ] as const) {
    type(entryOf(number).getByLabelText(/^Site/), '608');
    type(entryOf(number).getByLabelText(/^Account/), account);
    type(entryOf(number).getByLabelText(/^Amount/), amount);
  }
  fireEvent.click(screen.getByRole('button', { name: 'Enter the amendment' }));
  const entered = await screen.findByText('Amendment BA-01 is entered.');
  expect(entered.closest('[role="status"]')).toBeTruthy();
  expect(api.bodies(addAmendment)).toHaveLength(1);
});

test('an amendment says of each fund how far it is from balanced while it is typed', async () => {
  renderPart(<AmendmentsPart mayManage />, amendedApi());
  await screen.findByRole('group', { name: 'Entry 1' });
  expect(screen.queryByText(/^Balanced/)).toBeNull();
  const enter = (number: number, account: string, amount: string) => {
    type(entryOf(number).getByLabelText(/^Account/), account);
    type(entryOf(number).getByLabelText(/^Amount/), amount);
  };
  enter(1, '100-1131-608-050-410', '-500');
  enter(2, '201-1131-608-050-470', '500');
  expect(await screen.findByText('Fund 100: expenditures grow by $500 less than revenue')).toBeTruthy();
  expect(screen.getByText('Fund 201: expenditures grow by $500 more than revenue')).toBeTruthy();
  type(entryOf(2).getByLabelText(/^Account/), '100-1131-608-050-470');
  expect(await screen.findByText('Balanced in each fund: 100')).toBeTruthy();
  expect(screen.queryByText(/^Fund /)).toBeNull();
  // Revenue pays for what its own fund spends.
  type(entryOf(2).getByLabelText(/^Expenditure or revenue/), 'revenue');
  enter(2, '100-R1111', '-500');
  expect(await screen.findByText('Balanced in each fund: 100')).toBeTruthy();
});

test('an amendment of a district without funds is balanced as a whole', async () => {
  const segments = [{ code: 'object', title: 'Object', width: 3, codeCount: 1 }];
  const api = amendedApi().on(listSegments, () => ({ segments, separator: '' }));
  renderPart(<AmendmentsPart mayManage />, api);
  const amount = within(await screen.findByRole('group', { name: 'Entry 1' })).getByLabelText(/^Amount/);
  type(amount, '5');
  expect(await screen.findByText('The amendment: expenditures grow by $5 more than revenue')).toBeTruthy();
  type(amount, '0');
  expect(await screen.findByText('Balanced')).toBeTruthy();
});

test('a row that is removed takes its own faults with it, and the focus goes to the next', async () => {
  renderPart(<AmendmentsPart mayManage />, amendedApi());
  type(
    within(await screen.findByRole('group', { name: 'Entry 2' })).getByLabelText(/^Account/),
    '100-1131-608-050-410',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Enter the amendment' }));
  expect(await entryOf(1).findByText('Write the account.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Remove entry 1' }));
  await waitFor(() => expect(screen.queryByRole('group', { name: 'Entry 2' })).toBeNull());
  expect(screen.queryByText('Write the account.')).toBeNull();
  expect(screen.getByText('Choose the site.')).toBeTruthy();
  expect(document.activeElement).toBe(entryOf(1).getByLabelText(/^Expenditure or revenue/));
});

test('what was amended is told with its site, its FTE and what revenue it brings', async () => {
  const api = amendedApi({
    amendments: [
      {
        id: '00000000-0000-4000-8000-000000000001',
        number: 'BA-01',
        effectiveDate: '2024-09-10',
        resolution: '24-40',
        reason: 'An aide, paid by a grant',
        entries: [
          {
            side: 'expenditure',
            account: '201-1111-608-112',
            siteCode: '608',
            amountCents: 70_000,
            fte: 5_000,
          },
          { side: 'revenue', account: '201-R4500', siteCode: '', amountCents: 70_000, fte: 0 },
        ],
        by: 'Anna Chen',
        at: '2024-09-10T16:00:00.000Z',
      },
    ],
    revised: {
      accounts: [
        {
          account: '201-1111-608-112',
          siteCode: '608',
          adoptedCents: 100_000,
          amendedCents: 70_000,
          revisedCents: 170_000,
          adoptedFte: 10_000,
          revisedFte: 15_000,
          spentCents: 0,
          encumberedCents: 0,
          availableCents: 170_000,
        },
      ],
      adoptedCents: 100_000,
      revisedCents: 170_000,
      revenueCents: 70_000,
    },
  });
  renderPart(<AmendmentsPart mayManage={false} />, api);
  const table = within(await screen.findByRole('table'));
  expect(await table.findByText('Dayton High School')).toBeTruthy();
  expect(table.getByText('1.00')).toBeTruthy();
  expect(table.getByText('1.50')).toBeTruthy();
  expect(screen.getByText('201-1111-608-112 · Dayton High School')).toBeTruthy();
  expect(screen.getByText(/^· \+0\.50 FTE$/)).toBeTruthy();
  expect(screen.getByText(/^Revenue added/).parentElement?.textContent).toMatch(/\$700$/);
});

test('an amendment out of balance says which way', () => {
  const sentenceOf = (differenceCents: number) =>
    describeProblem({
      code: 'amendment.unbalanced',
      severity: 'fatal',
      place: { kind: 'district' },
      params: { fund: '201', differenceCents },
    }).sentence;
  expect(sentenceOf(50_000)).toMatch(/ expenditures grow by \$500 more than revenue\.$/);
  expect(sentenceOf(-50_000)).toMatch(/ expenditures grow by \$500 less than revenue\.$/);
});

test('accounts are found whatever letters are large', async () => {
  const accounts = ['100-R1111', '100-1111'].map((account) => ({
    account,
    currentCents: 0,
    currentFte: 0,
    proposedCents: 0,
    proposedFte: 0,
    lines: [],
  }));
  renderPart(<AccountsTable accounts={accounts} onTrace={() => undefined} />);
  type(screen.getByRole('searchbox'), 'R11');
  expect(await screen.findByText('1 of 2 accounts')).toBeTruthy();
});

test('what is typed of an amendment is read whole or not at all', () => {
  const draft = {
    ...emptyAmendment(),
    number: ' BA-01 ',
    effectiveDate: '2024-09-10',
    resolution: '24-40',
    reason: 'Books',
    entries: [
      {
        ...emptyRow(),
        siteCode: '608',
        account: ' 100-1131-608-050-410 ',
        amount: '(1,204.50)',
        fte: '-0.5',
      },
      {
        ...emptyRow(),
        side: 'revenue' as const,
        siteCode: '608',
        account: '100-R1111',
        amount: '7',
        fte: '1',
      },
    ],
  };
  expect(readAmendment(draft, 'id')).toEqual({
    body: {
      id: 'id',
      number: 'BA-01',
      effectiveDate: '2024-09-10',
      resolution: '24-40',
      reason: 'Books',
      entries: [
        {
          side: 'expenditure',
          siteCode: '608',
          account: '100-1131-608-050-410',
          amountCents: -120_450,
          fte: -5_000,
        },
        { side: 'revenue', siteCode: '', account: '100-R1111', amountCents: 700, fte: 0 },
      ],
    },
  });
  const wrong = { ...emptyRow(), key: 'row', account: 'x', amount: 'ten' };
  expect(readAmendment({ ...draft, entries: [{ ...emptyRow(), ...draft.entries[0] }, wrong] }, 'id')).toEqual(
    {
      faults: { entries: { row: { site: 'Choose the site.', amount: 'Type an amount such as 1,204.50.' } } },
    },
  );
});

test('control totals are read from rows with commas or tabs', () => {
  expect(readRows('fund', '100, 15850606.16, Report 7, page 2\n\n201\t223,265.00\n')).toEqual({
    totals: [
      { dimension: 'fund', code: '100', amountCents: 1_585_060_616, note: 'Report 7, page 2' },
      { dimension: 'fund', code: '201', amountCents: 22_326_500, note: '' },
    ],
    wrongRow: null,
  });
  expect(readRows('fund', '100, 1\n201, many').wrongRow).toBe(2);
});

test.each([
  ['100, 15,850,606.16, Report 7, page 2', 1_585_060_616, 'Report 7, page 2'],
  ['100,"15,850,606.16",Report', 1_585_060_616, 'Report'],
  ['100\t"15,850,606.16"\tReport', 1_585_060_616, 'Report'],
  ['100, (1,204.50)', -120_450, ''],
  ['100, $15,850', 1_585_000, ''],
  ['100, 5, 2024 report', 500, '2024 report'],
  ['100, 5, "850"', 500, '850'],
])('a control total is the whole amount, with its commas: %s', (text, amountCents, note) => {
  expect(readRows('fund', text)).toEqual({
    totals: [{ dimension: 'fund', code: '100', amountCents, note }],
    wrongRow: null,
  });
});

test.each(['100, 15, 850', '100, 15, 850, 606.16, note', '100,1204,850', '100, 15,85', '100, 1.00,100'])(
  'what may be a part of an amount is no control total: %s',
  (text) => {
    expect(readRows('fund', text).wrongRow).toBe(1);
  },
);
