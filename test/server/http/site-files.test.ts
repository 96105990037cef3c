import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { desc } from 'drizzle-orm';
import { ApiError, type ApiClient } from '../../../src/api/client.js';
import { CLIENT_VERSION, CLIENT_VERSION_HEADER } from '../../../src/contract/endpoint.js';
import type { ProblemReply } from '../../../src/contract/problem-reply.js';
import { listRevisions } from '../../../src/contract/revisions.js';
import { takeSiteFile, type SiteFileReply } from '../../../src/contract/site-files.js';
import { getRevision, getSiteBook, getWorkbook, saveRevision } from '../../../src/contract/sites.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { editParts, editRows, typeCells, type RawValue } from '../../support/alter-workbook.js';
import { badFiles } from '../../support/bad-files.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let chen: ApiClient;
let reyes: ApiClient;
/** As the budget manager downloads it, from the opening content. */
let opening: Uint8Array;

beforeAll(async () => {
  server = await startTestServer();
  chen = await server.as('chen');
  reyes = await server.as('reyes');
  opening = await workbookOf('608');
}, 120_000);
afterAll(() => server.close());
beforeEach(() => {
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
});

const workbookOf = async (siteCode: string, client = chen) =>
  new Uint8Array(await client.call(getWorkbook, { params: { siteCode }, body: undefined }));
const typed = (book: Uint8Array, cells: Record<string, RawValue>) => typeCells(book, 'Budget', cells);

/** The first amount that may be typed in a workbook: I5 of the site's own is one. */
function openAmount(book: Uint8Array): string {
  const styles = (one: Uint8Array) => {
    const found: string[] = [];
    editRows(one, 'Budget', (rows) => {
      found.push(...rows.map((row) => row[8]?.style ?? ''));
      return rows;
    });
    return found;
  };
  const isOpen = styles(opening)[4];
  return `I${String(styles(book).findIndex((style, row) => row >= 4 && style === isOpen) + 1)}`;
}

type Options = { client?: ApiClient; name?: string; takesSuggestions?: boolean };
const send = (
  mode: 'check' | 'save',
  bytes: Uint8Array,
  { client = chen, name = 'Dayton High.xlsx', takesSuggestions = false }: Options = {},
): Promise<SiteFileReply> =>
  client.call(takeSiteFile, {
    params: {},
    body: { name, content: Buffer.from(bytes).toString('base64'), mode, takesSuggestions },
  });

async function refused(call: Promise<unknown>): Promise<ProblemReply> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError && error.failure.kind === 'refused') return error.failure.problem;
  throw error instanceof Error ? error : new Error('The call was not refused');
}

function isRead(reply: SiteFileReply): Extract<SiteFileReply, { isRead: true }> {
  if (!reply.isRead) throw new Error(JSON.stringify(reply.findings));
  return reply;
}
const codesOf = ({ findings }: SiteFileReply) => findings.map(({ problem }) => problem.code);
const revisions = async (siteCode = '608') =>
  (await chen.call(listRevisions, { params: { siteCode }, body: undefined })).revisions;

describe('a file of a site', () => {
  test('is checked without being saved, with the cells of what it changes', async () => {
    const reply = isRead(await send('check', typed(opening, { I5: 120 })));
    expect(reply).toMatchObject({ siteCode: '608', baseRevision: 0, latestRevision: 0, receipt: null });
    expect(reply.lineCount).toBeGreaterThan(100);
    expect(reply.changes.map(({ row, cell }) => [row.change, cell])).toEqual([['changed', 'Budget!I5']]);
    expect(reply.changes[0]?.row.fields[0]?.after).toEqual({ as: 'money', cents: 120_00 });
    expect(await revisions()).toEqual([]);
  });

  test('is saved as the next revision, as from the pane, and the trail names it', async () => {
    const bytes = typed(opening, { I5: 120 });
    const checked = isRead(await send('check', bytes));
    const { receipt, ...rest } = isRead(await send('save', bytes));
    expect(rest).toEqual({ ...checked, receipt: undefined });
    expect(receipt).toMatchObject({
      siteCode: '608',
      isRepeat: false,
      revision: { number: 1, savedBy: 'Anna Chen', totalCents: checked.totalCents },
    });
    expect(await revisions()).toEqual([receipt?.revision]);
    const [event] = await server.parts.db.select().from(auditEvent).orderBy(desc(auditEvent.at)).limit(1);
    expect(event).toMatchObject({
      action: 'revision.saved',
      siteCode: '608',
      details: {
        revision: 1,
        file: 'Dayton High.xlsx',
        fileHash: createHash('sha256').update(bytes).digest('hex'),
      },
    });
  });

  test('that comes again is the revision that it became', async () => {
    const bytes = typed(opening, { I5: 120 });
    for (const mode of ['save', 'check'] as const) {
      const { receipt, changes } = isRead(await send(mode, bytes, { name: 'copy.xlsx' }));
      expect(receipt).toMatchObject({ isRepeat: true, revision: { number: 1 } });
      expect(changes).toEqual([]);
    }
    expect(await revisions()).toHaveLength(1);
  });

  test('from an older revision is brought together with what was saved since', async () => {
    const book = await workbookOf('608');
    isRead(await send('save', typed(book, { I18: 70 })));
    const reply = isRead(await send('save', typed(book, { I19: 35 })));
    expect(reply).toMatchObject({ baseRevision: 1, latestRevision: 2, receipt: { revision: { number: 3 } } });
    expect(reply.changes.map(({ cell }) => cell)).toEqual(['Budget!I19']);
    const { content } = await chen.call(getRevision, {
      params: { siteCode: '608', number: 3 },
      body: undefined,
    });
    const cents = content.lines.map(({ enteredCents }) => enteredCents);
    expect(cents).toEqual(expect.arrayContaining([120_00, 70_00, 35_00]));
  });

  test('that says otherwise than what was saved since is refused with where', async () => {
    const [before] = await revisions();
    const bytes = typed(opening, { I18: 71 });
    const checked = isRead(await send('check', bytes));
    expect(checked.findings.filter(({ stopsSaving }) => stopsSaving)).toMatchObject([
      {
        cell: 'Budget!I18',
        problem: { code: 'file.conflict', params: { mineCents: 71_00, theirsCents: 70_00, field: 'amount' } },
      },
    ]);
    const { code, problems } = await refused(send('save', bytes));
    expect([code, problems?.map((problem) => problem.code)]).toEqual(['siteFile.refused', ['file.conflict']]);
    expect((await revisions())[0]).toEqual(before);
  });

  test('that another saved otherwise since is still the revision that it became', async () => {
    const book = await workbookOf('608');
    const bytes = typed(book, { I20: 55 });
    const { receipt } = isRead(await send('save', bytes));
    isRead(await send('save', typed(await workbookOf('608'), { I20: 56 })));
    expect(isRead(await send('save', bytes)).receipt).toEqual({ ...receipt, isRepeat: true });
  });
});

describe('what a file holds beside figures', () => {
  test('a locked cell that was changed counts as it was, and does not stop a save', async () => {
    const { findings, changes, receipt } = isRead(
      await send('save', typed(await workbookOf('608'), { C8: '571', I21: 44 })),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        cell: 'Budget!C8',
        problem: expect.objectContaining({ code: 'cell.lockedChanged', severity: 'warning' }) as unknown,
      }),
    );
    expect(changes.map(({ cell }) => cell)).toEqual(['Budget!I21']);
    expect(receipt?.isRepeat).toBe(false);
  });

  test('text that can only mean one figure is taken where that is asked, and else a finding', async () => {
    const bytes = typed(await workbookOf('608'), { I19: '1,200.00-' });
    const as = async (takesSuggestions: boolean) => isRead(await send('check', bytes, { takesSuggestions }));
    const [asTyped, taken] = [await as(false), await as(true)];
    expect(codesOf(asTyped)).toContain('cell.text');
    expect(codesOf(taken)).toContain('cell.textTaken');
    expect(codesOf(taken)).not.toContain('cell.text');
    expect(taken.changes[0]?.row.fields[0]?.after).toEqual({ as: 'money', cents: -1_200_00 });
  });

  test('a missing column stops a save, and the findings say so', async () => {
    const bytes = typed(await workbookOf('608'), { H4: 'One', I4: 'Two', J4: 'Three' });
    const checked = await send('check', bytes);
    expect(checked.findings.some(({ stopsSaving }) => stopsSaving === true)).toBe(true);
    const { code, status, problems } = await refused(send('save', bytes));
    expect([code, status]).toEqual(['siteFile.refused', 422]);
    expect(problems?.every(({ severity }) => severity === 'fatal')).toBe(true);
  });
});

describe('a file that is none', () => {
  test.each(['password.xlsx', 'a csv.xlsx', 'truncated.xlsx', 'bit rot.xlsx', 'old.xls', 'zip bomb.xlsx'])(
    '%s says what it is',
    async (name) => {
      const [file] = await badFiles(opening, [name]);
      if (!file) throw new Error(name);
      const reply = await send('check', file.bytes, { name });
      expect(reply.isRead).toBe(false);
      expect(codesOf(reply)).toEqual(file.codes);
      const { code, problems } = await refused(send('save', file.bytes, { name }));
      expect([code, problems?.map((problem) => problem.code)]).toEqual(['siteFile.refused', file.codes]);
    },
  );

  test('one that is too large is refused before it is read, one at the limit by its reader', async () => {
    const atLimit = await send('check', new Uint8Array(20 * 2 ** 20 + 1));
    expect(codesOf(atLimit)).toEqual(['file.tooLarge']);
    const issued = await fetch(`${server.baseUrl}/v1/sign-in`, {
      method: 'POST',
      headers: { [CLIENT_VERSION_HEADER]: CLIENT_VERSION, 'content-type': 'application/json' },
      body: JSON.stringify({ district: 'dayton', email: 'chen@dayton.example', password: 'sitebook' }),
    });
    const { token } = (await issued.json()) as { token: string };
    const reply = await fetch(server.baseUrl + takeSiteFile.path, {
      method: 'POST',
      headers: {
        [CLIENT_VERSION_HEADER]: CLIENT_VERSION,
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        name: 'x.xlsx',
        content: 'A'.repeat(29 * 2 ** 20),
        mode: 'check',
        takesSuggestions: false,
      }),
    });
    expect(reply.status).toBe(413);
    expect(((await reply.json()) as ProblemReply).code).toBe('request.tooLarge');
  }, 30_000);

  test('content that is no base64 is refused', async () => {
    const body = { name: 'x.xlsx', content: 'no base64!', mode: 'check', takesSuggestions: false } as const;
    expect(await refused(chen.call(takeSiteFile, { params: {}, body }))).toMatchObject({
      code: 'request.malformed',
    });
  });
});

describe('whose file it is', () => {
  /** The workbook with something else in its identity, wherever that is written. */
  const withIdentity = (bytes: Uint8Array, from: string, to: string) =>
    editParts(bytes, (part, xml) =>
      /worksheets|custom|sharedStrings/.test(part) ? xml.replaceAll(from, to) : xml,
    );

  test('another district’s is not taken', async () => {
    const reply = await send('check', withIdentity(opening, '>dayton<', '>lakeside<'));
    expect(codesOf(reply)).toEqual(['file.otherDistrict']);
    expect((await refused(send('save', withIdentity(opening, '>dayton<', '>lakeside<')))).code).toBe(
      'siteFile.refused',
    );
  });

  test('one of another site’s is as unknown as one of a site that is not there', async () => {
    const other = await workbookOf('571');
    const reply = await send('save', other, { client: reyes }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(reply).toBeInstanceOf(ApiError);
    const checked = await send('check', other, { client: reyes });
    expect(codesOf(checked)).toEqual(['file.siteUnknown']);
    expect(await revisions('571')).toEqual([]);
    expect(isRead(await send('check', other)).siteCode).toBe('571');
  });

  test('a site’s own people send theirs, and whoever reviews or looks after people none', async () => {
    const mine = isRead(
      await send('save', typed(await workbookOf('608', reyes), { I22: 12 }), { client: reyes }),
    );
    expect(mine.receipt?.revision.savedBy).toBe('Maria Reyes');
    for (const who of ['ortiz', 'whitfield'])
      expect((await refused(send('check', opening, { client: await server.as(who) }))).code).toBe(
        'permission.missing',
      );
  });

  test('rows of a central office stay as they are in a file that finance sends', async () => {
    const lindqvist = await server.as('lindqvist');
    const bytes = await workbookOf('608', lindqvist);
    const cell = openAmount(bytes);
    const changed = typed(bytes, { [cell]: 77 });
    const bySite = isRead(await send('save', changed));
    expect(bySite.changes).toEqual([]);
    expect(bySite.findings.map((finding) => finding.cell)).toContain(`Budget!${cell}`);
    const byOffice = isRead(await send('save', changed, { client: lindqvist }));
    expect(byOffice.changes.map((change) => change.cell)).toEqual([`Budget!${cell}`]);
    expect(byOffice.receipt).toMatchObject({ isRepeat: false, revision: { savedBy: 'Erik Lindqvist' } });
  });

  test('a revision that the site does not have is none to start from', async () => {
    const [latest] = await revisions();
    const bytes = withIdentity(await workbookOf('608'), `>${String(latest?.number)}<`, '>900<');
    expect(codesOf(await send('check', bytes))).toEqual(['file.revisionUnknown']);
  });

  test('the pane saves on top of it as on any other', async () => {
    const { head } = await reyes.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
    if (!head) throw new Error('nothing saved');
    const receipt = await reyes.call(saveRevision, {
      params: { siteCode: '608' },
      body: {
        workbookId: head.workbookId ?? '',
        yearId: '2024-25',
        layoutVersion: 1,
        baseRevision: head.summary.number,
        content: {
          ...head.content,
          lines: head.content.lines.map((line, at) =>
            at === 0 ? { ...line, justification: 'Grown' } : line,
          ),
        },
      },
    });
    expect(receipt.revision.number).toBe(head.summary.number + 1);
  });
});
