import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { desc, eq, inArray } from 'drizzle-orm';
import {
  getExportFile,
  getNewAccountsFile,
  listExportLayouts,
  makeExport,
  previewExport,
  type OrderedExport,
  type WantedExport,
} from '../../../src/contract/master-exports.js';
import { exportMaster } from '../../../src/contract/master-budgets.js';
import type { ApiClient } from '../../../src/api/client.js';
import { masterExport } from '../../../server/stores/schema-exports.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { EXPORT_GOLDENS, goldenInput, masterOf, planOf } from '../../support/export-golden.js';
import { changePlan, putMaster } from '../../support/put-master.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let chen: ApiClient;
beforeAll(async () => {
  server = await startTestServer();
  chen = await server.as('chen');
  const input = goldenInput('generic-csv');
  const { db } = server.parts;
  await changePlan(db, (plan) => ({ ...plan, chart: planOf(input).chart }));
  await putMaster(db, 1, masterOf(input.version1));
  await putMaster(db, 2, masterOf(input.version2));
  const [first] = input.version1;
  const wrong = { ...first!, line: { ...first!.line, account: '100-9999-608-050-111', lineId: 'wrong' } };
  await putMaster(db, 3, masterOf([...input.version1, wrong]));
}, 60_000);
afterAll(() => server.close());

const tick = () => {
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
};
/** As the next of its layout, where no number is given. */
const make = async (version: number, body: WantedExport & Partial<OrderedExport>, by = chen) => {
  tick();
  const { layouts } = await by.call(listExportLayouts, { params: {}, body: undefined });
  const number = (layouts.find(({ id }) => id === body.layoutId)?.exports[0]?.number ?? 0) + 1;
  return by.call(makeExport, { params: { version }, body: { number, ...body } });
};
const preview = (version: number, body: WantedExport, by = chen) =>
  by.call(previewExport, { params: { version }, body });
const golden = (name: string) => readFileSync(path.join(EXPORT_GOLDENS, 'generic-csv', name));
const newest = async (count: number) => {
  const rows = await server.parts.db
    .select()
    .from(auditEvent)
    .where(inArray(auditEvent.action, ['master.exported', 'master.fileTaken']))
    .orderBy(desc(auditEvent.at))
    .limit(count);
  return rows.map(({ action, subject, details }) => ({ action, subject, details }));
};

describe('an export', () => {
  test('shows before what it would hold', async () => {
    const { problems, file } = await preview(1, { layoutId: 'generic-csv', since: null });
    expect(problems).toEqual([]);
    expect(file).toMatchObject({
      rowCount: 4,
      lineCount: 4,
      proposedCents: 13_350_118,
      rejectedCount: 0,
      newAccountCount: 1,
    });
    expect(file?.columns.slice(0, 2).map(({ title }) => title)).toEqual(['account', 'fund']);
    expect(file?.preview).toHaveLength(4);
    const { layouts } = await chen.call(listExportLayouts, { params: {}, body: undefined });
    expect(layouts.map(({ id }) => id)).toEqual([
      'generic-csv',
      'powerschool-erp',
      'sacs-dat',
      'texas-peims',
    ]);
    expect(layouts.flatMap(({ exports }) => exports)).toEqual([]);
    expect(await newest(1)).toEqual([]);
  });

  test('tells every row that the target would refuse, and is not made with one', async () => {
    const { file } = await preview(3, { layoutId: 'generic-csv', since: null });
    expect(file).toMatchObject({
      // That it is new as well is not told again.
      rejectedCount: 1,
      newAccountCount: 2,
      rejected: [
        {
          fileLine: 5,
          account: '100-9999-608-050-111',
          lines: [{ siteCode: '608', lineId: 'wrong', revision: 1 }],
          problems: [{ code: 'export.account', params: { segment: 'function', code: '9999' } }],
        },
      ],
    });
    const refused = await refusalOf(make(3, { layoutId: 'generic-csv', since: null }));
    expect(refused).toMatchObject({
      code: 'export.refused',
      status: 422,
      title: expect.stringContaining('1'),
    });
    expect(refused.problems?.[0]).toMatchObject({
      code: 'export.account',
      params: { site: '608', fileLine: 5 },
    });
    expect(await newest(1)).toEqual([]);
  });

  test('needs the settings of its layout', async () => {
    const asked = { layoutId: 'sacs-dat', since: null };
    const { problems, file } = await preview(1, asked);
    expect(file).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual([
      'export.settingMissing',
      'export.segmentMissing',
      'export.segmentMissing',
      'export.segmentMissing',
    ]);
    expect(await refusalOf(make(1, asked))).toMatchObject({
      code: 'export.refused',
      title: expect.not.stringContaining('0'),
    });
    await changePlan(server.parts.db, (plan) => ({ ...plan, exportSettings: { cds: '01100170000000' } }));
    expect((await preview(1, asked)).problems.map(({ code }) => code)).not.toContain('export.settingMissing');
    const other = await preview(1, { ...asked, settings: { cds: '1' } });
    expect(other.problems[0]).toMatchObject({ code: 'export.settingWrong', params: { value: '1' } });
    const { layouts } = await chen.call(listExportLayouts, { params: {}, body: undefined });
    expect(layouts.find(({ id }) => id === 'sacs-dat')?.settings).toMatchObject([
      { key: 'cds', value: '01100170000000' },
    ]);
  });

  test('changes are those since what went out last, and nothing goes out twice', async () => {
    const none = await refusalOf(preview(2, { layoutId: 'generic-csv', since: 1 }));
    expect(none).toMatchObject({ code: 'export.notSince', status: 409 });
    const first = await make(1, { layoutId: 'generic-csv', since: null });
    expect(first).toMatchObject({
      number: 1,
      sinceVersion: null,
      rowCount: 4,
      totalCents: 13_350_118,
      fileName: 'generic-csv-2024-25-v1.csv',
      newAccounts: { count: 1, fileName: 'generic-csv-2024-25-v1-new-accounts.csv' },
      madeBy: 'Anna Chen',
    });
    const second = await make(2, { layoutId: 'generic-csv', since: 1 });
    expect(second).toMatchObject({ number: 2, version: 2, sinceVersion: 1, rowCount: 3, totalCents: 2 });
    expect(second.fileName).toBe('generic-csv-2024-25-v1-to-v2.csv');
    // Sent again by whom no reply reached: the number is taken.
    expect(await refusalOf(make(2, { layoutId: 'generic-csv', since: 1, number: 2 }))).toMatchObject({
      code: 'export.madeMeanwhile',
      status: 409,
      title: expect.stringContaining('number 2, of version 2'),
    });
    expect(await refusalOf(make(2, { layoutId: 'generic-csv', since: null }))).toMatchObject({
      code: 'export.again',
      status: 409,
    });
    expect(await refusalOf(make(2, { layoutId: 'generic-csv', since: 1 }))).toMatchObject({
      code: 'export.notSince',
      title: expect.stringContaining('Version 2 went out last'),
    });
    expect(await refusalOf(make(2, { layoutId: 'generic-csv', since: 2 }))).toMatchObject({
      code: 'export.refused',
      problems: [{ code: 'export.noRows' }],
    });
    const { layouts } = await chen.call(listExportLayouts, { params: {}, body: undefined });
    expect(layouts.find(({ id }) => id === 'generic-csv')?.exports).toEqual([second, first]);
  });

  test('its files are handed out byte for byte as they were made, each time with an audit row', async () => {
    const { layouts } = await chen.call(listExportLayouts, { params: {}, body: undefined });
    const [second, first] = layouts.find(({ id }) => id === 'generic-csv')!.exports;
    const take = async (number: number, of: typeof getExportFile) => {
      tick();
      const params = { layoutId: 'generic-csv', number };
      return Buffer.from(await chen.call(of, { params, body: undefined }));
    };
    // The chart of today has nothing to do with what went out then.
    await changePlan(server.parts.db, (plan) => ({ ...plan, chart: { ...plan.chart, existing: [] } }));
    const file = await take(1, getExportFile);
    expect(file).toEqual(golden('full.csv'));
    expect(createHash('sha256').update(file).digest('hex')).toBe(first?.fileHash);
    expect(await take(1, getNewAccountsFile)).toEqual(golden('full-new-accounts.csv'));
    expect(await take(2, getExportFile)).toEqual(golden('changes.csv'));
    expect(await take(2, getNewAccountsFile)).toEqual(golden('changes-new-accounts.csv'));
    const trail = await newest(6);
    expect(trail.map(({ action }) => action)).toEqual([
      ...Array.from({ length: 4 }, () => 'master.fileTaken'),
      'master.exported',
      'master.exported',
    ]);
    expect(trail[0]?.details['fileHash']).toBe(second?.newAccounts?.fileHash);
    expect(trail[4]).toMatchObject({
      subject: '2024-25/v2/generic-csv/2',
      details: {
        layout: 'generic-csv',
        version: 2,
        since: 1,
        rows: 3,
        amountCents: 2,
        fileHash: second?.fileHash,
      },
    });
    tick();
    await chen.call(exportMaster, { params: { version: 1 }, body: undefined });
    expect(await newest(1)).toEqual([
      { action: 'master.fileTaken', subject: '2024-25/v1', details: { version: 1 } },
    ]);
  });

  test('what is not there is not there', async () => {
    const file = (layoutId: string, number: number) =>
      chen.call(getExportFile, { params: { layoutId, number }, body: undefined });
    expect(await refusalOf(file('generic-csv', 9))).toMatchObject({ code: 'export.unknown', status: 404 });
    expect(await refusalOf(file('other', 1))).toMatchObject({ code: 'export.unknown' });
    expect(await refusalOf(preview(9, { layoutId: 'generic-csv', since: null }))).toMatchObject({
      code: 'master.unknown',
    });
    expect(await refusalOf(preview(1, { layoutId: '../generic-csv', since: null }))).toMatchObject({
      code: 'export.layoutUnknown',
      status: 404,
    });
    expect(await refusalOf(make(9, { layoutId: 'generic-csv', since: null, again: true }))).toMatchObject({
      code: 'master.unknown',
    });
  });

  test('a whole budget goes out again where its sender says so, or where figures are replaced', async () => {
    const again = await make(2, { layoutId: 'generic-csv', since: null, again: true });
    expect(again).toMatchObject({ number: 3, sinceVersion: null });
    await make(1, { layoutId: 'powerschool-erp', since: null });
    expect(await make(1, { layoutId: 'powerschool-erp', since: null })).toMatchObject({ number: 2 });
  });

  test('changes are not told by another layout than that of then', async () => {
    const { layouts } = server.parts;
    const layout = layouts.get('generic-csv')!;
    const changed = (part: Partial<typeof layout>) => {
      (layouts as Map<string, typeof layout>).set('generic-csv', { ...layout, ...part });
      return refusalOf(preview(1, { layoutId: 'generic-csv', since: 2 }));
    };
    const field = (unit: 'cents' | 'dollars', reversed = false) => ({
      title: 'amount',
      value: {
        kind: 'amount' as const,
        of: 'proposed' as const,
        unit,
        ...(reversed ? { reversed: [[{ segment: 'fund', codes: '100' }]] } : {}),
      },
    });
    const amounts = [field('cents'), field('dollars', true)].map((one) => ({
      budget: { ...layout.budget, fields: [...layout.budget.fields, one] },
    }));
    try {
      for (const part of [{ dropsZeros: !layout.dropsZeros }, { rows: 'account' as const }, ...amounts])
        expect(await changed(part)).toMatchObject({ code: 'export.otherLayout', status: 409 });
    } finally {
      (layouts as Map<string, typeof layout>).set('generic-csv', { ...layout, title: 'Another title' });
    }
    expect((await preview(1, { layoutId: 'generic-csv', since: 2 })).file).not.toBeNull();
  });

  test('nor with other settings than those of then', async () => {
    const { layouts, db } = server.parts;
    const own = {
      ...layouts.get('generic-csv')!,
      id: 'own',
      settings: [{ key: 'number', title: 'District number', pattern: '^\\d+$', expects: 'digits' }],
    };
    (layouts as Map<string, typeof own>).set('own', own);
    const asked = (since: number | null, number?: string) => ({
      layoutId: 'own',
      since,
      ...(number === undefined ? {} : { settings: { number } }),
    });
    try {
      await make(1, asked(null, '17'));
      expect(await refusalOf(preview(2, asked(1, '18')))).toMatchObject({
        code: 'export.otherSettings',
        status: 409,
        title:
          'Version 1 went out with another District number (17, now 18), so changes since then cannot be told.',
      });
      expect(await refusalOf(make(2, asked(1)))).toMatchObject({
        title: expect.stringContaining('now none'),
      });
      expect((await preview(2, asked(1, '17'))).problems).toEqual([]);
      // What the district says counts as well as what is said for one export.
      await changePlan(db, (plan) => ({ ...plan, exportSettings: { ...plan.exportSettings, number: '18' } }));
      expect((await refusalOf(preview(2, asked(1)))).code).toBe('export.otherSettings');
      // Of an export from before they were kept nobody knows.
      await db.update(masterExport).set({ settings: null }).where(eq(masterExport.layoutId, 'own'));
      expect((await preview(2, asked(1))).problems).toEqual([]);
    } finally {
      (layouts as Map<string, typeof own>).delete('own');
    }
  });

  test('two who make the changes at once make them once', async () => {
    const both = await Promise.allSettled(
      [0, 1].map(() => make(2, { layoutId: 'powerschool-erp', since: 1 })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { layouts } = await chen.call(listExportLayouts, { params: {}, body: undefined });
    expect(layouts.find(({ id }) => id === 'powerschool-erp')?.exports).toHaveLength(3);
  });
});
