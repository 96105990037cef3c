import { checkControlTotals, type ControlTotals } from '../../src/core/merge/control-total.js';
import type { Problem } from '../../src/core/problem.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type { putControlTotals as putEndpoint } from '../../src/contract/master-work.js';
import { findControlTotals, storeControlTotals } from '../stores/master-work-store.js';
import { inTransaction } from '../stores/open-database.js';
import { lockPlan } from '../stores/plan-store.js';
import { listSites, openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

type Reply = { control: ControlTotals | null };

/** The totals that the accounting system gives for the year. */
export async function readControlTotals({ db }: Pick<Parts, 'db'>, actor: Actor): Promise<Reply> {
  return { control: await findControlTotals(db, await openYear(db, actor.districtId)) };
}

/** Replaces them: the next version of the master budget is held to these. */
export async function putControlTotals(
  parts: Parts,
  actor: Actor,
  control: BodyOf<typeof putEndpoint>,
): Promise<Reply> {
  return inTransaction(parts.db, async (tx) => {
    await lockPlan(tx, actor.districtId);
    const year = await openYear(tx, actor.districtId);
    const siteCodes = new Set((await listSites(tx, year)).map(({ code }) => code));
    const problems = checkControlTotals(year.plan, siteCodes, control.totals).map(
      ({ index, fault }): Problem => {
        const { dimension = '', code = '' } = control.totals[index] ?? {};
        const params = { dimension, code, row: index + 1 };
        const place: Problem['place'] = { kind: 'district' };
        return { code: `control.${fault}`, severity: 'fatal', place, params, part: String(index) };
      },
    );
    if (problems.length > 0) throw new Refusal('control.wrong', {}, problems);
    await storeControlTotals(tx, year, control);
    await audit(tx, parts, actor, {
      action: 'master.controlSet',
      subject: year.yearId,
      details: { asOf: control.asOf, totals: control.totals.length },
    });
    return { control };
  });
}
