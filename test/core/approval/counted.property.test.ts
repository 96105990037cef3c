import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bySite, countedOf, mergedOf } from '../../../src/core/approval/counted.js';
import { endApproval } from '../../../src/core/approval/reopen-steps.js';
import { SubmissionStatus, type Submission } from '../../../src/core/approval/submission.js';

const AT = '2024-03-01T08:00:00.000Z';
const CHEN = { id: '00000000-0000-4000-8000-000000000001', name: 'Anna Chen' };

/** A site's submissions as the database allows them, newest first: at most one is open. */
const history = fc
  .array(
    fc.record({
      status: fc.constantFrom(...SubmissionStatus.options),
      wasApproved: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ status, wasApproved }, at): Submission => {
      const isApproved = status === 'approved' || wasApproved;
      return {
        id: `00000000-0000-4000-8000-00000000001${String(at)}`,
        siteCode: '125',
        revision: 1,
        status: status === 'submitted' && at > 0 ? 'returned' : status,
        submittedById: CHEN.id,
        submittedBy: CHEN.name,
        submittedAt: AT,
        decisions: [
          { decision: 'approve', decidedById: CHEN.id, decidedBy: CHEN.name, decidedAt: AT, comment: '' },
        ],
        ...(isApproved ? { approvedAt: AT } : {}),
      };
    }),
  );
const end = (submission: Submission, hasOpen = false) =>
  endApproval(submission, { fundingSources: 'all' }, { actor: CHEN, why: 'Rules.', now: AT }, hasOpen);

describe('which of a site’s submissions count', () => {
  test('whatever a master budget counts is looked at when something changes', () => {
    fc.assert(
      fc.property(history, (ofSite) => {
        const [merged, counted] = [mergedOf(ofSite), countedOf(ofSite)];
        if (merged) expect(counted).toContain(merged);
        expect(counted.every(({ status }) => status === 'submitted' || status === 'approved')).toBe(true);
        expect(counted.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('where the approval that counts ends, none before it takes its place', () => {
    fc.assert(
      fc.property(history, (ofSite) => {
        const merged = mergedOf(ofSite);
        fc.pre(merged !== undefined);
        const ended = end(merged)?.submission;
        expect(ended?.status).toBe('reopened');
        expect(mergedOf(ofSite.map((one) => (one === merged && ended ? ended : one)))).toBeUndefined();
      }),
    );
  });

  test('also of one older than routes, of which only a decision tells that it was approved', () => {
    const [old] =
      fc.sample(
        history.filter(([one]) => one?.status === 'approved'),
        1,
      )[0] ?? [];
    if (!old) throw new Error('None');
    delete old.approvedAt;
    const ended = end(old);
    expect(ended).toMatchObject({ submission: { approvedAt: AT }, happened: [{ kind: 'reopened' }] });
    expect(end(old, true)?.happened).toEqual([]);
    expect(end({ ...old, status: 'returned' })).toBeNull();
    expect(endApproval(old, { fundingSources: [] }, { actor: CHEN, why: '', now: AT }, false)).toBeNull();
  });

  test('each site has its own, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('1', '2', '3'), history)), (parts) => {
        const all = parts.flatMap(([siteCode, list]) => list.map((one) => ({ ...one, siteCode })));
        for (const [siteCode, ofSite] of bySite(all))
          expect(ofSite).toEqual(all.filter((one) => one.siteCode === siteCode));
      }),
    );
  });
});
