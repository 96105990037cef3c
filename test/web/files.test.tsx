import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { BodyOf } from '../../src/contract/endpoint.js';
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

  describe('that differ from what was saved since', () => {
    const conflicts = [conflict, conflictOf('b', 'Books')];
    type Sides = NonNullable<BodyOf<typeof takeSiteFile>['choices']>['sides'];
    /** As the server works them: each that counts as in the file is a change, and a hundred dollars more. */
    const decided = (name: string, sides: Sides, part: Partial<Read> = {}): Read => {
      const sideOf = (id: string) => sides.find((one) => one.id === id)?.side ?? null;
      const fromFile = sides.filter(({ side }) => side === 'mine').length;
      return read(name, {
        conflicts: conflicts.map((one) => ({ ...one, side: sideOf(one.id) })),
        findings: conflicts.filter(({ id }) => sideOf(id) === null).map(() => conflictFinding),
        latestRevision: 2,
        totalCents: 1_500_000_00 + fromFile * 100_00,
        changes: Array.from({ length: fromFile }, () => change),
        ...part,
      });
    };
    const change: Read['changes'][number] = {
      row: { kind: 'line', id: 'a', title: 'Supplies', account: '', change: 'changed', fields: [] },
      cell: 'Budget!I5',
    };
    const openLate = async (api: FakeApi) => {
      renderPart(<FilesScreen />, api);
      choose('late.xlsx');
      fireEvent.click(await screen.findByRole('button', { name: 'What was found in late.xlsx' }));
      return within(screen.getByTestId('file-conflicts'));
    };
    const pick = (name: RegExp, radio: RegExp) =>
      fireEvent.click(within(screen.getByRole('radiogroup', { name })).getByRole('radio', { name: radio }));
    const sidesOf = (api: FakeApi) =>
      (api.bodies(takeSiteFile) as BodyOf<typeof takeSiteFile>[]).map(
        ({ mode, choices }) => `${mode} ${choices?.sides.map(({ side }) => side).join(' ') ?? ''}`,
      );

    test('are decided here, show the figures of what was chosen, and are saved with that', async () => {
      const api = new FakeApi().on(takeSiteFile, ({ body: { name, mode, choices } }) =>
        decided(name, choices?.sides ?? [], mode === 'save' ? { receipt } : {}),
      );
      const region = await openLate(api);
      expect(region.getByRole('status').textContent).toBe('2 left to choose');
      // What has to be decided is said once, and not again among the findings.
      expect(screen.queryByText(/was saved otherwise after this file was made: /)).toBeNull();
      pick(/Supplies/, /In the file/);
      expect(screen.queryByRole('button', { name: /1 file that is ready/ })).toBeNull();
      expect(sidesOf(api)).toEqual(['check ']);
      pick(/Books/, /As saved/);
      expect(region.getByRole('status').textContent).toBe(
        'All are decided. The figures are worked out anew…',
      );
      // Nothing is saved whose figures nobody has seen.
      expect(screen.queryByRole('button', { name: /1 file that is ready/ })).toBeNull();
      const save = await screen.findByRole('button', { name: 'Save 1 file that is ready' });
      expect(region.getByRole('status').textContent).toBe(
        'All are decided: 1,234 lines, $1,500,100 in total, 1 change',
      );
      expect((await rowOf('late.xlsx')).getByText('1,500,100')).toBeTruthy();
      fireEvent.click(save);
      expect(await (await rowOf('late.xlsx')).findByText('Saved as revision 3')).toBeTruthy();
      expect(sidesOf(api)).toEqual(['check ', 'check mine theirs', 'save mine theirs']);
      expect(api.bodies(takeSiteFile)[2]).toMatchObject({
        choices: {
          revision: 2,
          sides: [
            { kind: 'line', id: 'a', field: 'amount', side: 'mine' },
            { kind: 'line', id: 'b', field: 'amount', side: 'theirs' },
          ],
        },
      });
      expect(screen.queryByTestId('file-conflicts')).toBeNull();
    });

    test('the figures of what was decided before are never those of what counts now', async () => {
      const answers: (() => void)[] = [];
      const api = new FakeApi().on(takeSiteFile, async ({ body: { name, choices } }) => {
        if (choices) await new Promise<void>((resolve) => answers.push(resolve));
        return decided(name, choices?.sides ?? []);
      });
      const region = await openLate(api);
      fireEvent.click(screen.getByRole('button', { name: 'All from the file' }));
      await waitFor(() => expect(answers).toHaveLength(1));
      pick(/Books/, /As saved/);
      answers[0]?.();
      await waitFor(() => expect(answers).toHaveLength(2));
      expect(screen.queryByText('1,500,200')).toBeNull();
      expect(screen.queryByRole('button', { name: /1 file that is ready/ })).toBeNull();
      answers[1]?.();
      await screen.findByRole('button', { name: 'Save 1 file that is ready' });
      expect(region.getByRole('status').textContent).toContain('$1,500,100 in total, 1 change');
      expect(sidesOf(api)).toEqual(['check ', 'check mine mine', 'check mine theirs']);
    });

    test('are asked anew where somebody saved before the figures came', async () => {
      const api = new FakeApi().on(takeSiteFile, ({ body: { name, choices } }) =>
        choices === undefined ? decided(name, []) : decided(name, [], { latestRevision: 3 }),
      );
      const region = await openLate(api);
      fireEvent.click(screen.getByRole('button', { name: 'All as saved' }));
      await waitFor(() => expect(region.getByRole('status').textContent).toBe('2 left to choose'));
      expect(region.queryByRole('radio', { checked: true })).toBeNull();
      expect(api.calls).toHaveLength(2);
    });

    test('can be decided otherwise where so they add nothing', async () => {
      const nothing = { receipt: { ...receipt, isRepeat: true }, addsNothing: true as const };
      const api = new FakeApi().on(takeSiteFile, ({ body: { name, choices } }) => {
        const sides = choices?.sides ?? [];
        const isAsSaved = sides.length > 0 && sides.every(({ side }) => side === 'theirs');
        return decided(name, sides, isAsSaved ? nothing : {});
      });
      await openLate(api);
      fireEvent.click(screen.getByRole('button', { name: 'All as saved' }));
      expect(await (await rowOf('late.xlsx')).findByText('Same as revision 3')).toBeTruthy();
      pick(/Supplies/, /In the file/);
      await screen.findByRole('button', { name: 'Save 1 file that is ready' });
      expect(sidesOf(api).at(-1)).toBe('check mine theirs');
    });

    test('are left as they are where the figures do not come, and can be asked for again', async () => {
      let isThere = true;
      const api = new FakeApi().on(takeSiteFile, ({ body: { name, choices } }) => {
        if (!isThere) throw UNREACHABLE;
        return decided(name, choices?.sides ?? []);
      });
      const region = await openLate(api);
      isThere = false;
      fireEvent.click(screen.getByRole('button', { name: 'All from the file' }));
      expect(await (await rowOf('late.xlsx')).findByText('Not sent')).toBeTruthy();
      expect(region.getByRole('status').textContent).toBe('All are decided');
      isThere = true;
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
      await screen.findByRole('button', { name: 'Save 1 file that is ready' });
      expect(sidesOf(api).at(-1)).toBe('check mine mine');
    });

    test('are not decided otherwise while they are saved', async () => {
      let answer: () => void = () => undefined;
      const api = new FakeApi().on(takeSiteFile, async ({ body: { name, mode, choices } }) => {
        if (mode === 'save') await new Promise<void>((resolve) => (answer = resolve));
        return decided(name, choices?.sides ?? [], mode === 'save' ? { receipt } : {});
      });
      await openLate(api);
      fireEvent.click(screen.getByRole('button', { name: 'All from the file' }));
      fireEvent.click(await screen.findByRole('button', { name: 'Save 1 file that is ready' }));
      await waitFor(() => expect(api.calls).toHaveLength(3));
      pick(/Books/, /As saved/);
      expect(screen.getAllByRole('radio', { checked: true, name: /In the file/ })).toHaveLength(2);
      answer();
      expect(await (await rowOf('late.xlsx')).findByText('Saved as revision 3')).toBeTruthy();
      expect(api.calls).toHaveLength(3);
    });

    test('each choice says which cell and account it is about', async () => {
      const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) => decided(name, []));
      const region = await openLate(api);
      const name = 'Budget!I5 Supplies · Amount 100-1131-608-050-410';
      expect(region.getByRole('radiogroup', { name })).toBeTruthy();
    });

    test('of many the first that is shown then has the focus', async () => {
      const many = Array.from({ length: 70 }, (_, at) =>
        conflictOf(`line-${String(at)}`, `Row ${String(at)}`),
      );
      const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) =>
        read(name, { conflicts: many, latestRevision: 2 }),
      );
      const region = await openLate(api);
      const focused = () => document.activeElement?.closest('[role="radiogroup"]');
      fireEvent.click(region.getByRole('button', { name: 'Show 40 more' }));
      expect(focused()).toBe(region.getByRole('radiogroup', { name: /Row 30 / }));
      // Where all are decided already, on what was chosen.
      fireEvent.click(region.getByRole('button', { name: 'All as saved' }));
      fireEvent.click(region.getByRole('button', { name: 'Show 10 more' }));
      expect(focused()).toBe(region.getByRole('radiogroup', { name: /Row 60 / }));
      expect((document.activeElement as HTMLInputElement).checked).toBe(true);
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
    fireEvent.click(await screen.findByRole('button', { name: 'Save 1 file that is ready' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByText('1 file: 1 to decide');
    fireEvent.click(screen.getByRole('button', { name: 'All as saved' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Save 1 file that is ready' }));
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

  test('that the browser cannot read are said, and stop no other', async () => {
    const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) => read(name));
    renderPart(<FilesScreen />, api);
    const fails = (_: unknown, fail: (error: Error) => void) => fail(new Error('NotFoundError'));
    const gone = { isFile: true, name: 'gone.xlsx', fullPath: '/gone.xlsx', file: fails };
    const closed = {
      isFile: false,
      name: 'closed',
      fullPath: '/closed',
      createReader: () => ({ readEntries: fails }),
    };
    const there = {
      isFile: true,
      name: 'there.xlsx',
      fullPath: '/there.xlsx',
      file: (done: (file: File) => void) => done(new File(['x'], 'there.xlsx')),
    };
    const drop = (...entries: object[]) =>
      fireEvent.drop(screen.getByRole('region', { name: 'Drop workbooks or a folder of them here' }), {
        dataTransfer: { items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files: [] },
      });
    drop(gone, closed, there);
    await screen.findByText('3 files: 1 ready, 2 not taken');
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('gone.xlsx cannot be opened: the browser cannot read it.');
    expect(alert.textContent).toContain('closed cannot be opened: the browser cannot read it.');
    expect(api.calls).toHaveLength(1);
    // One that comes again and can be read takes its place.
    drop({ ...there, name: 'gone.xlsx', fullPath: '/gone.xlsx' });
    await screen.findByText('3 files: 2 ready, 1 not taken');
    expect(screen.getByRole('alert').textContent).not.toContain('gone.xlsx');
    drop({ ...there, name: 'closed', fullPath: '/closed' });
    await screen.findByText('3 files: 3 ready');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('that were taken away since they were chosen are said too, and are not taken for saved', async () => {
    const api = new FakeApi().on(takeSiteFile, ({ body: { name } }) => read(name));
    renderPart(<FilesScreen />, api);
    choose('moved.xlsx');
    const save = await screen.findByRole('button', { name: 'Save 1 file that is ready' });
    const readAsDataURL = jest.spyOn(FileReader.prototype, 'readAsDataURL');
    readAsDataURL.mockImplementation(function (this: FileReader) {
      this.onerror?.(new ProgressEvent('error') as ProgressEvent<FileReader>);
    });
    fireEvent.click(save);
    expect((await screen.findByRole('alert')).textContent).toContain('moved.xlsx cannot be opened');
    readAsDataURL.mockRestore();
    expect((await rowOf('moved.xlsx')).getByText('Not taken')).toBeTruthy();
    expect(api.calls).toHaveLength(1);
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
