import { drizzle } from 'drizzle-orm/node-postgres';
import path from 'node:path';
import type { Command } from 'commander';
import { SITE_OWNER } from '../../src/core/budget/site.js';
import type { Problem } from '../../src/core/problem.js';
import { describeInEnglish } from '../../src/words/describe-in-english.js';
import type { CsvFiles } from '../imports/csv-table.js';
import { readFolderFiles } from '../imports/folder-files.js';
import { readDistrictFolder, type DistrictFolder } from '../imports/read-district-folder.js';
import { stableIds } from '../imports/stable-ids.js';
import { StartFailure } from '../start-failure.js';
import type { Database } from '../stores/open-database.js';
import { NoOpenYear } from '../stores/year-store.js';
import { readStoredDistrict, type SavedContents } from '../use-cases/stored-district.js';
import { EXIT, settings, WrongSettings, type Cli, type Outcome } from './cli.js';
import { districtOf } from './district-of.js';
import { openCurrent } from './open-existing.js';

/**
 * Carries out what needs a district that is there as import files. Where something is wrong in them the outcome is every
 * problem, each with file, row and column.
 */
export async function withFolder(
  named: unknown,
  action: (folder: DistrictFolder) => Promise<Outcome>,
): Promise<Outcome> {
  let files: CsvFiles;
  try {
    files = await readFolderFiles(path.resolve(String(named)));
  } catch {
    throw new StartFailure(
      `There is no folder ${String(named)}.`,
      'Name the folder with the import files of the district.',
    );
  }
  const read = readDistrictFolder(files, stableIds());
  if (read.ok) return action(read.value);
  return problemsFound(read.problems);
}

/** What keeps a district's files from being used, each with where it stands. */
export function problemsFound(problems: readonly Problem[]): Outcome {
  return {
    exit: EXIT.failed,
    lines: [...problems.map(inWords), `${String(problems.length)} to fix; nothing was done.`],
    json: { isDone: false, problems },
  };
}

function inWords(problem: Problem): string {
  const { place } = problem;
  const { sentence, whatToDo } = describeInEnglish(problem);
  const text = `${sentence} ${whatToDo}`.trimEnd();
  if (place.kind !== 'file') return text;
  const row = place.row === undefined ? '' : `, row ${String(place.row)}`;
  return `${place.file}${row}${place.column === undefined ? '' : `, ${place.column}`}: ${text}`;
}

/** A district that a command works with: from its import files, or from the database with what its sites saved. */
export type GivenDistrict = { folder: DistrictFolder; saved?: SavedContents };

/** Carries out what needs a district: of the folder that is named, and without one the database's. */
export async function withDistrict(
  cli: Cli,
  options: Record<string, unknown>,
  action: (given: GivenDistrict) => Promise<Outcome>,
): Promise<Outcome> {
  if (options['folder'] !== undefined) {
    if (options['district'] !== undefined)
      throw new WrongSettings(
        'A folder is of one district.',
        'Leave out --district, or --folder for the database’s.',
      );
    return withFolder(options['folder'], (folder) => action({ folder }));
  }
  const { connection } = await openCurrent(settings(cli));
  try {
    const db = drizzle(connection.pool);
    const districtId = await districtOf(db, options['district']);
    return await action(await storedDistrict(db, districtId));
  } finally {
    await connection.close();
  }
}

async function storedDistrict(db: Database, districtId: string): Promise<GivenDistrict> {
  try {
    return await readStoredDistrict(db, districtId);
  } catch (error) {
    if (!(error instanceof NoOpenYear)) throw error;
    throw new StartFailure(
      'The district has no open year in this database.',
      'Import one with sitebook import, or name a folder with --folder.',
    );
  }
}

/** Adds how a command is told the district, and whose rows a site's workbook is for. */
export function addDistrictOptions(command: Command): Command {
  return command
    .option(
      '--folder <folder>',
      'the folder with the district’s import files; without it the open year in the database',
    )
    .option('--district <short-name>', 'the district in the database; needed where there are several')
    .option(
      '--owners <who>',
      'whose rows the workbooks are for: "site" for the site’s own, "all", or offices with commas between',
      SITE_OWNER,
    );
}

/** The office codes that `--owners` names. */
export function ownersOf({ plan }: DistrictFolder, named: unknown): string[] {
  const every = [...new Set([SITE_OWNER, plan.salaryOwner, ...plan.ownership.map(({ owner }) => owner)])];
  if (named === 'all') return every;
  const owners = String(named)
    .split(',')
    .map((owner) => owner.trim());
  const unknown = owners.find((owner) => !every.includes(owner));
  if (unknown === undefined) return owners;
  throw new StartFailure(`There is no office ${unknown}.`, `There is: all, ${every.join(', ')}.`);
}
