import { Command, CommanderError } from 'commander';
import { errorMessage } from '../error-code.js';
import { faultText } from '../fault-entry.js';
import { programVersion } from '../program-version.js';
import { StartFailure } from '../start-failure.js';
import { EXIT, WrongSettings, type Cli, type Exit, type Runner } from './cli.js';
import { COMMANDS } from './commands.js';

const AFTER_HELP = `
The database is the server's: SITEBOOK_DATA or DATABASE_URL say which, as for npm start.
Exit codes: 0 done, 1 found something or failed, 2 wrong command line or settings.`;

/** Carries out one command line, without the program's name, and resolves with its exit code. */
export async function run(args: readonly string[], cli: Cli): Promise<Exit> {
  let exit: Exit = EXIT.fine;
  const runner: Runner =
    (action) =>
    async (...parsed) => {
      const command = parsed.at(-1) as Command;
      exit = await carryOut(
        cli,
        () => action(cli, command.optsWithGlobals(), command.args),
        command.optsWithGlobals()['json'] === true,
      );
    };
  const program = new Command('sitebook')
    .description(
      'Workbooks out and in, files for the accounting system, and the database of a Sitebook: backups, and checks of what is in it.',
    )
    .version(programVersion())
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', AFTER_HELP)
    .showHelpAfterError('Try sitebook --help, or sitebook help COMMAND.')
    .configureOutput({
      writeOut: (text) => cli.print(text.trimEnd()),
      writeErr: (text) => cli.complain(text.trimEnd()),
    })
    .exitOverride();
  for (const add of COMMANDS) add(program, runner);
  try {
    await program.parseAsync([...args], { from: 'user' });
    if (cli.env['SITEBOOK_LOG'] === 'debug')
      cli.complain(`Peak memory: ${String(Math.round(process.resourceUsage().maxRSS / 1024))} MB`);
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
}

async function carryOut(
  cli: Cli,
  action: () => Promise<{ exit: Exit; lines: readonly string[]; json: object }>,
  isJson: boolean,
): Promise<Exit> {
  try {
    const { exit, lines, json } = await action();
    if (isJson) cli.print(JSON.stringify(json));
    else for (const line of lines) cli.print(line);
    return exit;
  } catch (error) {
    const { message, whatToDo } = toFailure(error);
    if (isJson) cli.print(JSON.stringify({ error: message, whatToDo }));
    else cli.complain(`${message}\n${whatToDo}`);
    if (cli.env['SITEBOOK_LOG'] === 'debug') cli.complain(faultText(error));
    return error instanceof WrongSettings ? EXIT.usage : EXIT.failed;
  }
}

function toFailure(error: unknown): Pick<StartFailure, 'message' | 'whatToDo'> {
  if (error instanceof StartFailure) return error;
  return {
    message: `The command failed: ${errorMessage(error)}.`,
    whatToDo: 'Run it again with SITEBOOK_LOG=debug to see where, and tell whoever maintains Sitebook.',
  };
}
