import type { BodyOf } from '../../src/contract/endpoint.js';
import type { putRules as putEndpoint, YearRules } from '../../src/contract/district-plan.js';
import type { RuleChange } from '../../src/core/approval/compare-plans.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import { canonical } from '../../src/core/canonical.js';
import type { Problem } from '../../src/core/problem.js';
import { checkRulePack } from '../../src/core/rules/check-rule-pack.js';
import { ownPart, parseRulePack, type RulePack } from '../../src/core/rules/rule-pack.js';
import { shippedRulePacks, withUsedPacks } from '../imports/rule-packs.js';
import { inTransaction, isTransaction, type Transaction } from '../stores/open-database.js';
import { lockPlan, type StoredPlan } from '../stores/plan-store.js';
import { openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { assertWholeDistrict, changePlan, rulePackHashOf } from './change-plan.js';
import type { ChangeParts, Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** What a pack's problems point at: the file that the district keeps it in. */
const FILE = 'rules.json';

/**
 * The rules of the open year and the packs to choose from. Within a change that depends on what is read here nobody else
 * changes it in between; whoever only looks holds nobody up.
 */
export async function readRules({ db }: Parts, actor: Actor): Promise<YearRules> {
  const { districtId } = actor;
  return shownRules(isTransaction(db) ? await lockPlan(db, districtId) : await openYear(db, districtId));
}

function shownRules({ plan, rulePackHash }: Pick<StoredPlan, 'plan' | 'rulePackHash'>): YearRules {
  const packs = [...shippedRulePacks().values()].flatMap((read) => (read.ok ? [read.value] : []));
  const shipped = packs.map(({ id, version, title, rules }) => ({
    id,
    version,
    ...(title === undefined ? {} : { title }),
    ruleCount: rules.length,
  }));
  return {
    pack: ownPart(plan.rules, packs),
    hash: rulePackHash,
    ruleCount: plan.rules.rules.length,
    shipped,
  };
}

/** Replaces the rules of the open year. The same ones again change nothing. */
export async function replaceRules(
  parts: Parts,
  actor: Actor,
  { pack, reason }: BodyOf<typeof putEndpoint>,
): Promise<YearRules> {
  assertWholeDistrict(actor);
  return inTransaction(parts.db, async (tx) => {
    const stored = await lockPlan(tx, actor.districtId);
    const rules = readPack(pack, stored.plan);
    if (canonical(rules) === canonical(stored.plan.rules)) return shownRules(stored);
    const plan = { ...stored.plan, rules };
    const diff = await changePlan(tx, parts, actor, { stored, plan, why: reason });
    await auditRules(tx, parts, actor, { stored, plan, reason, rules: diff.rules });
    return shownRules({ plan, rulePackHash: rulePackHashOf(plan) });
  });
}

/** Writes to the trail that other rules took the place of the stored ones. */
export async function auditRules(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  {
    stored,
    plan,
    reason,
    rules,
  }: { stored: StoredPlan; plan: DistrictPlan; reason: string; rules: readonly RuleChange[] },
): Promise<void> {
  await audit(tx, parts, actor, {
    action: 'rules.replaced',
    subject: stored.yearId,
    details: {
      reason,
      before: namedPack(stored.plan.rules),
      after: namedPack(plan.rules),
      rulesBefore: stored.rulePackHash,
      rulesAfter: rulePackHashOf(plan),
      ...rulesToTell(rules),
    },
  });
}

/** The whole pack with those it uses; refused with everything that is wrong in it, or that the district does not have. */
function readPack(json: unknown, plan: DistrictPlan): RulePack {
  const own = parseRulePack(json, FILE);
  const read = own.ok ? withUsedPacks(own.value, FILE, shippedRulePacks()) : own;
  if (!read.ok) throw invalid(read.problems);
  const problems = checkRulePack({ ...plan, rules: read.value });
  if (problems.length > 0) throw invalid(problems);
  return read.value;
}

function invalid(problems: readonly Problem[]): Refusal {
  return new Refusal('rules.invalid', { count: problems.length }, problems);
}

/** A pack and those it uses, each with its version. */
function namedPack({ id, version, uses = [] }: RulePack): string {
  return [{ id, version }, ...uses].map((pack) => `${pack.id} ${pack.version}`).join(', ');
}

function rulesToTell(rules: readonly RuleChange[]): Record<string, string> {
  const of = (change: RuleChange['change']) =>
    rules.flatMap((rule) => (rule.change === change ? [rule.id] : [])).join(', ');
  const told = { rulesAdded: of('added'), rulesRemoved: of('removed'), rulesChanged: of('changed') };
  return Object.fromEntries(Object.entries(told).filter(([, ids]) => ids !== ''));
}
