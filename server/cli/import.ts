import { drizzle } from 'drizzle-orm/node-postgres';
import { randomUUID } from 'node:crypto';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import { StartFailure } from '../start-failure.js';
import type { Database } from '../stores/open-database.js';
import { findDistrict, listYears } from '../stores/year-store.js';
import { NOBODY } from '../use-cases/audit.js';
import { importAgain, type ImportOptions } from '../use-cases/import-again.js';
import { importYear } from '../use-cases/import-year.js';
import { EXIT, settings, type Cli, type CliCommand, type Outcome } from './cli.js';
import { problemsFound, withFolder } from './district-option.js';
import { changesInWords } from './import-report.js';
import { openCurrent } from './open-existing.js';

type Options = Record<string, unknown>;

/** `sitebook import <folder>`: a district's year from its import files, and what changed in them since. */
export const addImport: CliCommand = (program, run) => {
  program
    .command('import')
    .description('set up a district’s year from its import files, or take what changed in them since')
    .argument('<folder>', 'the folder with the import files')
    .option('--check', 'only read the files and name every problem; no database is opened')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--spending', 'of a year that is there: renew what was spent and encumbered, nothing else')
    .option(
      '--openings',
      'let sites that saved nothing open with what the files say, before workbooks are handed out',
    )
    .option('--reason <text>', 'why approvals wait again that changes concern', 'The import files changed.')
    .addHelpText(
      'after',
      `
The district must be there, with the short name that district.csv has. Its open year is taken from the same files as often
as they change, all of it or nothing: new allocations are added, rules, codes, sites, rates and revenue follow. What sites
saved stays, and so does what their seasons opened with, since workbooks and panes started from it: what the files have
otherwise is named. --openings takes it at sites that saved nothing. Workbooks that were handed out before, and panes that are
open on these sites, are refused from then on: they would bring the old figures back. New sites come in either case.
Once a master budget is adopted only spending is renewed, and none that is older or of fewer sites. The embedded database is the running server's alone: stop it first.`,
    )
    .action(run((cli, options, [folder]) => withFolder(folder, (district) => take(cli, district, options))));
};

async function take(cli: Cli, folder: DistrictFolder, options: Options): Promise<Outcome> {
  const lines = [...folder.openings.values()].reduce((sum, opening) => sum + opening.lines.length, 0);
  const counts = { sites: folder.sites.length, lines, allocations: folder.allocations.length };
  const inWords = `${String(counts.sites)} sites, ${lines.toLocaleString('en-US')} lines, ${String(counts.allocations)} allocations`;
  const { shortName, plan } = folder;
  const isDryRun = options['dryRun'] === true;
  const reason = String(options['reason']).trim();
  if (reason === '')
    throw new StartFailure('--reason is empty.', 'Say why, as the signers of approvals will read it.');
  const json = { district: shortName, yearId: plan.year.id, ...counts };
  if (options['check'] === true)
    return { exit: EXIT.fine, lines: [`Nothing to fix: ${inWords}.`], json: { ...json, isDone: false } };
  const { connection } = await openCurrent(settings(cli));
  try {
    const db = drizzle(connection.pool);
    const { districtId, isThere } = await findPlace(db, folder);
    const isSpendingAlone = options['spending'] === true;
    if (isThere)
      return await takeAgain(cli, db, folder, districtId, {
        reason,
        isSpendingAlone,
        takesOpenings: options['openings'] === true,
        isDryRun,
      });
    if (isSpendingAlone)
      throw new StartFailure(
        `${plan.districtName} has no year ${plan.year.id} yet.`,
        'Import the whole folder first, without --spending.',
      );
    if (!isDryRun) await importYear({ db, now: cli.now, newId: randomUUID }, folder, districtId, NOBODY);
    const done = `${plan.districtName}, ${plan.year.id}: ${inWords}.`;
    return {
      exit: EXIT.fine,
      lines: [isDryRun ? `This would be a new year. ${done}` : done],
      json: { ...json, isDone: !isDryRun, isNew: true },
    };
  } finally {
    await connection.close();
  }
}

async function takeAgain(
  cli: Cli,
  db: Database,
  folder: DistrictFolder,
  districtId: string,
  options: ImportOptions,
): Promise<Outcome> {
  const actor = { districtId, personId: NOBODY, name: 'sitebook import', roles: [] };
  const done = await importAgain({ db, now: cli.now, newId: randomUUID }, actor, folder, options);
  if (!done.ok) return problemsFound(done.problems);
  const { isDryRun } = options;
  const { lines, isAnything } = changesInWords(done, isDryRun);
  const { changes, left, reopened } = done;
  return {
    exit: EXIT.fine,
    lines,
    json: {
      district: folder.shortName,
      yearId: folder.plan.year.id,
      isDone: !isDryRun,
      isNew: false,
      isAnything,
      changes,
      left,
      reopened,
    },
  };
}

/** The district, and whether its open year is the one of the files. */
async function findPlace(
  db: Database,
  { shortName, plan }: DistrictFolder,
): Promise<{ districtId: string; isThere: boolean }> {
  const district = await findDistrict(db, shortName.toLowerCase());
  if (!district)
    throw new StartFailure(
      `There is no district ${shortName} in this database.`,
      'Set short_name in district.csv to the name that people sign in with, as SITEBOOK_DISTRICT was at the first start.',
    );
  const years = await listYears(db, district.id);
  const open = years.find(({ isOpen }) => isOpen);
  if (open?.yearId === plan.year.id) return { districtId: district.id, isThere: true };
  if (open)
    throw new StartFailure(
      `${district.name} is building the year ${open.yearId}, and the files are of ${plan.year.id}.`,
      'Check “year” in district.csv. A district builds one year at a time.',
    );
  if (years.some(({ yearId }) => yearId === plan.year.id))
    throw new StartFailure(
      `The year ${plan.year.id} of ${district.name} is closed.`,
      'Check “year” in district.csv.',
    );
  return { districtId: district.id, isThere: false };
}
