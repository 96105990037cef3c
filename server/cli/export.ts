import { drizzle } from 'drizzle-orm/node-postgres';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { describeInEnglish } from '../../src/words/describe-in-english.js';
import type { Problem } from '../../src/core/problem.js';
import { formatCentsPlain } from '../../src/core/money.js';
import { layoutOfFile, layoutsWith, shippedLayouts, type LayoutShelf } from '../exports/export-layouts.js';
import { REFUSAL_TEXTS } from '../http/refusals/refusal-texts.js';
import { StartFailure } from '../start-failure.js';
import { listMasters } from '../stores/master-store.js';
import { findAdoption } from '../stores/master-work-store.js';
import type { Database } from '../stores/open-database.js';
import { openYear } from '../stores/year-store.js';
import { storeExport, type WrittenExport } from '../use-cases/export-master.js';
import { Refusal } from '../use-cases/refusal.js';
import { EXIT, settings, WrongSettings, type Cli, type CliCommand, type Outcome } from './cli.js';
import { districtOf } from './district-of.js';
import { openCurrent } from './open-existing.js';

/** `sitebook export`: a version of the master budget as a file for the accounting system. */
export const addExport: CliCommand = (program, run) => {
  program
    .command('export')
    .description('write a version of the master budget for the accounting system')
    .requiredOption(
      '--layout <id>',
      `how it is written: ${[...shippedLayouts().keys()].join(', ')}, one of the folder SITEBOOK_LAYOUTS, or a file of your own, such as layouts/ours.json`,
    )
    .requiredOption('--out <file>', 'the new file; new accounts go beside it, into <file>.new-accounts')
    .option(
      '--master-version <number>',
      'the version of the master budget; without it the adopted one, before adoption the newest',
    )
    .option('--since <number>', 'only what changed since this version, which went out last in the layout')
    .option('--again', 'the whole budget once more, where the accounting system adds figures up')
    .option('--district <short-name>', 'the district; needed where there are several')
    .option('--set <key=value...>', 'a setting of the layout, in place of what district.csv says')
    .addHelpText(
      'after',
      `
The file is kept in the database, with an audit row, as if it had been made on the page. Where the accounting system would
refuse a row, nothing is written, every such row is named with where it comes from, and the exit code is 1.`,
    )
    .action(run((cli, options) => exportMaster(cli, options)));
};

type Options = Record<string, unknown>;

async function exportMaster(cli: Cli, options: Options): Promise<Outcome> {
  const config = settings(cli);
  const { layouts, layoutId } = readLayouts(config.layoutsFolder, String(options['layout']));
  const wanted = { ...readWanted(options), layoutId };
  const out = path.resolve(String(options['out']));
  for (const file of [out, newAccountsBeside(out)])
    if (existsSync(file)) throw new StartFailure(`There is a file ${file} already.`, 'Choose another name.');
  const { connection } = await openCurrent(config);
  try {
    const db = drizzle(connection.pool);
    const districtId = await districtOf(db, options['district']);
    const number = numberOf(options, 'masterVersion') ?? (await usualVersion(db, districtId));
    const parts = { db, now: cli.now, newId: randomUUID, layouts };
    const exporter = { districtId, personId: null, name: 'sitebook export' };
    const written = await storeExport(parts, exporter, number, wanted);
    return written.ok ? await done(out, written) : refused(written);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { title, whatToDo } = REFUSAL_TEXTS[error.code];
    throw new StartFailure(title(error.params), whatToDo(error.params));
  } finally {
    await connection.close();
  }
}

/** A layout is named by its id, or by its file. */
function readLayouts(folder: string | null, named: string): { layouts: LayoutShelf; layoutId: string } {
  const layouts = layoutsWith(folder);
  if (!named.endsWith('.json')) return { layouts, layoutId: named };
  const layout = layoutOfFile(path.resolve(named), layouts);
  return { layouts: new Map([...layouts, [layout.id, layout]]), layoutId: layout.id };
}

const newAccountsBeside = (file: string) => `${file}.new-accounts`;

async function done(file: string, { made }: Extract<WrittenExport, { ok: true }>): Promise<Outcome> {
  const unpack = promisify(gunzip);
  const first = made.newAccountsFile && newAccountsBeside(file);
  if (first && made.newAccountsFile)
    await writeFile(first, await unpack(made.newAccountsFile), { flag: 'wx' });
  await writeFile(file, await unpack(made.file), { flag: 'wx' });
  const { rowCount, totalCents, version, sinceVersion, newAccounts } = made.summary;
  const since = sinceVersion === null ? '' : `, changes since version ${String(sinceVersion)}`;
  return {
    exit: EXIT.fine,
    lines: [
      ...(newAccounts && first
        ? [`${first}: ${String(newAccounts.count)} new accounts; load it first.`]
        : []),
      `${file}: version ${String(version)}${since}, ${String(rowCount)} rows, ${formatCentsPlain(totalCents)}.`,
    ],
    json: { ...made.summary, file, newAccountsFile: first },
  };
}

function refused({ problems, rejected, rejectedCount }: Extract<WrittenExport, { ok: false }>): Outcome {
  const rows = rejected.flatMap(({ part, fileLine, account, lines, problems: ofRow }) => [
    `line ${String(fileLine)}${part === 'newAccounts' ? ' of the new accounts' : ''}, account ${account}`,
    ...ofRow.map((problem) => `  ${inWords(problem)}`),
    ...lines.map(sourceInWords),
  ]);
  const more = rejectedCount - rejected.length;
  return {
    exit: EXIT.failed,
    lines: [
      'Nothing was written: the accounting system would refuse it.',
      ...problems.map(inWords),
      ...rows,
      ...(more > 0 ? [`and ${String(more)} more rows`] : []),
    ],
    json: { problems, rejected, rejectedCount },
  };
}

type RejectedLine = Extract<WrittenExport, { ok: false }>['rejected'][number]['lines'][number];

/** `  from site 608 (Dayton High School), revision 2, Budget!K14: Teachers (line-1), approved by Sam Wells` */
function sourceInWords({
  siteCode,
  siteName,
  revision,
  cell,
  title,
  lineId,
  approvedBy,
}: RejectedLine): string {
  const place = cell ? `, ${cell.sheet}!${cell.cell}` : '';
  const approval = approvedBy === '' ? '' : `, approved by ${approvedBy}`;
  return `  from site ${siteCode} (${siteName}), revision ${String(revision)}${place}: ${title} (${lineId})${approval}`;
}

function inWords(problem: Problem): string {
  const { sentence, whatToDo } = describeInEnglish(problem);
  return `${sentence} ${whatToDo}`;
}

function readWanted(options: Options) {
  const given = Array.isArray(options['set']) ? (options['set'] as string[]) : [];
  const pairs = given.map((pair) => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (key === undefined || value === undefined)
      throw new WrongSettings(`“${pair}” is no setting.`, 'Write its key, = and its value.');
    return [key, value] as const;
  });
  return {
    since: numberOf(options, 'since'),
    number: null,
    ...(options['again'] === true ? { again: true as const } : {}),
    settings: Object.fromEntries(pairs),
  };
}

function numberOf(options: Options, name: string): number | null {
  const given = options[name];
  if (typeof given !== 'string') return null;
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new WrongSettings(`“${given}” is no version.`, `Write a number, such as 2.`);
}

/** The adopted version, since that is the budget; before adoption the newest. */
async function usualVersion(db: Database, districtId: string): Promise<number> {
  const year = await openYear(db, districtId);
  const adoption = await findAdoption(db, year);
  if (adoption) return adoption.version;
  const [newest] = await listMasters(db, year, { below: null, limit: 1 });
  if (newest) return newest.version;
  throw new StartFailure('There is no master budget yet.', 'Merge approved sites first.');
}
