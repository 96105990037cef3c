import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ApiClient } from '../../../src/api/client.js';
import type { BodyOf } from '../../../src/contract/endpoint.js';
import { listRevisions } from '../../../src/contract/revisions.js';
import { takeSiteFile, type SiteFileReply } from '../../../src/contract/site-files.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { lineOwner } from '../../../src/core/validation/owned-rows.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import { getRevision, getSiteBook, getWorkbook, saveRevision } from '../../../src/contract/sites.js';
import { FILE_LIMITS } from '../../../server/site-files/file-limits.js';
import { checkSentFile } from '../../../server/site-files/sent-file.js';
import { editRows, typeCells, withMacros, type RawValue } from '../../support/alter-workbook.js';
import { copiedSheet, withCopy } from '../../support/copy-sheet.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const limits = { ...FILE_LIMITS };
let server: TestServer;
let chen: ApiClient;
let reyes: ApiClient;
/** As the budget manager downloads it, from the opening content. */
let opening: Uint8Array;

beforeAll(async () => {
  server = await startTestServer({ fileLimits: limits });
  chen = await server.as('chen');
  reyes = await server.as('reyes');
  opening = await workbookOf('608');
}, 120_000);
afterAll(() => server.close());
beforeEach(() => {
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
});

type Read = Extract<SiteFileReply, { isRead: true }>;
type Choices = BodyOf<typeof takeSiteFile>['choices'];
type Options = { client?: ApiClient; name?: string; choices?: Choices; takesSuggestions?: boolean };

const workbookOf = async (siteCode: string, client = chen) =>
  new Uint8Array(await client.call(getWorkbook, { params: { siteCode }, body: undefined }));
const typed = (book: Uint8Array, cells: Record<string, RawValue>) => typeCells(book, 'Budget', cells);
const send = (
  mode: 'check' | 'save',
  bytes: Uint8Array,
  { client = chen, name = 'Dayton High.xlsx', takesSuggestions = false, choices }: Options = {},
): Promise<SiteFileReply> =>
  client.call(takeSiteFile, {
    params: {},
    body: {
      name,
      content: Buffer.from(bytes).toString('base64'),
      mode,
      takesSuggestions,
      ...(choices ? { choices } : {}),
    },
  });

async function sendRead(...args: Parameters<typeof send>): Promise<Read> {
  const reply = await send(...args);
  if (!reply.isRead) throw new Error(JSON.stringify(reply.findings));
  return reply;
}

const codesOf = ({ findings }: SiteFileReply) => findings.map(({ problem }) => problem.code);
const cellsOf = ({ changes }: Read) => changes.map(({ cell }) => cell);
const decide = ({ conflicts, latestRevision }: Read, side: 'mine' | 'theirs'): Choices => ({
  revision: latestRevision,
  sides: conflicts.map(({ kind, id, field }) => ({ kind, id, field, side })),
});
const latestOf = async (siteCode = '608') => {
  const { revisions } = await chen.call(listRevisions, { params: { siteCode }, body: undefined });
  return revisions[0]?.number ?? 0;
};
const centsOf = async (lineId: string, number: number) => {
  const { content } = await chen.call(getRevision, { params: { siteCode: '608', number }, body: undefined });
  return content.lines.find(({ id }) => id === lineId)?.enteredCents;
};

describe('what was saved otherwise since a file was made', () => {
  let file: Uint8Array;
  let asked: Read;

  beforeAll(async () => {
    file = typed(opening, { I18: 71, I19: 36, I5: 120 });
    await send('save', typed(opening, { I18: 70 }), { client: reyes });
    await send('save', typed(await workbookOf('608', reyes), { I19: 35 }), { client: reyes });
    await send('save', typed(await workbookOf('608'), { I20: 55 }));
    asked = await sendRead('check', file);
  }, 60_000);

  test('is shown with both values, their cell, and who saved it; meanwhile it counts as it was saved', () => {
    expect(asked.conflicts).toMatchObject([
      {
        cell: 'Budget!I18',
        field: 'amount',
        mine: { as: 'money', cents: 71_00 },
        theirs: { as: 'money', cents: 70_00 },
        side: null,
        changed: { revision: 1, savedBy: 'Maria Reyes' },
      },
      { cell: 'Budget!I19', theirs: { cents: 35_00 }, changed: { revision: 2, savedBy: 'Maria Reyes' } },
    ]);
    expect(asked.conflicts[0]?.title).not.toBe('');
    expect(cellsOf(asked)).toEqual(['Budget!I5']);
    expect(asked.findings.filter(({ stopsSaving }) => stopsSaving)).toHaveLength(2);
  });

  test('keeps the file back where it is not decided, or was decided against another revision', async () => {
    const [first] = asked.conflicts;
    if (!first) throw new Error('no conflict');
    const one = { kind: first.kind, id: first.id, field: first.field, side: 'mine' as const };
    const half = { revision: asked.latestRevision, sides: [one] };
    const { problems } = await refusalOf(send('save', file, { choices: half }));
    expect(problems?.map(({ code, params }) => [code, params['mineCents']])).toEqual([
      ['file.conflict', 36_00],
    ]);
    const old = { ...decide(asked, 'mine')!, revision: asked.latestRevision - 1 };
    expect((await refusalOf(send('save', file, { choices: old }))).problems).toHaveLength(2);
    expect(await latestOf()).toBe(3);
  });

  test('is saved with what was chosen, through the same endpoint', async () => {
    const [first, second] = asked.conflicts;
    const choices = decide(asked, 'mine')!;
    const mixed = {
      ...choices,
      sides: choices.sides.map((one, at) => ({ ...one, side: at === 0 ? 'mine' : 'theirs' }) as const),
    };
    const checked = await sendRead('check', file, { choices: mixed });
    expect(cellsOf(checked).sort()).toEqual(['Budget!I18', 'Budget!I5']);
    const saved = await sendRead('save', file, { choices: mixed });
    expect(saved).toMatchObject({ totalCents: checked.totalCents, receipt: { revision: { number: 4 } } });
    expect(await centsOf(first!.id, 4)).toBe(71_00);
    expect(await centsOf(second!.id, 4)).toBe(35_00);
  });

  test('may be decided otherwise where as it was decided the file adds nothing', async () => {
    const late = typed(opening, { I18: 72 });
    const choices = decide(await sendRead('check', late), 'theirs')!;
    for (const mode of ['check', 'save'] as const) {
      const reply = await sendRead(mode, late, { choices });
      expect(reply).toMatchObject({ addsNothing: true, receipt: { revision: { number: 4 } } });
      expect(reply.findings.some(({ stopsSaving }) => stopsSaving)).toBe(false);
      expect(reply.conflicts).toMatchObject([
        { cell: 'Budget!I18', side: 'theirs', mine: { cents: 72_00 }, changed: { revision: 4 } },
      ]);
    }
    const [other] = (
      await sendRead('check', late, { choices: decide(await sendRead('check', late), 'mine') })
    ).conflicts;
    expect(other).toMatchObject({ side: 'mine' });
    expect(await latestOf()).toBe(4);
  });

  test('is not asked again about the very same file, whoever saved since; another person’s is another', async () => {
    await send('save', typed(await workbookOf('608'), { I18: 90 }), { client: reyes });
    for (const mode of ['check', 'save'] as const) {
      const { receipt, conflicts, findings } = await sendRead(mode, file, { name: 'renamed.xlsx' });
      expect(receipt).toMatchObject({ isRepeat: true, revision: { number: 4, savedBy: 'Anna Chen' } });
      expect(conflicts).toEqual([]);
      expect(findings.some(({ stopsSaving }) => stopsSaving)).toBe(false);
    }
    expect((await sendRead('check', file, { client: reyes })).receipt).toBeNull();
    expect((await sendRead('check', file, { takesSuggestions: true })).receipt).toBeNull();
    expect(await latestOf()).toBe(5);
  });
});

describe('a Budget sheet that was copied into another workbook', () => {
  /** Rows of a site's Budget sheet whose amount its own people type, as addresses count them. */
  async function openRows(siteCode: string): Promise<number[]> {
    const { book } = await chen.call(getSiteBook, { params: { siteCode }, body: undefined });
    const index = indexBook(book);
    return book.opening.lines.flatMap((line, at) =>
      lineOwner(index, line) === SITE_OWNER && !index.account(line.account).isFed
        ? [at + HEADER_ROW + 2]
        : [],
    );
  }

  test('is of the site whose lines it has, and is compared with what was saved last', async () => {
    const [row = 0] = await openRows('571');
    const book = await workbookOf('571');
    const reply = await sendRead('save', copiedSheet(typed(book, { [`I${String(row)}`]: 44 })));
    expect(reply).toMatchObject({ siteCode: '571', isCopied: true, conflicts: [] });
    expect(reply.receipt?.revision.number).toBe(1);
    expect(codesOf(reply)).toContain('file.copiedSheetAlone');
    expect(cellsOf(reply)).toEqual([`Budget (2)!I${String(row)}`]);
    const params = { siteCode: '571', number: 1 };
    const { content } = await chen.call(getRevision, { params, body: undefined });
    const { book: opened } = await chen.call(getSiteBook, { params, body: undefined });
    expect(content.positions).toEqual(opened.opening.positions);
  });

  test('never undoes in silence what was saved: each such thing is asked', async () => {
    const [row = 0, other = 0] = await openRows('571');
    // A copy made before that save, with work of its own.
    const old = copiedSheet(
      typed(await workbookOf('571'), { [`I${String(row)}`]: 0, [`I${String(other)}`]: 12 }),
    );
    const asked = await sendRead('check', old);
    expect(asked.conflicts.map(({ cell, theirs, changed }) => [cell, theirs, changed?.revision])).toEqual([
      [`Budget (2)!I${String(row)}`, { as: 'money', cents: 44_00 }, 1],
    ]);
    expect(cellsOf(asked)).toEqual([`Budget (2)!I${String(other)}`]);
    expect((await refusalOf(send('save', old))).code).toBe('siteFile.refused');
    const saved = await sendRead('save', old, { choices: decide(asked, 'theirs') });
    expect(cellsOf(saved)).toEqual([`Budget (2)!I${String(other)}`]);
    expect(saved.receipt?.revision.number).toBe(2);
    const again = await sendRead('check', old);
    expect(again.receipt).toMatchObject({ isRepeat: true, revision: { number: 2 } });
    expect(again.addsNothing).toBeUndefined();
    // A copy made now holds the same, and was never saved.
    const now = await sendRead('check', copiedSheet(await workbookOf('571'), { withPositions: true }));
    expect(now).toMatchObject({ receipt: { revision: { number: 2 } }, addsNothing: true });
  });

  test('is known by its account strings where its ids are lost', async () => {
    const book = await workbookOf('125');
    const reply = await sendRead('check', copiedSheet(book, { losesIds: true, withPositions: true }));
    expect(reply).toMatchObject({ siteCode: '125', changes: [] });
    expect(codesOf(reply)).toContain('file.copiedSheet');
  });

  test('a row that it does not have is named by where it stood', async () => {
    const [row = 0] = await openRows('125');
    const book = editRows(await workbookOf('125'), 'Budget', (rows) =>
      rows.filter((_, at) => at !== row - 1),
    );
    const { changes } = await sendRead('check', copiedSheet(book));
    expect(changes.map((one) => [one.row.change, one.cell])).toEqual([
      ['removed', `Budget (2)!A${String(row)}`],
    ]);
  });

  test('with rows of two sites is refused with both; with none of the district’s it is no budget', async () => {
    const { book } = await chen.call(getSiteBook, { params: { siteCode: '571' }, body: undefined });
    const [line] = book.opening.lines;
    const [A500, B500, C500, D500, E500] = line?.account.split('-') ?? [];
    const row = { A500, B500, C500, D500, E500, I500: 5, O500: line?.id } as Record<string, RawValue>;
    const mixed = typed(await workbookOf('125'), row);
    const reply = await send('check', copiedSheet(mixed));
    expect(reply.findings).toMatchObject([
      { problem: { code: 'file.severalSites', params: { sites: '125, 571' } } },
    ]);
    const strange = editRows(await workbookOf('125'), 'Budget', (rows) => rows.slice(0, 4));
    expect(codesOf(await send('check', copiedSheet(strange)))).toEqual(['workbook.notSitebook']);
    // A principal hears nothing of another site.
    expect(codesOf(await send('check', copiedSheet(await workbookOf('125')), { client: reyes }))).toEqual([
      'workbook.notSitebook',
    ]);
  });

  test('of another year is refused, where its title says so', async () => {
    const titled = async (title: string) => copiedSheet(typed(await workbookOf('125'), { A1: title }));
    const old = await titled('Dayton Grade School — Site budget 2023-24');
    const reply = await send('check', old);
    // To who may not send for that site it is no budget of any year.
    expect(codesOf(await send('check', old, { client: reyes }))).toEqual(['workbook.notSitebook']);
    expect((await send('check', await titled('Printed 2024-03'))).isRead).toBe(true);
    expect(reply.findings).toMatchObject([
      { problem: { code: 'file.otherYear', params: { year: '2023-24', openYear: '2024-25' } } },
    ]);
  });

  test('beside the original counts once where it holds the same, and nobody guesses where it does not', async () => {
    const book = await workbookOf('125');
    const same = await sendRead(
      'check',
      withCopy(book, (xml) => xml),
    );
    expect(codesOf(same)).toContain('workbook.sheetRepeats');
    expect(same).toMatchObject({ changes: [], isCopied: false });
    const other = await send(
      'check',
      withCopy(book, (xml) => xml.replace(/(<c r="I7"[^>]*>).*?<\/c>/s, '$1<v>5</v></c>')),
    );
    expect(other.isRead).toBe(false);
    expect(other.findings).toMatchObject([
      { cell: 'Budget (2)!I7', problem: { code: 'workbook.twoSheets', params: { original: 'Budget' } } },
    ]);
  });
});

describe('rows that were typed into a workbook', () => {
  let row = 0;
  let first: Uint8Array;
  const accounts: string[] = [];
  const ids: string[] = [];

  /** A row as somebody types it below the others, or above what she typed before. */
  const typedRow = (at: number, account: string, title: string, amount: number) => {
    const codes = account.split('-').map((code, column) => [`${'ABCDE'.charAt(column)}${String(at)}`, code]);
    return { ...Object.fromEntries(codes), [`L${String(at)}`]: title, [`I${String(at)}`]: amount } as Record<
      string,
      RawValue
    >;
  };
  const newLines = async (siteCode: string, number: number) => {
    const { content } = await chen.call(getRevision, { params: { siteCode, number }, body: undefined });
    return content.lines.filter(({ title }) => title.startsWith('Typed '));
  };

  beforeAll(async () => {
    const { book } = await chen.call(getSiteBook, { params: { siteCode: '001' }, body: undefined });
    const index = indexBook(book);
    const own = book.opening.lines.filter(
      (line) => lineOwner(index, line) === SITE_OWNER && !index.account(line.account).isFed,
    );
    accounts.push(...own.slice(0, 2).map(({ account }) => account));
    row = book.opening.lines.length + HEADER_ROW + 5;
    first = await workbookOf('001');
    const saved = await sendRead('save', typed(first, typedRow(row, accounts[0]!, 'Typed A', 500)));
    ids.push(...(await newLines('001', saved.receipt?.revision.number ?? 0)).map(({ id }) => id));
  }, 60_000);

  test('are the same when the file comes again with another one above them', async () => {
    const next = typed(first, {
      ...typedRow(row, accounts[1]!, 'Typed B', 300),
      ...typedRow(row + 1, accounts[0]!, 'Typed A', 500),
    });
    const asked = await sendRead('check', next);
    expect(asked.conflicts).toEqual([]);
    expect(asked.changes.map((one) => [one.row.change, one.row.title])).toEqual([['added', 'Typed B']]);
    const saved = await sendRead('save', next);
    const lines = await newLines('001', saved.receipt?.revision.number ?? 0);
    expect(lines.map(({ title, account, enteredCents }) => [title, account, enteredCents])).toEqual([
      ['Typed A', accounts[0], 500_00],
      ['Typed B', accounts[1], 300_00],
    ]);
    expect(lines[0]?.id).toBe(ids[0]);
  });

  test('are others in the workbook of another site', async () => {
    const { book } = await chen.call(getSiteBook, { params: { siteCode: '125' }, body: undefined });
    const index = indexBook(book);
    const line = book.opening.lines.find((one) => lineOwner(index, one) === SITE_OWNER);
    if (!line) throw new Error('no line of the site');
    const at = book.opening.lines.length + HEADER_ROW + 5;
    const saved = await sendRead(
      'save',
      typed(await workbookOf('125'), typedRow(at, line.account, 'Typed A', 5)),
    );
    const [other] = await newLines('125', saved.receipt?.revision.number ?? 0);
    expect(other?.id).toMatch(/^new-/);
    expect(other?.id).not.toBe(ids[0]);
    expect((await sendRead('check', copiedSheet(await workbookOf('001')))).siteCode).toBe('001');
  });
});

test('a workbook with macros is taken like any other', async () => {
  const reply = await sendRead('check', withMacros(typed(await workbookOf('608'), { I21: 3 })), {
    name: 'with macros.xlsm',
  });
  expect(cellsOf(reply)).toEqual(['Budget!I21']);
});

test('a save of the pane stands against a file like another file’s', async () => {
  const made = await workbookOf('608');
  const { head } = await reyes.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
  if (!head) throw new Error('nothing saved');
  const asked = await sendRead('check', typed(made, { I18: 91 }));
  const lineId = asked.changes[0]?.row.id;
  const { revision } = await reyes.call(saveRevision, {
    params: { siteCode: '608' },
    body: {
      workbookId: head.workbookId ?? '',
      yearId: '2024-25',
      layoutVersion: 2,
      baseRevision: head.summary.number,
      content: {
        ...head.content,
        lines: head.content.lines.map((line) =>
          line.id === lineId ? { ...line, enteredCents: 1_00 } : line,
        ),
      },
    },
  });
  const { conflicts } = await sendRead('check', typed(made, { I18: 91 }));
  expect(conflicts).toMatchObject([
    { mine: { cents: 91_00 }, theirs: { cents: 1_00 }, changed: { revision: revision.number } },
  ]);
});

describe('what reading a file may cost', () => {
  afterEach(() => void Object.assign(limits, FILE_LIMITS));

  test.each([
    ['time', { seconds: 0, memoryMb: 320 }, 'file.tooSlow'],
    ['memory', { seconds: 60, memoryMb: 8 }, 'file.tooLarge'],
  ] as const)(
    'one that takes more %s than it may is refused, and the next one is read',
    async (_, tight, code) => {
      Object.assign(limits, tight);
      expect(codesOf(await send('check', opening))).toEqual([code]);
      const { status, problems } = await refusalOf(send('save', opening));
      expect([status, problems?.map((problem) => problem.code)]).toEqual([422, [code]]);
      Object.assign(limits, FILE_LIMITS);
      expect((await send('check', opening)).isRead).toBe(true);
    },
  );

  test('more than wait at once are told that the server is busy, and may come again', async () => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const { structure } = (await chen.call(getSiteBook, { params: { siteCode: '608' }, body: undefined }))
      .book.plan.chart;
    const one = { name: 'held.xlsx', bytes: opening };
    const hold = () =>
      checkSentFile(one, structure, async () => {
        await held;
        return { problem: { code: 'file.held', severity: 'fatal', place: { kind: 'workbook' }, params: {} } };
      });
    const reading = Array.from({ length: 10 }, hold);
    expect(await refusalOf(send('check', opening))).toMatchObject({ status: 503, code: 'server.busy' });
    goOn();
    expect((await Promise.all(reading)).every((report) => report?.isRead === false)).toBe(true);
    expect((await send('check', opening)).isRead).toBe(true);
  }, 30_000);
});
