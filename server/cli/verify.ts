import { drizzle } from 'drizzle-orm/node-postgres';
import { readFileSync } from 'node:fs';
import { checkReceipt as endpoint, type ReceiptVerdict } from '../../src/contract/audit.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import { StartFailure } from '../start-failure.js';
import { verifyReceipt } from '../use-cases/check-receipt.js';
import { EXIT, settings, type Cli, type CliCommand, type Outcome } from './cli.js';
import { districtOf } from './district-of.js';
import { openCurrent } from './open-existing.js';

type Receipt = BodyOf<typeof endpoint>;

/** `sitebook verify <receipt>`: whether what somebody has a receipt of is stored as it was, and sealed. */
export const addVerify: CliCommand = (program, run) => {
  program
    .command('verify')
    .description('check a receipt against the database')
    .argument('<receipt>', 'a file with the receipt: as the pane copies it, or as JSON')
    .option('--site <code>', 'the site, which a copied receipt does not name')
    .option('--district <short-name>', 'the district; needed where there are several')
    .addHelpText('after', '\nExit code 1 where the database does not hold what the receipt says.')
    .action(run((cli, options, [file = '']) => verify(cli, file, options)));
};

async function verify(cli: Cli, file: string, options: Record<string, unknown>): Promise<Outcome> {
  const receipt = readReceipt(file, options['site']);
  const { connection } = await openCurrent(settings(cli));
  try {
    const db = drizzle(connection.pool);
    const verdict = await verifyReceipt({ db }, await districtOf(db, options['district']), receipt);
    const isGood = verdict.result === 'sealed' || verdict.result === 'waiting';
    return {
      exit: isGood ? EXIT.fine : EXIT.failed,
      lines: [inWords(receipt, verdict)],
      json: { isGood, ...receipt, ...verdict },
    };
  } finally {
    await connection.close();
  }
}

/** As an answer of the API, where the revision may be a whole summary, or as text with a line for each part. */
function readReceipt(file: string, site: unknown): Receipt {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new StartFailure(`There is no file ${file}.`, 'Check how its name and folder are written.');
  }
  const given = fromJson(text) ?? fromText(text);
  const parsed = endpoint.body.safeParse({
    ...given,
    ...(typeof site === 'string' ? { siteCode: site } : {}),
  });
  if (parsed.success) return parsed.data;
  const isSiteMissing = parsed.error.issues.every(({ path }) => path[0] === 'siteCode');
  throw new StartFailure(
    `${file} is no receipt${isSiteMissing ? ' that names its site' : ''}.`,
    isSiteMissing
      ? 'Name the site with --site, by its code.'
      : 'Save what the pane copies, or the JSON that the server answered a save with.',
  );
}

function fromJson(text: string): Partial<Record<keyof Receipt, unknown>> | null {
  try {
    const value = JSON.parse(text) as { siteCode?: unknown; revision?: unknown; contentHash?: unknown };
    const { siteCode, revision, contentHash } = value;
    if (typeof revision !== 'object' || revision === null) return { siteCode, revision, contentHash };
    const summary = revision as { number?: unknown; contentHash?: unknown };
    return { siteCode, revision: summary.number, contentHash: summary.contentHash };
  } catch {
    return null;
  }
}

function fromText(text: string): Partial<Record<keyof Receipt, unknown>> {
  const revision = /^Revisi[oó]n: r(\d{1,9})\s*$/m.exec(text)?.[1];
  const contentHash = /^(?:Content|Contenido): ([\da-f]{64})\s*$/m.exec(text)?.[1];
  return { revision: revision === undefined ? undefined : Number(revision), contentHash };
}

function inWords({ siteCode, revision }: Receipt, verdict: ReceiptVerdict): string {
  const what = `Revision ${String(revision)} of site ${siteCode}`;
  switch (verdict.result) {
    case 'sealed':
      return `${what} is stored as the receipt says, sealed as ${String(verdict.sequence)}:${verdict.hash}.`;
    case 'waiting':
      return `${what} is stored as the receipt says; it waits to be sealed.`;
    case 'differs':
      return `${what} is another than the receipt says.`;
    case 'unknown':
      return `${what} is not in this database.`;
    case 'damaged':
      return `${what} was altered in the database, or the audit trail was.`;
  }
}
