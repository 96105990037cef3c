import { drizzle } from 'drizzle-orm/node-postgres';
import { findDistrict, listDistricts } from '../stores/year-store.js';
import { StartFailure } from '../start-failure.js';
import { verifyAudit } from '../use-cases/verify-audit.js';
import type { AuditVerdict } from '../../src/contract/audit.js';
import { EXIT, settings, type Cli, type CliCommand, type Outcome } from './cli.js';
import { openCurrent } from './open-existing.js';

/** `sitebook audit verify`: whether the sealed audit trail is whole, without a server and without its program's word. */
export const addAudit: CliCommand = (program, run) => {
  const audit = program.command('audit').description('check the audit trail');
  audit
    .command('verify')
    .description('find sealed rows that were altered, removed, moved or added behind the end')
    .option('--district <short-name>', 'the district; without it all of them')
    .option(
      '--pinned <sequence:hash>',
      'a head of the chain that was kept elsewhere, as exports and receipts carry it; of one district',
    )
    .addHelpText(
      'after',
      `
Somebody who may write everything in the database could work out the whole chain anew; only a head that was kept elsewhere
shows that. Exit code 1 when something is wrong.`,
    )
    .action(run((cli, options) => verify(cli, options)));
};

async function verify(cli: Cli, options: Record<string, unknown>): Promise<Outcome> {
  const config = settings(cli);
  const pinned = typeof options['pinned'] === 'string' ? readPinned(options['pinned']) : null;
  const { connection } = await openCurrent(config);
  try {
    const db = drizzle(connection.pool);
    const districts = await chosen(db, options['district']);
    if (pinned && districts.length !== 1)
      throw new StartFailure(
        'A pinned head is of one district.',
        'Name it with --district, by its short name.',
      );
    const verdicts: { districtId: string; verdict: AuditVerdict }[] = [];
    for (const districtId of districts)
      verdicts.push({ districtId, verdict: await verifyAudit({ db, now: cli.now }, districtId, pinned) });
    const isIntact = verdicts.every(({ verdict }) => verdict.isIntact);
    return {
      exit: isIntact ? EXIT.fine : EXIT.failed,
      lines: verdicts.flatMap(({ districtId, verdict }) => inWords(districtId, verdict)),
      json: { isIntact, districts: verdicts.map(({ districtId, verdict }) => ({ districtId, ...verdict })) },
    };
  } finally {
    await connection.close();
  }
}

async function chosen(db: Parameters<typeof findDistrict>[0], named: unknown): Promise<string[]> {
  if (typeof named !== 'string') return listDistricts(db);
  const found = await findDistrict(db, named.toLowerCase());
  if (found) return [found.id];
  throw new StartFailure(
    `There is no district ${named}.`,
    'Check its short name, with which people sign in.',
  );
}

function readPinned(text: string): { sequence: number; hash: string } {
  const [, sequence, hash] = /^(\d{1,15}):([\da-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence: Number(sequence), hash };
  throw new StartFailure(
    'The pinned head cannot be read.',
    'Write its number, a colon and its hash of 64 characters, as an export has them.',
  );
}

function inWords(districtId: string, verdict: AuditVerdict): string[] {
  const { isIntact, sealed, waiting, head, faults, faultCount } = verdict;
  const end = head ? `, the last ${String(head.sequence)}:${head.hash}` : '';
  const state = isIntact ? 'whole' : `NOT whole, ${String(faultCount)} faults`;
  return [
    `${districtId}: ${state}; ${String(sealed)} sealed events, ${String(waiting)} wait${end}`,
    ...faults.map(
      ({ kind, sequence, eventId }) =>
        `  ${kind}${sequence === null ? '' : ` at ${String(sequence)}`}${eventId === null ? '' : `, event ${eventId}`}`,
    ),
  ];
}
