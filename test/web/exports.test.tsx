import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { EXPORT_PROBLEMS_EN } from '../../src/words/export-problems-en.js';
import {
  getExportFile,
  getNewAccountsFile,
  listExportLayouts,
  makeExport,
  previewExport,
  type ExportPreview,
  type ListedLayout,
  type MasterExport,
} from '../../src/contract/master-exports.js';
import { traceMaster } from '../../src/contract/master-work.js';
import { addSentences } from '../../src/ui/messages/describe-problem.js';
import { grantOf } from '../../src/core/district/role.js';
import { ExportPart } from '../../src/web/master/ExportPart.js';
import { FakeApi, refusal } from '../support/fake-api.js';
import { PRINCIPAL } from '../support/pane-setup.js';
import { renderPart } from '../support/season-setup.js';

afterEach(cleanup);
beforeAll(() => addSentences(EXPORT_PROBLEMS_EN));

const HASH = 'a'.repeat(64);
const made: MasterExport = {
  layoutId: 'generic-csv',
  number: 1,
  version: 1,
  sinceVersion: null,
  fileName: 'generic-csv-2024-25-v1.csv',
  fileHash: HASH,
  rowCount: 4,
  totalCents: 13_350_118,
  newAccounts: { fileName: 'generic-csv-2024-25-v1-new-accounts.csv', fileHash: HASH, count: 1 },
  madeBy: 'Anna Chen',
  madeAt: '2024-03-20T08:00:00.000Z',
};
const layout = (part: Partial<ListedLayout> = {}): ListedLayout => ({
  id: 'generic-csv',
  title: 'CSV, one row a line',
  source: { urls: [], isVerified: true, note: 'Our own columns.' },
  deltas: 'changes',
  settings: [],
  exports: [],
  ...part,
});
const clean: ExportPreview = {
  problems: [],
  file: {
    rowCount: 1,
    lineCount: 2,
    proposedCents: 100,
    leftOut: { lineCount: 3, proposedCents: 5_000 },
    newAccountCount: 1,
    columns: [
      { title: 'account', isFigure: false },
      { title: 'amount', isFigure: true },
    ],
    preview: [['100-1131', '1.00']],
    rejectedCount: 0,
    rejected: [],
  },
};
const line = { siteCode: '608', revision: 3, lineId: 'a', account: '100-9999', title: 'Teachers' };
const source = {
  siteName: 'Dayton High School',
  contentHash: HASH,
  approvedBy: 'Sam Wells',
  approvedAt: '2024-03-20T08:00:00.000Z',
  cell: { sheet: 'Budget', cell: 'K14' },
};
const MASTER_LINE = {
  currentCents: 0,
  currentFte: 0,
  proposedCents: 100,
  proposedFte: 0,
  justification: '',
};
const manager = { ...PRINCIPAL, roles: [grantOf('budgetManager')] };
const show = (api: FakeApi, version = 2, person = manager) =>
  renderPart(<ExportPart version={version} />, api, undefined, person);
const apiWith = (layouts: ListedLayout[], preview: ExportPreview = clean) =>
  new FakeApi().on(listExportLayouts, () => ({ layouts })).on(previewExport, () => preview);
const makeButton = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Make the file' });

describe('the export of a version', () => {
  test('says what would go out, and makes it', async () => {
    const api = apiWith([layout()]).on(makeExport, () => made);
    show(api);
    expect(await screen.findByText('1 row from 2 lines, $1 in sum')).toBeTruthy();
    expect(screen.getByText(/^Not in this layout: 3 lines with \$50,/)).toBeTruthy();
    expect(screen.getByText(/1 account is new .* Load that file first\.$/)).toBeTruthy();
    expect(screen.getByText('The accounting system would take every row.')).toBeTruthy();
    fireEvent.click(await makeButton());
    await waitFor(() =>
      expect(api.bodies(makeExport)).toEqual([
        { layoutId: 'generic-csv', since: null, settings: {}, number: 1 },
      ]),
    );
    const done = await screen.findByText(/^The file generic-csv-2024-25-v1\.csv is made\./);
    expect(done.closest('[role="status"]')).toBeTruthy();
  });

  test('offers the changes since what went out last first, and warns of sending the whole again', async () => {
    const api = apiWith([layout({ exports: [made] })]);
    show(api);
    const changes = await screen.findByRole<HTMLInputElement>('radio', {
      name: /^Only what changed since version 1/,
    });
    expect(changes.checked).toBe(true);
    expect(screen.queryByText(/would count twice/)).toBeNull();
    await waitFor(() => expect(api.bodies(previewExport)).toMatchObject([{ since: 1 }]));
    fireEvent.click(screen.getByRole('radio', { name: 'The whole budget' }));
    expect(
      await screen.findByText(/^Version 1 went out in this layout on .* would count twice\.$/),
    ).toBeTruthy();
    await waitFor(() => expect(api.bodies(previewExport)[1]).toMatchObject({ since: null }));
  });

  test('once the changes were made, the whole budget goes out only after a tick, which holds for one export', async () => {
    const exports = [made];
    const api = new FakeApi()
      .on(listExportLayouts, () => ({ layouts: [layout({ exports: [...exports] })] }))
      .on(previewExport, () => clean)
      .on(makeExport, ({ body }) => {
        const next = { ...made, number: body.number, version: 2, sinceVersion: body.since };
        exports.unshift(next);
        return next;
      });
    show(api);
    await screen.findByText('The accounting system would take every row.');
    fireEvent.click(await makeButton());
    const again = { name: 'Send the whole budget again all the same' };
    const tick = await screen.findByRole<HTMLInputElement>('checkbox', again);
    expect((await makeButton()).disabled).toBe(true);
    fireEvent.click(tick);
    await waitFor(async () => expect((await makeButton()).disabled).toBe(false));
    fireEvent.click(await makeButton());
    await waitFor(() =>
      expect(api.bodies(makeExport)).toMatchObject([
        { since: 1, number: 2 },
        { since: null, number: 3, again: true },
      ]),
    );
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('checkbox', again).checked).toBe(false));
    expect((await makeButton()).disabled).toBe(true);
  });

  test('shows every row that would be refused with where it comes from, and makes nothing', async () => {
    const rejected: ExportPreview = {
      problems: [],
      file: {
        ...clean.file!,
        rejectedCount: 300,
        rejected: [
          {
            part: 'budget',
            fileLine: 5,
            account: '100-9999',
            lines: [{ ...line, ...source }],
            problems: [
              {
                code: 'export.account',
                severity: 'fatal',
                place: { kind: 'line', lineId: 'a', field: 'account' },
                params: { account: '100-9999', segment: 'function', code: '9999', fault: 'unknown' },
              },
            ],
          },
          {
            part: 'newAccounts',
            fileLine: 5,
            account: '100-9999',
            lines: [{ ...line, ...source }],
            problems: [],
          },
        ],
      },
    };
    const asked: unknown[] = [];
    const api = apiWith([layout()], rejected).on(traceMaster, ({ query }) => {
      asked.push(query);
      return {
        lines: [{ ...MASTER_LINE, ...line, ...source }],
        lineCount: 1,
        totalCents: 100,
        totalFte: 0,
        others: [],
        next: null,
      };
    });
    show(api);
    const table = await screen.findByRole('table', { name: 'The accounting system would refuse 300 rows' });
    const [, row, ofNew] = within(table).getAllByRole('row');
    // The same line and account in both files are two rows.
    expect(ofNew?.textContent).toContain('5 of the new accounts');
    expect(row?.textContent).toContain('Code 9999 (function) is not in the chart of accounts.');
    const from = within(row!).getByRole('button', { name: 'Dayton High School, Budget!K14: Teachers' });
    expect(screen.getByText('The first 2 are shown.')).toBeTruthy();
    expect((await makeButton()).disabled).toBe(true);
    fireEvent.click(from);
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText(/^Approved by Sam Wells/)).toBeTruthy();
    expect(within(drawer).getByText('Dayton High School, revision 3 · Budget K14')).toBeTruthy();
    expect(asked).toMatchObject([{ account: '100-9999', site: '608', lineId: 'a' }]);
  });

  test('asks again with a setting when it was entered', async () => {
    const settings = [{ key: 'cds', title: 'CDS code', expects: '14 digits', value: '' }];
    const missing: ExportPreview = {
      problems: [
        {
          code: 'export.settingMissing',
          severity: 'fatal',
          place: { kind: 'district' },
          params: { key: 'cds', title: 'CDS code', expects: '14 digits' },
        },
      ],
      file: null,
    };
    const api = new FakeApi()
      .on(listExportLayouts, () => ({ layouts: [layout({ settings, deltas: 'none' })] }))
      .on(previewExport, ({ body }) => (body.settings?.['cds'] === '01' ? clean : missing));
    show(api);
    expect(await screen.findByText(/CDS code is missing: 14 digits\./)).toBeTruthy();
    expect((await makeButton()).disabled).toBe(true);
    const input = screen.getByLabelText('CDS code');
    fireEvent.change(input, { target: { value: ' 01 ' } });
    fireEvent.blur(input);
    expect(await screen.findByText('The accounting system would take every row.')).toBeTruthy();
  });

  test('an auditor takes files that were made, new accounts first, and makes none', async () => {
    URL.createObjectURL = () => 'blob:';
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = () => undefined;
    const api = apiWith([layout({ exports: [made] })])
      .on(getExportFile, () => new Uint8Array([1]))
      .on(getNewAccountsFile, () => new Uint8Array([2]));
    show(api, 1, { ...PRINCIPAL, roles: [grantOf('auditor')] });
    const table = await screen.findByRole('table', { name: 'Files made' });
    const buttons = within(table).getAllByRole('button');
    expect(buttons.map(({ textContent }) => textContent)).toEqual(['Download new accounts', 'Download']);
    for (const button of buttons) fireEvent.click(button);
    await waitFor(() =>
      expect(api.calls.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['getExportFile', 'getNewAccountsFile']),
      ),
    );
    expect(screen.queryByRole('button', { name: 'Make the file' })).toBeNull();
    expect(screen.getByText(/^The budget manager makes files/)).toBeTruthy();
  });

  test('what the server refuses is said', async () => {
    const api = apiWith([layout()]).on(makeExport, () => {
      throw refusal('export.notSince', 409, 'Version 3 went out last in this layout.');
    });
    show(api);
    await screen.findByText('The accounting system would take every row.');
    fireEvent.click(await makeButton());
    expect((await screen.findByTestId('error-state')).textContent).toContain('Version 3 went out last');
  });
});
