import { drizzle } from 'drizzle-orm/node-postgres';
import { randomUUID } from 'node:crypto';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import { StartFailure } from '../start-failure.js';
import type { Database } from '../stores/open-database.js';
import { findDistrict, listYears } from '../stores/year-store.js';
import { NOBODY } from '../use-cases/audit.js';
import { importYear } from '../use-cases/import-year.js';
import { EXIT, settings, type Cli, type CliCommand, type Outcome } from './cli.js';
import { withDistrict } from './district-option.js';
import { openCurrent } from './open-existing.js';

/** `sitebook import <folder>`: a district's year from its import files, all of it or nothing. */
export const addImport: CliCommand = (program, run) => {
  program
    .command('import')
    .description('set up a district’s year from its import files')
    .argument('<folder>', 'the folder with the import files')
    .option('--check', 'only read the files and name every problem; no database is opened')
    .addHelpText(
      'after',
      `
The district must be there, with the short name that district.csv has, and have no open year. What changes in the season is
changed in the finance office: rules and codes on the page Rules, money and posts on Allocations. The embedded database is
the running server's alone: stop it first.`,
    )
    .action(
      run((cli, options, [folder]) =>
        withDistrict(folder, (district) => take(cli, district, options['check'] === true)),
      ),
    );
};

async function take(cli: Cli, folder: DistrictFolder, isCheck: boolean): Promise<Outcome> {
  const lines = [...folder.openings.values()].reduce((sum, opening) => sum + opening.lines.length, 0);
  const counts = { sites: folder.sites.length, lines, allocations: folder.allocations.length };
  const inWords = `${String(counts.sites)} sites, ${lines.toLocaleString('en-US')} lines, ${String(counts.allocations)} allocations`;
  const { shortName, plan } = folder;
  const json = { district: shortName, yearId: plan.year.id, ...counts };
  if (isCheck)
    return { exit: EXIT.fine, lines: [`Nothing to fix: ${inWords}.`], json: { ...json, isDone: false } };
  const { connection } = await openCurrent(settings(cli));
  try {
    const db = drizzle(connection.pool);
    await importYear(
      { db, now: cli.now, newId: randomUUID },
      folder,
      await districtWithoutYear(db, folder),
      NOBODY,
    );
    return {
      exit: EXIT.fine,
      lines: [`${plan.districtName}, ${plan.year.id}: ${inWords}.`],
      json: { ...json, isDone: true },
    };
  } finally {
    await connection.close();
  }
}

async function districtWithoutYear(db: Database, { shortName, plan }: DistrictFolder): Promise<string> {
  const district = await findDistrict(db, shortName);
  if (!district)
    throw new StartFailure(
      `There is no district ${shortName} in this database.`,
      'Set short_name in district.csv to the name that people sign in with, as SITEBOOK_DISTRICT was at the first start.',
    );
  const years = await listYears(db, district.id);
  const inTheWay = years.find(({ yearId, isOpen }) => isOpen || yearId === plan.year.id);
  if (!inTheWay) return district.id;
  throw new StartFailure(
    `${district.name} has the year ${inTheWay.yearId} already.`,
    'A year is imported once. Change rules and codes on the page Rules, money and posts on Allocations.',
  );
}
