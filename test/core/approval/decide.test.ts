import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/core/approval/decide.js';
import type { RouteEvent } from '../../../src/core/approval/route-event.js';
import { whoCanAct, withSteps } from '../../../src/core/approval/step-state.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import { at, begin, begun, draft, NOW, person, personId, SITE } from '../../support/approval-world.js';

const REYES = person(1, at('principal', SITE));
const ORTIZ = person(2, at('reviewer'));
const CHEN = person(3, at('reviewer'), at('budgetManager'));
const PEOPLE = [REYES, ORTIZ, CHEN];
const LATER = '2024-03-03T17:00:00.000Z';
const OPEN = begun(PEOPLE, undefined);

const take = (submission: Submission, event: RouteEvent, actor = ORTIZ, people = PEOPLE) =>
  decide(submission, event, actor, LATER, people);
/** The state after an event that must be taken. */
const after = (...args: Parameters<typeof take>) => {
  const decided = take(...args);
  if (!decided.ok) throw new Error(decided.refusal);
  return decided.submission;
};
const refusalOf = (...args: Parameters<typeof take>) => {
  const decided = take(...args);
  return decided.ok ? 'taken' : decided.refusal;
};

describe('where a district declares no route', () => {
  test('any reviewer of the site decides, and the submission is approved', () => {
    expect(whoCanAct(OPEN, PEOPLE).map(({ step, people }) => [step.rule.id, people])).toEqual([
      ['finance', [ORTIZ, CHEN]],
    ]);
    expect(take(OPEN, { kind: 'approve', comment: ' fine ' })).toMatchObject({
      ok: true,
      submission: {
        status: 'approved',
        approvedAt: LATER,
        decisions: [{ decision: 'approve', decidedBy: 'P2', decidedAt: LATER, comment: 'fine' }],
      },
      happened: [{ kind: 'signed' }, { kind: 'stepDone' }, { kind: 'approved' }],
    });
    expect(OPEN.decisions).toEqual([]);
  });

  test('returning and rejecting say why; lines can be named', () => {
    for (const kind of ['return', 'reject'] as const)
      expect(refusalOf(OPEN, { kind, comment: '  ' })).toBe('submission.commentMissing');
    const lines = [{ lineId: 'l1', text: 'Too high.' }];
    expect(after(OPEN, { kind: 'return', comment: 'Supplies.', lines })).toMatchObject({
      status: 'returned',
      decisions: [{ decision: 'return', comment: 'Supplies.', lines, steps: ['finance'] }],
    });
    const rejected = after(OPEN, { kind: 'reject', comment: 'The wrong year.' });
    expect(rejected.status).toBe('rejected');
    expect(refusalOf(rejected, { kind: 'approve' })).toBe('submission.alreadyDecided');
  });

  test('whoever stands in for the submitter decides no more than the submitter, by roles of their own either', () => {
    const handed = { ...at('principal', SITE), from: { personId: REYES.id, name: REYES.name } };
    const standIn = person(2, at('reviewer'), handed);
    const people = [REYES, standIn, CHEN];
    expect(whoCanAct(OPEN, people).map((waiting) => waiting.people)).toEqual([[CHEN]]);
    expect(refusalOf(OPEN, { kind: 'approve' }, standIn, people)).toBe('submission.ownWork');
    // From somebody else the same grant changes nothing.
    const other = { ...handed, from: { personId: personId(9), name: 'P9' } };
    const free = person(2, at('reviewer'), other);
    expect(refusalOf(OPEN, { kind: 'approve' }, free, [REYES, free, CHEN])).toBe('taken');
    // Where nobody else is left it goes back to the site rather than to them.
    expect(after(OPEN, { kind: 'peopleChanged' }, CHEN, [REYES, standIn]).status).toBe('returned');
  });

  test('nobody decides what they sent, and nobody whose it is not', () => {
    expect(refusalOf(OPEN, { kind: 'approve' }, REYES)).toBe('submission.ownWork');
    const own = begun([CHEN, ORTIZ], undefined);
    expect(refusalOf(own, { kind: 'approve' }, CHEN, [CHEN, ORTIZ])).toBe('submission.ownWork');
    const tran = person(4, at('principal', '571'));
    expect(refusalOf(OPEN, { kind: 'approve' }, tran, [...PEOPLE, tran])).toBe('submission.notYours');
    expect(refusalOf(OPEN, { kind: 'approve', step: 'board' })).toBe('submission.stepUnknown');
  });

  test('the only reviewer’s own budget falls to a budget manager; without one it cannot be sent', () => {
    const only = person(5, at('principal', SITE), at('reviewer'));
    const manager = person(6, at('budgetManager'));
    const fallen = begun([only, manager], undefined);
    expect(whoCanAct(fallen, [only, manager])[0]?.people).toEqual([manager]);
    expect(after(fallen, { kind: 'approve' }, manager, [only, manager]).status).toBe('approved');
    expect(begin([only], undefined)).toEqual({
      ok: false,
      refusal: 'submission.nobodyToDecide',
      step: 'Finance',
    });
    // A budget manager who sends it does not decide it either.
    const both = person(7, at('reviewer'), at('budgetManager'));
    expect(begin([both], undefined).ok).toBe(false);
  });

  test('when the last person who could decide leaves, it goes back to the site', () => {
    const left = after(OPEN, { kind: 'peopleChanged' }, CHEN, [REYES, CHEN]);
    expect(left.status).toBe('submitted');
    const nobody = take(OPEN, { kind: 'peopleChanged' }, REYES, [REYES]);
    expect(nobody).toMatchObject({
      submission: { status: 'returned', decisions: [{ decision: 'return', isStranded: true }] },
      happened: [{ kind: 'stranded', step: 'finance' }, { kind: 'returned' }],
    });
  });
});

describe('the adoption of the year’s budget', () => {
  test('closes what waits, with the revision that was adopted, and nothing else', () => {
    const event = { kind: 'yearAdopted', adoptedRevision: 2 } as const;
    expect(take(OPEN, event, CHEN)).toMatchObject({
      submission: {
        status: 'closed',
        decisions: [{ decision: 'close', decidedById: CHEN.id, adoptedRevision: 2, comment: '' }],
      },
      happened: [{ kind: 'closed' }],
    });
    const none = after(OPEN, { kind: 'yearAdopted' }, CHEN);
    expect(none.decisions.at(-1)).not.toHaveProperty('adoptedRevision');
    for (const ended of [after(OPEN, { kind: 'approve' }), none])
      expect(refusalOf(ended, event, CHEN)).toBe('submission.alreadyDecided');
    expect(refusalOf(none, { kind: 'approve' })).toBe('submission.alreadyDecided');
  });
});

describe('a submission older than routes', () => {
  const old = (part: Partial<Submission> = {}) => draft(REYES, part);
  const approval = {
    decision: 'approve',
    decidedById: ORTIZ.id,
    decidedBy: 'P2',
    decidedAt: NOW,
    comment: '',
  } as const;

  test('has the one step that there was', () => {
    expect(after(old(), { kind: 'approve' }).status).toBe('approved');
    const [step] = withSteps(old({ status: 'approved', decisions: [approval] })).steps;
    expect(step).toMatchObject({ doneAt: NOW, signatures: [{ personId: ORTIZ.id }] });
    const returned = old({ status: 'returned', decisions: [{ ...approval, decision: 'return' }] });
    expect(withSteps(returned).steps[0]).toMatchObject({ doneAt: null, signatures: [] });
  });
});

describe('withdrawing, recalling and reopening', () => {
  test('whoever it was sent in the name of withdraws it, too', () => {
    const inNameOf = [{ personId: ORTIZ.id, name: ORTIZ.name }];
    expect(refusalOf(OPEN, { kind: 'withdraw' }, ORTIZ)).toBe('submission.notSubmitter');
    expect(after({ ...OPEN, inNameOf }, { kind: 'withdraw' }, ORTIZ).status).toBe('withdrawn');
  });

  test('the submitter withdraws while it is open, and nobody else', () => {
    expect(refusalOf(OPEN, { kind: 'withdraw' })).toBe('submission.notSubmitter');
    const withdrawn = after(OPEN, { kind: 'withdraw' }, REYES);
    expect(withdrawn.status).toBe('withdrawn');
    expect(refusalOf(withdrawn, { kind: 'withdraw' }, REYES)).toBe('submission.alreadyDecided');
    const approved = after(OPEN, { kind: 'approve' });
    expect(refusalOf(approved, { kind: 'withdraw' }, REYES)).toBe('submission.alreadyDecided');
  });

  test('a signer takes the last signature back, too; another’s stays', () => {
    const approved = after(OPEN, { kind: 'approve' });
    expect(refusalOf(approved, { kind: 'recall' }, CHEN)).toBe('submission.nothingToRecall');
    const recalled = after(approved, { kind: 'recall', comment: 'Too fast.' });
    expect(recalled.status).toBe('submitted');
    expect(recalled.decisions.map(({ decision }) => decision)).toEqual(['approve', 'recall']);
    expect(after(recalled, { kind: 'approve' }, CHEN).status).toBe('approved');
  });

  test('the budget manager gives a site its budget back, with a reason and a new date', () => {
    const approved = after(OPEN, { kind: 'approve' });
    expect(refusalOf(approved, { kind: 'reopen', comment: 'why' }, ORTIZ)).toBe('submission.notYours');
    expect(refusalOf(approved, { kind: 'reopen', comment: ' ' }, CHEN)).toBe('submission.commentMissing');
    expect(refusalOf(OPEN, { kind: 'reopen', comment: 'why' }, CHEN)).toBe('submission.stillOpen');
    const event = { kind: 'reopen', comment: 'Two classes more.', dueDate: '2024-04-01' } as const;
    const reopened = after(approved, event, CHEN);
    expect(reopened).toMatchObject({ status: 'reopened', approvedAt: LATER });
    expect(reopened.decisions.at(-1)).toMatchObject({ decision: 'reopen', dueDate: '2024-04-01' });
    expect(refusalOf(reopened, { kind: 'recall' })).toBe('submission.alreadyDecided');
  });
});

describe('giving a signature to somebody else', () => {
  const named = person(8, at('principal', '571'));
  const standIn = person(9, at('principal', '125'));
  const clerk = person(10, at('preparer', SITE));
  const all = [REYES, ORTIZ, CHEN, named, standIn, clerk];
  const route = {
    stages: [
      { steps: [{ id: 'peer', title: 'Peer', approvers: [{ personId: named.id }] }] },
      { steps: [{ id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' as const }] }] },
    ],
  };
  const open = begun(all, route);
  const give = (toId: string, actor = named, submission = open) =>
    take(submission, { kind: 'delegate', toId }, actor, all);

  test('goes to who may act in the stead, and back as long as it was not used', () => {
    for (const unfit of [clerk, REYES, named, ORTIZ])
      expect(give(unfit.id)).toEqual({ ok: false, refusal: 'submission.delegateUnfit' });
    expect(give(personId(77))).toEqual({ ok: false, refusal: 'submission.delegateUnfit' });
    expect(give(standIn.id, ORTIZ)).toEqual({ ok: false, refusal: 'submission.stepAhead' });
    const given = give(standIn.id);
    if (!given.ok) throw new Error(given.refusal);
    expect(whoCanAct(given.submission, all)[0]?.people).toEqual([standIn]);
    expect(refusalOf(given.submission, { kind: 'approve' }, named, all)).toBe('submission.notYours');
    // It is not handed on.
    expect(give(named.id, standIn, given.submission).ok).toBe(false);
    const back = after(given.submission, { kind: 'recall' }, named, all);
    expect(whoCanAct(back, all)[0]?.people).toEqual([named]);
    const signed = after(given.submission, { kind: 'approve' }, standIn, all);
    expect(whoCanAct(signed, all)[0]?.step.rule.id).toBe('finance');
    expect(refusalOf(signed, { kind: 'recall' }, named, all)).toBe('submission.nothingToRecall');
  });

  test('the route may name who stands in; when they leave, it is the giver’s again', () => {
    const [peer, finance] = route.stages;
    if (!peer || !finance) throw new Error('Two stages');
    const steps = peer.steps.map((step) => ({ ...step, standIns: [{ role: 'preparer' as const }] }));
    const submission = begun(all, { stages: [{ steps }, finance] });
    expect(give(standIn.id, named, submission).ok).toBe(false);
    const given = give(clerk.id, named, submission);
    if (!given.ok) throw new Error(given.refusal);
    const left = all.filter((one) => one !== clerk);
    expect(whoCanAct(given.submission, left)[0]?.people).toEqual([named]);
  });
});
