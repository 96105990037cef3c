import { beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import type { Rule } from '../../../src/core/rules/rule-pack.js';
import { readDistrictFolder, type DistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { FILE_LIMITS } from '../../../server/site-files/file-limits.js';
import { packBooks, sitePartsOf } from '../../../server/site-files/packed-books.js';
import type { FileReport } from '../../../server/site-files/read-site-file.js';
import { readAndCheck } from '../../../server/site-files/sent-file.js';
import { LimitedThread } from '../../../server/threads/limited-thread.js';
import { sampleFiles } from '../../support/sample-district.js';

// What breaks the reader is no fault of the file: a plan with a kind of rule that only a newer program knows, as the
// database has it after somebody went back to an older one.

const RESAVED = path.resolve(import.meta.dirname, '../../resaved/libreoffice-7.4');
const OPTIONS = { owners: [SITE_OWNER], takesSuggestions: false, keepsContent: false };
const file = (site: string) => ({ name: `${site}.xlsx`, path: path.join(RESAVED, `${site}.xlsx`) });

let district: DistrictFolder;

beforeAll(async () => {
  const read = readDistrictFolder(await sampleFiles(), stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  district = read.value;
});

function booksOf({ isNewer }: { isNewer: boolean }) {
  const { shortName, plan } = district;
  const [first, ...others] = plan.rules.rules;
  const unknown = { ...first, kind: 'ofNewerProgram' } as unknown as Rule;
  const rules = isNewer ? { ...plan.rules, rules: [unknown, ...others] } : plan.rules;
  return packBooks(shortName, { ...plan, rules }, sitePartsOf(district));
}

const saidOf = ({ isRead, findings }: FileReport) => [isRead, findings[0]?.problem.code];
const BROKEN = [false, 'file.notChecked'];

test('a file whose check breaks is refused with what broke it, and the thread reads the next one', async () => {
  const data = { books: booksOf({ isNewer: true }), options: OPTIONS };
  const thread = new LimitedThread('site-files/site-file-worker', FILE_LIMITS, data);
  try {
    const said = await thread.ask<FileReport>(file('125'));
    if ('over' in said) throw new Error(said.over);
    expect(saidOf(said.reply)).toEqual(BROKEN);
    expect(said.reply.findings[0]?.problem.params['detail']).toMatch(/undefined/);
    const next = await thread.ask<FileReport>(file('none'));
    expect('reply' in next && saidOf(next.reply)).toEqual([false, 'file.unreadable']);
    expect('reply' in next && next.reply.findings[0]?.problem.params['detail']).toMatch(/ENOENT/);
    expect(thread.isEnded).toBe(false);
  } finally {
    await thread.end();
  }
});

test('the same of a file that was sent', async () => {
  const thread = new LimitedThread('site-files/sent-file-worker', FILE_LIMITS);
  const { structure } = district.plan.chart;
  const check = async (site: string, isNewer: boolean) => {
    const { name, path: at } = file(site);
    const sent = { name, bytes: await readFile(at), structure };
    const book = { books: booksOf({ isNewer }), options: OPTIONS };
    return readAndCheck(thread, sent, () => Promise.resolve(book), FILE_LIMITS);
  };
  try {
    expect(saidOf(await check('125', true))).toEqual(BROKEN);
    expect(await check('608', false)).toMatchObject({ isRead: true, identity: { siteCode: '608' } });
    expect(thread.isEnded).toBe(false);
  } finally {
    await thread.end();
  }
});
