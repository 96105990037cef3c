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
const conflictFinding: Read['findings'][number] = {
  cell: 'Budget!I5',
  stopsSaving: true,
  problem: {
    code: 'file.conflict',
    severity: 'fatal',
    place: { kind: 'line', lineId: 'a', field: 'amount' },
    params: { field: 'amount', row: 'Supplies', mineCents: 71_00, theirsCents: 70_00 },
  },
};

const money = (dollars: number) => ({ as: 'money' as const, cents: dollars * 100 });
const conflictOf = (id: string, title: string): Read['conflicts'][number] => ({
  kind: 'line',
  id,
  field: 'amount',
  title,
  account: '100-1131-608-050-410',
  cell: 'Budget!I5',
  base: money(60),
  mine: money(71),
  theirs: money(70),
  side: null,
  changed: { revision: 2, savedBy: 'Maria Reyes', savedAt: '2024-03-01T17:00:00.000Z' },
});
const conflict = conflictOf('a', 'Supplies');

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
      if (name === 'late.xlsx')
        return read(name, { findings: [conflictFinding], conflicts: [conflict], latestRevision: 2 });
      return read(name, mode === 'save' ? { receipt } : {});
    });
    renderPart(<FilesScreen />, api);
    expect(screen.getByText('No files yet')).toBeTruthy();
    choose('high.xlsx', 'locked.xlsx', 'late.xlsx');
    const save = await screen.findByRole('button', { name: 'Save 1 file that is ready' });
    await screen.findByText('3 files: 1 to decide, 1 ready, 1 not taken');
    expect((await rowOf('high.xlsx')).getByText('608 Dayton High School')).toBeTruthy();
    expect((await rowOf('high.xlsx')).getByText('1,234')).toBeTruthy();

    fireEvent.click(screen.getByRole('button', { name: 'What was found in late.xlsx' }));
    expect(screen.getByText('Budget!I5')).toBeTruthy();
    expect(screen.getByText('In the file: $71')).toBeTruthy();
    expect(screen.getByText('As saved: $70')).toBeTruthy();
    expect(screen.getByText(/^Saved by Maria Reyes on .*, revision 2$/)).toBeTruthy();
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

  test('that differ from what was saved since are decided here, and saved with what was chosen', async () => {
    const conflicts = [conflict, conflictOf('b', 'Books')];
    const api = new FakeApi().on(takeSiteFile, ({ body: { name, mode } }) =>
      mode === 'check'
        ? read(name, { findings: [conflictFinding, conflictFinding], conflicts, latestRevision: 2 })
        : read(name, { receipt }),
    );
    renderPart(<FilesScreen />, api);
    choose('late.xlsx');
    fireEvent.click(await screen.findByRole('button', { name: 'What was found in late.xlsx' }));
    const region = within(screen.getByTestId('file-conflicts'));
    expect(region.getByRole('status').textContent).toBe('2 left to choose');
    // What has to be decided is said once, and not again among the findings.
    expect(screen.queryByText(/was saved otherwise after this file was made: /)).toBeNull();
    const group = (name: RegExp) => within(region.getByRole('radiogroup', { name }));
    fireEvent.click(group(/Supplies/).getByRole('radio', { name: 'In the file: $71' }));
    expect(screen.queryByRole('button', { name: /1 file that is ready/ })).toBeNull();
    fireEvent.click(group(/Books/).getByRole('radio', { name: 'As saved: $70' }));
    expect(region.getByRole('status').textContent).toBe('All are decided');
    fireEvent.click(screen.getByRole('button', { name: 'Save 1 file that is ready' }));
    expect(await (await rowOf('late.xlsx')).findByText('Saved as revision 3')).toBeTruthy();
    expect(api.bodies(takeSiteFile)[1]).toMatchObject({
      mode: 'save',
      choices: {
        revision: 2,
        sides: [
          { kind: 'line', id: 'a', field: 'amount', side: 'mine' },
          { kind: 'line', id: 'b', field: 'amount', side: 'theirs' },
        ],
      },
    });
  });

  test('are asked again where somebody saved meanwhile; all can be decided at once', async () => {
    let latestRevision = 2;
    const api = new FakeApi().on(takeSiteFile, ({ body: { name, mode } }) => {
      if (mode === 'save' && latestRevision === 2) {
        latestRevision = 3;
        throw refusal('siteFile.refused', 422, 'late.xlsx was not saved.');
      }
      const isSaved = mode === 'save';
      return read(name, isSaved ? { receipt } : { conflicts: [conflict], latestRevision });
    });
    renderPart(<FilesScreen />, api);
    choose('late.xlsx');
    fireEvent.click(await screen.findByRole('button', { name: 'What was found in late.xlsx' }));
    fireEvent.click(screen.getByRole('button', { name: 'All from the file' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save 1 file that is ready' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByText('1 file: 1 to decide');
    fireEvent.click(screen.getByRole('button', { name: 'All as saved' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save 1 file that is ready' }));
    expect(await (await rowOf('late.xlsx')).findByText('Saved as revision 3')).toBeTruthy();
    expect(api.bodies(takeSiteFile).at(-1)).toMatchObject({
      choices: { revision: 3, sides: [{ side: 'theirs' }] },
    });
  });

  test('that were saved before are told as such', async () => {
    const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) =>
      read(name, { latestRevision: 5, receipt: { ...receipt, isRepeat: true } }),
    );
    renderPart(<FilesScreen />, api);
    choose('again.xlsx');
    expect(await (await rowOf('again.xlsx')).findByText('Saved already, as revision 3')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'What was found in again.xlsx' }));
    expect(screen.getByText(/saved before, by Anna Chen as revision 3/)).toBeTruthy();
  });

  test('are dropped, with the workbooks of folders; what is dropped alone is taken whatever it is', async () => {
    const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) => read(name));
    renderPart(<FilesScreen />, api);
    const file = (fullPath: string) => ({
      isFile: true,
      name: fullPath.split('/').at(-1),
      fullPath,
      file: (done: (file: File) => void) => done(new File([fullPath], fullPath.split('/').at(-1) ?? '')),
    });
    /** Gives its entries one at a time, as browsers give a hundred. */
    const dropped = (fullPath: string, entries: object[]) => ({
      isFile: false,
      name: fullPath.split('/').at(-1),
      fullPath,
      createReader: () => {
        const left = [...entries];
        return { readEntries: (done: (some: object[]) => void) => done(left.splice(0, 1)) };
      },
    });
    const inner = dropped('/sites/north', [file('/sites/north/b.xlsm'), file('/sites/north/~$b.xlsm')]);
    const sites = dropped('/sites', [inner, file('/sites/a.xlsx'), file('/sites/letter.docx')]);
    const zone = screen.getByRole('region', { name: 'Drop workbooks or a folder of them here' });
    fireEvent.dragOver(zone);
    expect(screen.getByText('Let go to add them')).toBeTruthy();
    fireEvent.drop(zone, {
      dataTransfer: {
        items: [sites, file('/notes.txt')].map((entry) => ({ webkitGetAsEntry: () => entry })),
        files: [],
      },
    });
    await screen.findByText('3 files: 3 ready');
    expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual([
      'sites/a.xlsx',
      'sites/north/b.xlsm',
      'notes.txt',
    ]);
    expect(screen.getByText('Drop workbooks or a folder of them here')).toBeTruthy();
    // A browser that knows no entries gives the files alone.
    fireEvent.drop(zone, {
      dataTransfer: { items: [{ webkitGetAsEntry: () => null }], files: [new File(['x'], 'plain.xlsx')] },
    });
    await screen.findByText('4 files: 4 ready');
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

  test('are saved as they were checked, whatever the switch says of later ones', async () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    const api = new FakeApi().on(takeSiteFile, async ({ body: { name, takesSuggestions } }) => {
      if (!takesSuggestions) await held;
      return read(name);
    });
    renderPart(<FilesScreen />, api);
    choose('high.xlsx');
    await waitFor(() => expect(api.calls).toHaveLength(1));
    fireEvent.click(screen.getByRole('switch'));
    answer();
    fireEvent.click(await screen.findByRole('button', { name: 'Save 1 file that is ready' }));
    await waitFor(() =>
      expect(api.bodies(takeSiteFile)).toMatchObject([
        { mode: 'check', takesSuggestions: false },
        { mode: 'check', takesSuggestions: true },
        { mode: 'save', takesSuggestions: true },
      ]),
    );
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
