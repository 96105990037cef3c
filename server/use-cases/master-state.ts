import { periodOf } from '../../src/core/budget/budget-year.js';
import {
  differenceKey,
  findRow,
  type DifferenceExplanation,
} from '../../src/core/merge/difference-explanation.js';
import { findStageFaults, type StageEvent, type StageFault } from '../../src/core/merge/stage.js';
import { differs, type TieOut } from '../../src/core/merge/tie-out.js';
import type { Problem } from '../../src/core/problem.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type { explainDifferences as explainEndpoint, MasterState } from '../../src/contract/master-work.js';
import type { moveMaster as moveEndpoint } from '../../src/contract/master-work.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { addExplanations, addStage, listExplanations, listStages } from '../stores/master-work-store.js';
import { findTieOut } from '../stores/master-store.js';
import { closeYear, lockPlan } from '../stores/plan-store.js';
import { openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { localDate } from './local-date.js';
import { masterSubject } from './master-budgets.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { closeSubmissions } from './reopen-steps.js';
import { proofOf } from './trace-master.js';

/** What became of a version. */
export async function readMasterState(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  version: number,
): Promise<MasterState> {
  const year = await openYear(db, actor.districtId);
  return stateOf(db, year, version, await tieOutOf(db, year, version));
}

async function tieOutOf(db: Database | Transaction, year: Year, version: number): Promise<TieOut> {
  const found = await findTieOut(db, year, version);
  if (!found) throw new Refusal('master.unknown', { version });
  return found;
}

export async function stateOf(
  db: Database | Transaction,
  year: Year,
  version: number,
  tieOut: TieOut,
): Promise<MasterState> {
  const stages = await listStages(db, year);
  const adoption = stages.find(({ stage }) => stage === 'adopted');
  // What is signed later is about other versions: the adopted one stays as it was printed.
  const until = adoption?.version === version ? adoption.at : null;
  return {
    version,
    stages: stages
      .filter((one) => one.version === version)
      .map(({ stage, date, resolution, by, at }) => ({ stage, date, resolution, by, at })),
    explanations: explanationsOf(tieOut, await listExplanations(db, year), until),
    adopted: adoption?.version ?? null,
  };
}

function explanationsOf(
  { parts }: TieOut,
  all: readonly DifferenceExplanation[],
  until: string | null,
): DifferenceExplanation[] {
  const keys = new Set(
    parts.flatMap((part) => part.rows.filter(differs).map(({ code }) => differenceKey(part, code))),
  );
  return all.filter(({ key, at }) => keys.has(key) && (until === null || at <= until));
}

/** Signs what differences come from. Each must be one that the version has, as its sender saw it. */
export async function explainDifferences(
  parts: Parts,
  actor: Actor,
  version: number,
  { text, differences }: BodyOf<typeof explainEndpoint>,
): Promise<MasterState> {
  return inTransaction(parts.db, async (tx) => {
    await lockPlan(tx, actor.districtId);
    const year = await openYear(tx, actor.districtId);
    const tieOut = await tieOutOf(tx, year, version);
    const before = await stateOf(tx, year, version, tieOut);
    if (before.adopted === version) throw new Refusal('master.yearAdopted', { version });
    for (const { key, differenceCents, differenceFte } of differences) {
      const row = findRow(tieOut, key);
      if (
        !row ||
        !differs(row) ||
        row.differenceCents !== differenceCents ||
        row.differenceFte !== differenceFte
      )
        throw new Refusal('master.differenceUnknown', { key });
    }
    const at = parts.now().toISOString();
    const { name: author, personId: authorId } = actor;
    await addExplanations(
      tx,
      year,
      differences.map((difference) => ({ ...difference, id: parts.newId(), text, author, authorId, at })),
    );
    const [first] = differences;
    await audit(tx, parts, actor, {
      action: 'master.explained',
      subject: masterSubject(year, version),
      details: { differences: differences.length, key: first?.key ?? '' },
    });
    return stateOf(tx, year, version, tieOut);
  });
}

/** Takes a version to a further stage. What still waits for approval when one is adopted is decided no more. */
export async function moveMaster(
  parts: Parts,
  actor: Actor,
  version: number,
  { stage, date, resolution }: BodyOf<typeof moveEndpoint>,
): Promise<MasterState> {
  return inTransaction(parts.db, async (tx) => {
    await lockPlan(tx, actor.districtId);
    const year = await openYear(tx, actor.districtId);
    const tieOut = await tieOutOf(tx, year, version);
    const { stages: events, explanations, adopted } = await stateOf(tx, year, version, tieOut);
    // What is adopted is proved anew: what was stored when it was merged is not taken on trust.
    const proof = stage === 'adopted' ? await proofOf(tx, year, version) : null;
    const mergedEqualsSubmitted = tieOut.mergedEqualsSubmitted && proof?.isSound !== false;
    const proved = { ...tieOut, mergedEqualsSubmitted };
    const lastDays = [localDate(parts.now(), year.plan.timeZone), periodOf(year.plan.year).to].sort();
    const meeting = { date, resolution, lastDay: lastDays[0] ?? date };
    refuseFaults(findStageFaults(stage, { events, tieOut: proved, explanations, adopted, ...meeting }));
    // Saves that are under way are stored before, or see the adoption.
    if (proof) await closeYear(tx, actor.districtId);
    const event: StageEvent = { stage, date, resolution, by: actor.name, at: parts.now().toISOString() };
    if (!(await addStage(tx, year, { ...event, version, byId: actor.personId })))
      throw new Refusal('server.busy');
    if (proof) await closeSubmissions(tx, parts, actor, { year, sources: proof.sources });
    await audit(tx, parts, actor, {
      action: 'master.staged',
      subject: masterSubject(year, version),
      details: { stage, date, resolution },
    });
    return stateOf(tx, year, version, tieOut);
  });
}

function refuseFaults(faults: readonly StageFault[]): void {
  for (const one of faults) {
    if (one.fault === 'yearAdopted') throw new Refusal('master.yearAdopted', { version: one.version });
    if (one.fault === 'notForward') throw new Refusal('master.stageBack');
  }
  if (faults.length > 0) throw new Refusal('master.notReady', {}, faults.flatMap(problemOf));
}

function problemOf(fault: StageFault): Problem[] {
  const problem = (code: string, params: Problem['params'] = {}): Problem[] => [
    { code, severity: 'fatal', place: { kind: 'district' }, params },
  ];
  switch (fault.fault) {
    case 'resolutionMissing':
      return problem('adoption.resolutionMissing');
    case 'dateOutside':
      return problem('adoption.dateOutside', {
        ...(fault.firstDay === null ? {} : { firstDay: fault.firstDay }),
        lastDay: fault.lastDay,
      });
    case 'notEqual':
      return problem('adoption.notEqual');
    case 'sitesMissing':
      return problem('adoption.sitesMissing', { sites: fault.codes.join(', '), count: fault.codes.length });
    case 'unexplained':
      return problem('adoption.unexplained', { count: fault.keys.length, first: fault.keys[0] ?? '' });
    case 'notForward':
    case 'yearAdopted':
      return [];
  }
}
