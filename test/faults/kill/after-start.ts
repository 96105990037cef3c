import type { ApiClient } from '../../../src/api/client.js';
import { verifyAudit } from '../../../src/contract/audit.js';
import { listOlderRevisions, listRevisions } from '../../../src/contract/revisions.js';
import type { RevisionSummary } from '../../../src/contract/sites.js';
import { getSubmission } from '../../../src/contract/submissions.js';
import type { Desks } from './desks.js';
import { attempt, type Ledger, type Write } from './ledger.js';

const MOST_TRIES = 60;
const PAUSE_MS = 250;
/** What a write may be refused with that others came before. */
const TOO_LATE = /^(revision\.outdated|submission\.\w+)$/;

/**
 * Sends again, under its key, whatever nobody was answered, and the writes of the last round that were; gives what is
 * wrong with the answers. Those that nobody was answered have one afterwards.
 */
export async function sendAgain(baseUrl: string, desks: Desks, ledger: Ledger): Promise<string[]> {
  const faults: string[] = [];
  for (const write of ledger.of('open')) {
    const api = await desks.at(baseUrl, write.who);
    await settle(api, ledger, write);
    if (write.outcome === 'open') faults.push(`${named(write)} gets no answer: ${write.answer}`);
    if (write.outcome === 'refused' && !TOO_LATE.test(write.answer))
      faults.push(`${named(write)} is refused with ${write.answer}`);
  }
  for (const write of ledger.of('done').filter(({ round }) => round === ledger.round)) {
    const repeated = await attempt(await desks.at(baseUrl, write.who), write);
    if (repeated.outcome !== 'done' || repeated.answer !== write.answer)
      faults.push(`${named(write)} gets another answer the next time: ${repeated.answer.slice(0, 200)}`);
  }
  for (const { deed, answer } of ledger.of('refused').filter(({ round }) => round === ledger.round))
    if (!TOO_LATE.test(answer)) faults.push(`a ${deed.kind} is refused with ${answer}`);
  return faults;
}

async function settle(api: ApiClient, ledger: Ledger, write: Write): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES && write.outcome === 'open'; tries += 1) {
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await ledger.again(api, write);
  }
}

const named = ({ deed, key }: Write) => `the ${deed.kind} ${key}`;

/** What the program does not show of all that it acknowledged, or shows beyond it. `before`: revisions at the start. */
export async function faultsShown(
  baseUrl: string,
  desks: Desks,
  ledger: Ledger,
  before: ReadonlyMap<string, number>,
): Promise<string[]> {
  const reviewer = await desks.at(baseUrl, 'chen');
  const faults: string[] = [];
  const { isIntact, faults: found } = await reviewer.call(verifyAudit, { params: {}, body: {} });
  if (!isIntact) faults.push(`the audit trail is not whole: ${JSON.stringify(found.slice(0, 3))}`);
  for (const [siteCode, acknowledged] of ledger.saved()) {
    const shown = new Map(
      (await allRevisions(reviewer, siteCode)).map(({ number, contentHash }) => [number, contentHash]),
    );
    for (const [number, hash] of acknowledged)
      if (shown.get(number) !== hash)
        faults.push(`revision ${siteCode}/${String(number)} is not what it was`);
    // No save became two, and none is there that nobody asked for.
    const expected = (before.get(siteCode) ?? 0) + acknowledged.size;
    if (shown.size !== expected)
      faults.push(`${siteCode} has ${String(shown.size)} revisions instead of ${String(expected)}`);
  }
  for (const [submissionId, { latest, decisions }] of ledger.submitted()) {
    // What is over stays as it was, and was looked at in its round.
    if (!latest.some(({ id }) => touched(ledger, id))) continue;
    const { submission } = await reviewer.call(getSubmission, { params: { submissionId }, body: undefined });
    if (submission.decisions.length !== decisions)
      faults.push(
        `submission ${submissionId} has ${String(submission.decisions.length)} decisions, not ${String(decisions)}`,
      );
    const text = JSON.stringify(submission.decisions);
    for (const told of latest)
      if (!text.startsWith(JSON.stringify(told.decisions).slice(0, -1)))
        faults.push(`submission ${submissionId} has lost a decision that was acknowledged`);
    if (!latest.some(({ status }) => status === submission.status))
      faults.push(`submission ${submissionId} is ${submission.status}, which nobody was told`);
  }
  return faults;
}

function touched(ledger: Ledger, submissionId: string): boolean {
  return ledger.writes.some(
    ({ round, answer, deed }) =>
      round === ledger.round &&
      (answer.includes(submissionId) || (deed.kind === 'decide' && deed.submissionId === submissionId)),
  );
}

/** All revisions of a site, newest first. */
export async function allRevisions(api: ApiClient, siteCode: string): Promise<RevisionSummary[]> {
  let { revisions, hasOlder } = await api.call(listRevisions, { params: { siteCode }, body: undefined });
  const all = [...revisions];
  while (hasOlder) {
    const number = all.at(-1)?.number ?? 1;
    ({ revisions, hasOlder } = await api.call(listOlderRevisions, {
      params: { siteCode, number },
      body: undefined,
    }));
    all.push(...revisions);
  }
  return all;
}
