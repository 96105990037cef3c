import path from 'node:path';
import { checkBackup, restoreBackup } from '../stores/backup/restore-backup.js';
import { connect } from '../stores/connect.js';
import { migrationsFolder } from '../stores/known-migrations.js';
import { asJson, inWords } from './backup.js';
import { EXIT, settings, type Cli, type CliCommand, type Outcome } from './cli.js';

/** `sitebook restore FILE`: a backup into an empty database, of either kind. */
export const addRestore: CliCommand = (program, run) => {
  program
    .command('restore')
    .description('load a backup into an empty database')
    .argument('<file>', 'a file that "sitebook backup" has written')
    .option('--check', 'only read the file and check every count and hash; no database is opened')
    .addHelpText(
      'after',
      `
All of it or nothing. A backup of an older version is brought up to date; one of a newer version is refused. Who was
signed in stays so, since the key that signs tokens is in the backup.`,
    )
    .action(run((cli, options, [file = '']) => restore(cli, file, options['check'] === true)));
};

async function restore(cli: Cli, named: string, isCheck: boolean): Promise<Outcome> {
  const file = path.resolve(named);
  // First of all whether it is worth anything: a database is not even opened for a file that is damaged.
  const checked = await checkBackup(file, migrationsFolder());
  if (isCheck)
    return { exit: EXIT.fine, lines: [`Whole: ${inWords(checked)}.`], json: asJson(file, checked) };
  const config = settings(cli);
  const connection = await connect(config);
  try {
    const summary = await restoreBackup(connection.pool, file, migrationsFolder());
    await connection.pool.query('ANALYZE').catch(() => undefined);
    return { exit: EXIT.fine, lines: [`Restored: ${inWords(summary)}.`], json: asJson(file, summary) };
  } finally {
    await connection.close();
  }
}
