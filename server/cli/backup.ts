import path from 'node:path';
import { programVersion } from '../program-version.js';
import { BACKUP_ENDING, compact } from '../stores/backup/automatic-backup.js';
import type { BackupSummary } from '../stores/backup/backup-format.js';
import { writeBackup } from '../stores/backup/write-backup.js';
import { withSnapshot } from '../stores/connect.js';
import { migrationsFolder, tablesAt } from '../stores/known-migrations.js';
import { EXIT, settings, type Cli, type CliCommand, type Outcome } from './cli.js';
import { openExisting } from './open-existing.js';

/** `sitebook backup [file]`: everything in the database, in one file that any database of Sitebook can take. */
export const addBackup: CliCommand = (program, run) => {
  program
    .command('backup')
    .description('write everything in the database into one file')
    .argument('[file]', 'the new file; without it one with the time as its name, in SITEBOOK_BACKUPS')
    .addHelpText(
      'after',
      `
A server on DATABASE_URL may run meanwhile: the backup holds one state of it. The embedded database is the running
server's alone: stop it first. The file holds names, e-mail addresses and password hashes; only you may read it.`,
    )
    .action(run((cli, _options, [file]) => backup(cli, file)));
};

async function backup(cli: Cli, named: string | undefined): Promise<Outcome> {
  const config = settings(cli);
  const madeAt = cli.now();
  const file = path.resolve(
    named ?? path.join(config.backupsFolder, `sitebook-${compact(madeAt)}${BACKUP_ENDING}`),
  );
  const { connection, version } = await openExisting(config);
  try {
    const tables = tablesAt(migrationsFolder(), version.tag);
    const summary = await withSnapshot(connection, null, (client) =>
      writeBackup(file, { client, version, tables, madeAt, program: programVersion() }),
    );
    return { exit: EXIT.fine, lines: [`${file}: ${inWords(summary)}.`], json: asJson(file, summary) };
  } finally {
    await connection.close();
  }
}

/** `1,234 rows of 16 tables, as of 0003_season; districts: Dayton School District 8` */
export function inWords({ header, tables }: BackupSummary): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const districts = header.districts.map(({ name }) => name).join(', ');
  return [
    `${rows.toLocaleString('en-US')} rows of ${String(tables.length)} tables, schema ${header.schema.tag}, made ${header.madeAt}`,
    districts === '' ? 'no district' : `of ${districts}`,
  ].join(', ');
}

export function asJson(file: string, { header, tables }: BackupSummary): Record<string, unknown> {
  const { schema, madeAt, program, districts } = header;
  return { file, schema: schema.tag, madeAt, program, districts, tables };
}
