import type { RoutePerson } from '../../src/core/approval/approver.js';
import { decide } from '../../src/core/approval/decide.js';
import type { RoutedSubmission, Submission } from '../../src/core/approval/submission.js';
import { whoCanAct, withSteps } from '../../src/core/approval/step-state.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Cents } from '../../src/core/money.js';
import type { Problem } from '../../src/core/problem.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { openSheet, type SheetState } from '../../src/core/validation/sheet-state.js';
import type { ReplyOf } from '../../src/contract/endpoint.js';
import type { BalanceReply, getSubmission, RuleNote } from '../../src/contract/submissions.js';
import { isTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { holdPlan } from '../stores/plan-store.js';
import { findRevision, type StoredRevision } from '../stores/revision-store.js';
import * as store from '../stores/submission-store.js';
import type { Year } from '../stores/year-store.js';
import { mayDo, type Actor } from './actor.js';
import { compareWithCurrent, removedLines } from './compare-with-current.js';
import { loadSite } from './load-site.js';
import type { Parts } from './parts.js';
import { sumOf } from './read-sites.js';
import { Refusal } from './refusal.js';
import { routeOf } from './route-of-site.js';
import { routePeople } from './route-people.js';

/**
 * One submission with its difference to the current budget. Within a decision that depends on what is read here, nobody
 * changes the rules or the ledgers in between.
 */
export async function readSubmission(
  parts: Parts,
  actor: Actor,
  id: string,
): Promise<ReplyOf<typeof getSubmission>> {
  const { db } = parts;
  if (isTransaction(db)) await holdPlan(db, actor.districtId);
  const { submission } = await readable(db, actor, id);
  const { year, index, state, revision, openingCents } = await loadSubmitted(db, actor, submission);
  const people = await routePeople(db, parts, actor.districtId);
  const ofSite = await store.listSubmissions(db, year, submission.siteCode);
  const upToThis = ofSite.slice(ofSite.findIndex((one) => one.id === submission.id));
  const { content } = revision;
  const lines = compareWithCurrent(index, content, state.figures);
  return {
    submission,
    site: index.book.site,
    revision: revision.summary,
    currentCents: openingCents,
    allocatedCents: sumOf(index.book.allocations),
    changedLines: lines.length,
    lines,
    unchangedLines: content.lines.length - lines.filter(({ isRemoved }) => !isRemoved).length,
    balances: balancesOf(index, content, state),
    problems: state.problems,
    rules: rulesOf(index, state.problems),
    ...partOf(withSteps(submission), people, actor, parts.now()),
    route: routeOf(year.plan, people, submission.siteCode, upToThis),
  };
}

/** The steps that wait for the actor, and who may take her signature over: each of them was tried. */
function partOf(
  submission: RoutedSubmission,
  people: readonly RoutePerson[],
  { personId: id, name }: Actor,
  now: Date,
): Pick<ReplyOf<typeof getSubmission>, 'yourSteps' | 'standIns'> {
  const yourSteps = whoCanAct(submission, people)
    .filter((waiting) => waiting.people.some((person) => person.id === id))
    .map(({ step }) => step.rule.id);
  const mayTake = (step: string, toId: string) =>
    decide(submission, { kind: 'delegate', step, toId }, { id, name }, now.toISOString(), people).ok;
  const standIns = yourSteps.map((step) => ({
    step,
    people: people
      .filter((person) => mayTake(step, person.id))
      .map((person) => ({ id: person.id, name: person.name })),
  }));
  return { yourSteps, standIns };
}

/** The rules behind some problems, in the order of the pack. */
function rulesOf({ book }: BookIndex, problems: readonly Problem[]): RuleNote[] {
  const found = new Set(problems.map(({ ruleId }) => ruleId));
  return book.plan.rules.rules
    .filter(({ id }) => found.has(id))
    .map(({ id, title = '', citation, askWhom }) => ({ id, title, citation, askWhom }));
}

/** A submission that the actor may look at. */
async function readable(db: Database, actor: Actor, id: string): Promise<store.Versioned> {
  const found = await store.findSubmission(db, actor.districtId, id);
  if (!found || !mayDo(actor, 'submission:read', found.submission.siteCode))
    throw new Refusal('submission.unknown');
  return found;
}

type Submitted = {
  year: Year;
  index: BookIndex;
  state: SheetState;
  revision: StoredRevision;
  openingCents: Cents;
};

/** The submitted revision, checked again. */
export async function loadSubmitted(
  db: Database | Transaction,
  actor: Actor,
  { siteCode, revision: number }: Submission,
): Promise<Submitted> {
  const { year, index, openingCents } = await loadSite(db, actor.districtId, siteCode);
  const revision = await findRevision(db, year, siteCode, number);
  if (!revision) throw new Error('A submission without its revision');
  return { year, index, state: openSheet(index, revision.content), revision, openingCents };
}

function balancesOf(index: BookIndex, content: SiteContent, state: SheetState): BalanceReply[] {
  const titles = new Map(index.book.plan.fundingSources.map(({ code, title }) => [code, title]));
  const current = new Map<string, number>();
  for (const line of [...content.lines, ...removedLines(index, content)]) {
    const { fundingSource } = index.account(line.account);
    if (fundingSource !== null)
      current.set(fundingSource, (current.get(fundingSource) ?? 0) + line.currentCents);
  }
  return state.figures.balances.map((balance) => ({
    ...balance,
    title: titles.get(balance.fundingSource) ?? balance.fundingSource,
    currentCents: current.get(balance.fundingSource) ?? 0,
  }));
}
