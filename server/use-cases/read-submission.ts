import type { Submission } from '../../src/core/approval/submission.js';
import { whoCanAct, withSteps } from '../../src/core/approval/step-state.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Cents } from '../../src/core/money.js';
import type { Problem } from '../../src/core/problem.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { openSheet, type SheetState } from '../../src/core/validation/sheet-state.js';
import type { ReplyOf } from '../../src/contract/endpoint.js';
import type { BalanceReply, getSubmission, RuleNote } from '../../src/contract/submissions.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { findRevision, type StoredRevision } from '../stores/revision-store.js';
import * as store from '../stores/submission-store.js';
import { mayDo, type Actor } from './actor.js';
import { compareWithCurrent, removedLines } from './compare-with-current.js';
import { loadSite } from './load-site.js';
import type { Parts } from './parts.js';
import { sumOf } from './read-sites.js';
import { Refusal } from './refusal.js';
import { routePeople } from './route-people.js';

/** One submission with its difference to the current budget. */
export async function readSubmission(
  { db }: Parts,
  actor: Actor,
  id: string,
): Promise<ReplyOf<typeof getSubmission>> {
  const { submission } = await readable(db, actor, id);
  const { index, state, revision, openingCents } = await loadSubmitted(db, actor, submission);
  const { content } = revision;
  const lines = compareWithCurrent(index, content, state.figures);
  return {
    submission,
    site: index.book.site,
    revision: revision.summary,
    currentCents: openingCents,
    allocatedCents: sumOf(index.book.allocations, submission.siteCode),
    changedLines: lines.length,
    lines,
    unchangedLines: content.lines.length - lines.filter(({ isRemoved }) => !isRemoved).length,
    balances: balancesOf(index, content, state),
    problems: state.problems,
    rules: rulesOf(index, state.problems),
    yourSteps: whoCanAct(withSteps(submission), await routePeople(db, actor.districtId))
      .filter(({ people }) => people.some((person) => person.id === actor.personId))
      .map(({ step }) => step.rule.id),
  };
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

type Submitted = { index: BookIndex; state: SheetState; revision: StoredRevision; openingCents: Cents };

/** The submitted revision, checked again. */
export async function loadSubmitted(
  db: Database | Transaction,
  actor: Actor,
  { siteCode, revision: number }: Submission,
): Promise<Submitted> {
  const { year, index, openingCents } = await loadSite(db, actor.districtId, siteCode);
  const revision = await findRevision(db, year, siteCode, number);
  if (!revision) throw new Error('A submission without its revision');
  return { index, state: openSheet(index, revision.content), revision, openingCents };
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
