import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { takeSiteFile, type SiteFileReply } from '../../src/contract/site-files.js';
import { grantOf } from '../../src/core/district/role.js';
import { addSentences } from '../../src/ui/messages/describe-problem.js';
import { tabsOf } from '../../src/web/app/App.js';
import { FilesScreen } from '../../src/web/files/FilesScreen.js';
import { FILE_PROBLEMS_EN } from '../../src/words/file-problems-en.js';
import { FakeApi, refusal, UNREACHABLE } from '../support/fake-api.js';
import { PRINCIPAL } from '../support/pane-setup.js';
import { renderPart } from '../support/season-setup.js';

afterEach(cleanup);
beforeAll(() => addSentences(FILE_PROBLEMS_EN));

type Read = Extract<SiteFileReply, { isRead: true }>;
const read = (file: string, part: Partial<Read> = {}): Read => ({
  isRead: true,
  file,
  siteCode: '608',
  siteName: 'Dayton High School',
  baseRevision: 0,
  latestRevision: 0,
  lineCount: 1_234,
  totalCents: 1_500_000_00,
  totalFte: 0,
  findings: [],
  changes: [],
  conflicts: [],
  isCopied: false,
  receipt: null,
  ...part,
});
const receipt: Read['receipt'] = {
  siteCode: '608',
  yearId: '2024-25',
  rulePackHash: 'a',
  engineVersion: '1',
  isRepeat: false,
  revision: {
    number: 3,
    contentHash: 'a',
    savedBy: 'Anna Chen',
    savedAt: '2024-03-01T17:00:00.000Z',
    totalCents: 1_500_000_00,
    totalFte: 0,
    fatalCount: 0,
    warningCount: 0,
  },
};
const damaged = (file: string): SiteFileReply => ({
  isRead: false,
  file,
  findings: [
    {
      problem: {
        code: 'file.encrypted',
        severity: 'fatal',
        place: { kind: 'file', file },
        params: { file },
      },
      cell: null,
    },
  ],
});
const conflict: Read['findings'][number] = {
  cell: 'Budget!I5',
  stopsSaving: true,
  problem: {
    code: 'file.conflict',
    severity: 'fatal',
    place: { kind: 'line', lineId: 'a', field: 'amount' },
    params: { field: 'amount', row: 'Supplies', mineCents: 71_00, theirsCents: 70_00 },
  },
};

const choose = (...names: string[]) =>
  fireEvent.change(screen.getByTestId('files'), {
    target: { files: names.map((name) => new File([name], name)) },
  });
const rowOf = async (name: string) => {
  const cell = await screen.findByRole('rowheader', { name });
  return within(cell.closest('tr')!);
};

describe('files from sites', () => {
  test('are checked one after the other; those that are ready are saved, the others say what to do', async () => {
    const api = new FakeApi().on(takeSiteFile, ({ body: { name, mode } }) => {
      if (name === 'locked.xlsx') return damaged(name);
      if (name === 'late.xlsx') return read(name, { findings: [conflict], latestRevision: 2 });
      return read(name, mode === 'save' ? { receipt } : {});
    });
    renderPart(<FilesScreen />, api);
    expect(screen.getByText('No files yet')).toBeTruthy();
    choose('high.xlsx', 'locked.xlsx', 'late.xlsx');
    const save = await screen.findByRole('button', { name: 'Save 1 file that is ready' });
    await screen.findByText('3 files: 1 to fix, 1 ready, 1 not taken');
    expect((await rowOf('high.xlsx')).getByText('608 Dayton High School')).toBeTruthy();
    expect((await rowOf('high.xlsx')).getByText('1,234')).toBeTruthy();

    fireEvent.click(screen.getByRole('button', { name: 'What was found in late.xlsx' }));
    expect(screen.getByText('Budget!I5')).toBeTruthy();
    expect(
      screen.getByText(/amount of “Supplies” was saved otherwise .*: \$70, and \$71 in the file/),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'What was found in locked.xlsx' }));
    expect(screen.getByText(/is protected by a password/)).toBeTruthy();
    expect(screen.getByText(/take the password away/)).toBeTruthy();

    fireEvent.click(save);
    expect(await (await rowOf('high.xlsx')).findByText('Saved as revision 3')).toBeTruthy();
    const sent = api.bodies(takeSiteFile) as { name: string; mode: string; content: string }[];
    expect(sent.map(({ name, mode }) => [name, mode])).toEqual([
      ['high.xlsx', 'check'],
      ['locked.xlsx', 'check'],
      ['late.xlsx', 'check'],
      ['high.xlsx', 'save'],
    ]);
    expect(atob(sent[0]!.content)).toBe('high.xlsx');
    fireEvent.click(screen.getByRole('button', { name: 'Take the saved ones off the list' }));
    expect(screen.queryByRole('rowheader', { name: 'high.xlsx' })).toBeNull();
  });

  test('that did not reach the server are sent again; a refusal says why', async () => {
    let isThere = false;
    const api = new FakeApi().on(takeSiteFile, ({ body: { name, mode } }) => {
      if (!isThere) throw UNREACHABLE;
      if (mode === 'save') throw refusal('siteFile.refused', 422, 'high.xlsx was not saved.');
      return read(name);
    });
    renderPart(<FilesScreen />, api);
    choose('high.xlsx');
    expect(await (await rowOf('high.xlsx')).findByText('Not sent')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'What was found in high.xlsx' }));
    isThere = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Save 1 file that is ready' }));
    expect(await screen.findByText('high.xlsx was not saved.')).toBeTruthy();
    expect((await rowOf('high.xlsx')).getByText('Not taken')).toBeTruthy();
  });

  test('are checked anew where text is to be taken, and a file of the same name takes its place', async () => {
    const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) => read(name));
    renderPart(<FilesScreen />, api);
    choose('high.xlsx');
    await screen.findByRole('button', { name: 'Save 1 file that is ready' });
    fireEvent.click(screen.getByRole('switch'));
    await waitFor(() => expect(api.calls).toHaveLength(2));
    choose('high.xlsx');
    await waitFor(() =>
      expect(api.bodies(takeSiteFile)).toMatchObject([
        { takesSuggestions: false },
        { takesSuggestions: true },
        { takesSuggestions: true },
      ]),
    );
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
  });

  test('that are larger than any workbook are not even sent', async () => {
    const api = new FakeApi();
    renderPart(<FilesScreen />, api);
    const large = new File(['x'], 'large.xlsx');
    Object.defineProperty(large, 'size', { value: 21 * 2 ** 20 });
    fireEvent.change(screen.getByTestId('files'), { target: { files: [large] } });
    expect(await (await rowOf('large.xlsx')).findByText('Not taken')).toBeTruthy();
    expect(api.calls).toEqual([]);
  });

  test('of a folder are its workbooks, without what Excel leaves beside open ones', async () => {
    const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) => read(name));
    renderPart(<FilesScreen />, api);
    const inFolder = (name: string) => {
      const file = new File([name], name);
      Object.defineProperty(file, 'webkitRelativePath', { value: `sites/${name}` });
      return file;
    };
    const put = (...names: string[]) =>
      fireEvent.change(screen.getByTestId('folder'), { target: { files: names.map(inFolder) } });
    put('notes.txt');
    expect(screen.getByText('There is no Excel workbook in what you chose.')).toBeTruthy();
    put('high.xlsx', '~$high.xlsx', '.hidden.xlsx', 'notes.txt');
    expect(await screen.findByRole('rowheader', { name: 'sites/high.xlsx' })).toBeTruthy();
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
    expect(screen.queryByText('There is no Excel workbook in what you chose.')).toBeNull();
  });
});

test('the page is there for those who may send files in', () => {
  const tabs = (role: 'budgetManager' | 'reviewer' | 'preparer' | 'auditor' | 'administrator') =>
    tabsOf({ ...PRINCIPAL, roles: [grantOf(role)] }).includes('files');
  expect([tabs('budgetManager'), tabs('preparer')]).toEqual([true, true]);
  expect([tabs('reviewer'), tabs('auditor'), tabs('administrator')]).toEqual([false, false, false]);
});
