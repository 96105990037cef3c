import { isDeepStrictEqual } from 'node:util';
import {
  accountsNamed,
  applyAmendments,
  checkAmendment,
  type Amendment,
  type AmendmentDraft,
  type RevisedBudget,
} from '../../src/core/merge/amendment.js';
import type { BodyOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  addAmendment as addEndpoint,
  listAmendments as listEndpoint,
} from '../../src/contract/amendments.js';
import type { AdoptedAccounts } from '../../src/core/merge/adopted-accounts.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/master-work-store.js';
import { lockPlan } from '../stores/plan-store.js';
import { listRevenue, listSites, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { localDate } from './local-date.js';
import { textsOf } from './master-budgets.js';
import { masterTask } from './master-task.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** The amendments of the year, and what the adopted budget is with them on a day. */
export async function listAmendments(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  actor: Actor,
  query: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  // Who adds one looks without a query.
  const asOf = (query as { asOf?: string } | undefined)?.asOf ?? localDate(now(), year.plan.timeZone);
  const adoption = await store.findAdoption(db, year);
  const amendments = await store.listAmendments(db, year);
  if (!adoption) return { adopted: null, asOf, amendments, revised: null };
  const { version, date, resolution } = adoption;
  const accounts = await adoptedAccounts(db, year, version, amendments);
  const spending = await store.listSpending(db, year);
  const revised = applyAmendments(year.plan, accounts, amendments, asOf, spending);
  return {
    adopted: { version, date, resolution },
    asOf,
    amendments,
    revised: { ...revised, accounts: namedAccounts(revised, amendments) },
  };
}

/** Of the adopted version what amendments name: it may have very many lines, which a thread of its own reads. */
async function adoptedAccounts(
  db: Database | Transaction,
  year: Year,
  version: number,
  amendments: readonly AmendmentDraft[],
): Promise<AdoptedAccounts> {
  const { plan } = year;
  return masterTask('accounts', textsOf(db, year, version), { plan, accounts: accountsNamed(amendments) });
}

function namedAccounts({ accounts }: RevisedBudget, amendments: readonly Amendment[]) {
  const named = new Set(
    amendments.flatMap(({ entries }) => entries.map(({ siteCode, account }) => `${siteCode} ${account}`)),
  );
  return accounts.filter(({ siteCode, account }) => named.has(`${siteCode} ${account}`));
}

/** Enters an amendment of the adopted budget, if it is balanced and takes nothing that is used. */
export async function addAmendment(
  parts: Parts,
  actor: Actor,
  { id, ...draft }: BodyOf<typeof addEndpoint>,
): Promise<Amendment> {
  return inTransaction(parts.db, async (tx) => {
    // One at a time: each is checked with all that were entered before.
    await lockPlan(tx, actor.districtId);
    const year = await openYear(tx, actor.districtId);
    const adoption = await store.findAdoption(tx, year);
    if (!adoption) throw new Refusal('amendment.noAdopted');
    const earlier = await store.listAmendments(tx, year);
    const known = earlier.find((one) => one.id === id);
    if (known) {
      const { id: _, by: _by, at: _at, ...before } = known;
      if (!isDeepStrictEqual(before, draft)) throw new Refusal('request.idTaken');
      return known;
    }
    const accounts = await adoptedAccounts(tx, year, adoption.version, [...earlier, draft]);
    const problems = checkAmendment(year.plan, accounts, earlier, draft, {
      adoptedOn: adoption.date,
      siteCodes: new Set((await listSites(tx, year)).map(({ code }) => code)),
      spending: await store.listSpending(tx, year),
      plannedRevenue: (await listRevenue(tx, year)).map(({ account }) => account),
    });
    if (problems.length > 0) throw new Refusal('amendment.wrong', {}, problems);
    const amendment: Amendment = { ...draft, id, by: actor.name, at: parts.now().toISOString() };
    if (!(await store.addAmendment(tx, year, { ...amendment, byId: actor.personId })))
      throw new Refusal('request.idTaken');
    await audit(tx, parts, actor, {
      action: 'master.amended',
      subject: id,
      details: {
        number: draft.number,
        resolution: draft.resolution,
        effectiveDate: draft.effectiveDate,
        entries: draft.entries.length,
      },
    });
    return amendment;
  });
}
