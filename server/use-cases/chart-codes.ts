import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  getCode as getEndpoint,
  listCodes as listEndpoint,
  listSegments as segmentsEndpoint,
  putCode as putEndpoint,
} from '../../src/contract/district-plan.js';
import type { AccountCode, ChartOfAccounts } from '../../src/core/account/chart-of-accounts.js';
import { checkChart, type ChartProblem } from '../../src/core/account/check-chart.js';
import type { CodeChange } from '../../src/core/approval/compare-plans.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import { canonical } from '../../src/core/canonical.js';
import type { Problem } from '../../src/core/problem.js';
import { inTransaction, isTransaction, type Transaction } from '../stores/open-database.js';
import { lockPlan } from '../stores/plan-store.js';
import { openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { assertWholeDistrict, changePlan } from './change-plan.js';
import type { ChangeParts, Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** The segments of the account strings, and of how many codes their lists are. */
export async function listSegments({ db }: Parts, actor: Actor): Promise<ReplyOf<typeof segmentsEndpoint>> {
  const { chart } = (await openYear(db, actor.districtId)).plan;
  const segments = chart.structure.segments.map(({ code, title, width }) => ({
    code,
    title,
    width,
    codeCount: Object.hasOwn(chart.codes, code) ? (chart.codes[code]?.length ?? null) : null,
  }));
  return { segments, separator: chart.structure.separator };
}

/** The codes of a segment, by code, in pages. */
export async function listCodes(
  { db }: Parts,
  actor: Actor,
  segment: string,
  { after, limit }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const { plan } = await openYear(db, actor.districtId);
  const sorted = [...codesOf(plan.chart, segment)].sort((a, b) => (a.code < b.code ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter(({ code }) => code > after);
  const codes = rest.slice(0, limit);
  return { codes, next: rest.length > limit ? (codes.at(-1)?.code ?? null) : null };
}

/**
 * One code. Within a change that depends on what is read here nobody else changes it in between; whoever only looks
 * holds nobody up.
 */
export async function readCode(
  { db }: Parts,
  actor: Actor,
  { segment, code }: ParamsOf<typeof getEndpoint>,
): Promise<AccountCode> {
  const { districtId } = actor;
  const { plan } = isTransaction(db) ? await lockPlan(db, districtId) : await openYear(db, districtId);
  const found = codesOf(plan.chart, segment).find((entry) => entry.code === code);
  if (!found) throw new Refusal('chart.codeUnknown', { segment: titleOf(plan.chart, segment), code });
  return found;
}

/** Adds a code, or replaces what there is of it. The same code again changes nothing. */
export async function setCode(
  parts: Parts,
  actor: Actor,
  { segment, code }: ParamsOf<typeof putEndpoint>,
  { reason, ...body }: BodyOf<typeof putEndpoint>,
): Promise<AccountCode> {
  assertWholeDistrict(actor);
  const next: AccountCode = { code, ...body };
  return inTransaction(parts.db, async (tx) => {
    const stored = await lockPlan(tx, actor.districtId);
    const codes = codesOf(stored.plan.chart, segment);
    const known = codes.find((entry) => entry.code === code);
    if (known && canonical(known) === canonical(next)) return known;
    const chart: ChartOfAccounts = {
      ...stored.plan.chart,
      codes: {
        ...stored.plan.chart.codes,
        [segment]: known ? codes.map((entry) => (entry === known ? next : entry)) : [...codes, next],
      },
    };
    const faults = checkChart(chart);
    if (faults.length > 0)
      throw new Refusal(
        'chart.codeWrong',
        { segment: titleOf(chart, segment), code, count: faults.length },
        faults.map(problemOf),
      );
    const plan = { ...stored.plan, chart };
    const { codes: changes } = await changePlan(tx, parts, actor, { stored, plan, why: reason });
    await auditCodes(tx, parts, actor, { before: stored.plan, after: plan, reason, codes: changes });
    return next;
  });
}

/** Writes to the trail what became of each of these codes. */
export async function auditCodes(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  {
    before,
    after,
    reason,
    codes,
  }: { before: DistrictPlan; after: DistrictPlan; reason: string; codes: readonly CodeChange[] },
): Promise<void> {
  const textOf = ({ chart }: DistrictPlan, { segment, code }: CodeChange) => {
    const found = chart.codes[segment]?.find((entry) => entry.code === code);
    return found ? canonical(found) : '';
  };
  const events = codes.map((change) => ({
    action: 'chart.codeSet' as const,
    subject: `${change.segment} ${change.code}`,
    details: {
      reason,
      change: change.change,
      before: textOf(before, change),
      after: textOf(after, change),
    },
  }));
  await audit(tx, parts, actor, ...events);
}

/** The list of a segment. A segment without one takes any code: a first entry would close all the others. */
function codesOf(chart: ChartOfAccounts, segment: string): readonly AccountCode[] {
  if (!chart.structure.segments.some(({ code }) => code === segment))
    throw new Refusal('chart.segmentUnknown', {
      segment,
      known: chart.structure.segments.map(({ code }) => code).join(', '),
    });
  const codes = Object.hasOwn(chart.codes, segment) ? chart.codes[segment] : undefined;
  if (!codes) throw new Refusal('chart.segmentWithoutList', { segment: titleOf(chart, segment) });
  return codes;
}

function titleOf({ structure }: ChartOfAccounts, segment: string): string {
  return structure.segments.find(({ code }) => code === segment)?.title ?? segment;
}

function problemOf({ code, params }: ChartProblem): Problem {
  return { code, severity: 'fatal', place: { kind: 'file', file: 'codes.csv' }, params };
}
