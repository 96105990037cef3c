import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/core/approval/decide.js';
import { reopenSteps } from '../../../src/core/approval/reopen-steps.js';
import { ROUTE_PRESETS } from '../../../src/core/approval/route-presets.js';
import { ApprovalRoute } from '../../../src/core/approval/route.js';
import type { RouteEvent } from '../../../src/core/approval/route-event.js';
import { standingOf, whoCanAct } from '../../../src/core/approval/step-state.js';
import type { RoutedSubmission } from '../../../src/core/approval/submission.js';
import { at, begin, begun, draft, factsOf, person, SITE, stepOf } from '../../support/approval-world.js';

const PRINCIPAL = person(1, at('principal', SITE));
const CLERK = person(2, at('preparer', SITE));
const AREA = person(3, at('reviewer', SITE, '571'));
const OFFICE = person(4, at('reviewer'));
const FEDERAL = person(5, at('federalPrograms'));
const MANAGER = person(6, at('budgetManager'));
const PEOPLE = [PRINCIPAL, CLERK, AREA, OFFICE, FEDERAL, MANAGER];
const LATER = '2024-03-04T17:00:00.000Z';

const VOTE = { id: 'school-site-council', title: 'School Site Council', fields: [] };
const onlyGeneral = factsOf({ sources: [{ fundingSource: '100', proposedCents: 1, hash: 'a' }] });
const withVote = draft(PRINCIPAL, { evidence: [VOTE] });

const waiting = (submission: RoutedSubmission) =>
  whoCanAct(submission, PEOPLE).map(({ step, people }) => [step.rule.id, people.map(({ name }) => name)]);
const take = (submission: RoutedSubmission, event: RouteEvent, actor = AREA) => {
  const decided = decide(submission, event, actor, LATER, PEOPLE);
  if (!decided.ok) throw new Error(decided.refusal);
  return decided.submission;
};
const approve = (submission: RoutedSubmission, actor = AREA) => take(submission, { kind: 'approve' }, actor);

test.each(Object.entries(ROUTE_PRESETS))('%s can be declared', (_name, route) => {
  expect(ApprovalRoute.parse(route)).toEqual(route);
});

describe('principal, area superintendent, budget office', () => {
  const route: ApprovalRoute = ROUTE_PRESETS.principalSuperintendentBudgetOffice;

  test('a principal’s submission is her signature; the others follow one after the other', () => {
    const open = begun(PEOPLE, route);
    expect(stepOf(open, 'principal').signatures).toMatchObject([{ personId: PRINCIPAL.id, origin: 'own' }]);
    expect(waiting(open)).toEqual([['area-superintendent', ['P3']]]);
    expect(decide(open, { kind: 'approve', step: 'budget-office' }, OFFICE, LATER, PEOPLE)).toEqual({
      ok: false,
      refusal: 'submission.stepAhead',
    });
    const seen = approve(open);
    expect(waiting(seen)).toEqual([['budget-office', ['P4']]]);
    expect(decide(seen, { kind: 'approve', step: 'area-superintendent' }, AREA, LATER, PEOPLE)).toMatchObject(
      {
        refusal: 'submission.stepDone',
      },
    );
    expect(approve(seen, OFFICE).status).toBe('approved');
  });

  test('what her secretary sends waits for her first', () => {
    const open = begun([CLERK, ...PEOPLE.filter((one) => one !== CLERK)], route);
    expect(waiting(open)).toEqual([['principal', ['P1']]]);
    expect(waiting(approve(open, PRINCIPAL))).toEqual([['area-superintendent', ['P3']]]);
  });

  test('recalling stops where a later stage has decided', () => {
    const seen = approve(begun(PEOPLE, route));
    expect(waiting(take(seen, { kind: 'recall' }))).toEqual([['area-superintendent', ['P3']]]);
    const approved = approve(seen, OFFICE);
    expect(decide(approved, { kind: 'recall' }, AREA, LATER, PEOPLE)).toEqual({
      ok: false,
      refusal: 'submission.laterDecided',
    });
  });
});

describe('with School Site Council for Title I', () => {
  const route: ApprovalRoute = ROUTE_PRESETS.withSchoolSiteCouncil;

  test('the vote is recorded with the submission, or it cannot be sent', () => {
    expect(begin(PEOPLE, route)).toEqual({
      ok: false,
      refusal: 'submission.evidenceMissing',
      step: 'School Site Council',
    });
    const open = begun(PEOPLE, route, { submission: withVote });
    expect(stepOf(open, 'school-site-council')).toMatchObject({
      sources: ['201'],
      touched: ['201'],
      signatures: [{ personId: PRINCIPAL.id, origin: 'own' }],
    });
    expect(waiting(open)).toEqual([['area-superintendent', ['P3']]]);
  });

  test('a site without Title I money has no such step', () => {
    const open = begun(PEOPLE, route, { facts: onlyGeneral });
    expect(open.steps.map(({ rule }) => rule.id)).toEqual([
      'principal',
      'area-superintendent',
      'budget-office',
    ]);
  });

  test('a cut of Title I asks for a new vote, and for those who saw the whole sheet', () => {
    const seen = approve(begun(PEOPLE, route, { submission: withVote }));
    const why = { actor: MANAGER, why: 'The grant was cut.', now: LATER };
    const cut = reopenSteps(seen, { fundingSources: ['201'] }, why, PEOPLE);
    if (!cut) throw new Error('Nothing reopened');
    expect(waiting(cut.submission)).toEqual([
      ['principal', ['P1']],
      ['school-site-council', ['P1']],
    ]);
    const step = 'school-site-council';
    expect(decide(cut.submission, { kind: 'approve', step }, PRINCIPAL, LATER, PEOPLE)).toEqual({
      ok: false,
      refusal: 'submission.evidenceMissing',
    });
    const newVote = { ...VOTE, title: 'Second vote' };
    const voted = take(cut.submission, { kind: 'approve', step, evidence: [newVote] }, PRINCIPAL);
    expect(voted.evidence).toEqual([newVote]);
    expect(waiting(voted)).toEqual([['principal', ['P1']]]);
  });
});

describe('federal programs in parallel', () => {
  const route: ApprovalRoute = ROUTE_PRESETS.federalProgramsInParallel;

  test('both look at the same time; the superintendent’s approval is preliminary until federal programs has approved', () => {
    const open = begun(PEOPLE, route);
    expect(waiting(open)).toEqual([
      ['area-superintendent', ['P3']],
      ['federal-programs', ['P5']],
    ]);
    const seen = approve(open);
    const standing = (submission: RoutedSubmission) =>
      standingOf(stepOf(submission, 'area-superintendent'), submission.steps);
    expect(standing(seen)).toBe('preliminary');
    expect(waiting(seen)).toEqual([['federal-programs', ['P5']]]);
    const decided = decide(seen, { kind: 'approve' }, FEDERAL, LATER, PEOPLE);
    if (!decided.ok) throw new Error(decided.refusal);
    expect(standing(decided.submission)).toBe('final');
    expect(decided.happened).toContainEqual({ kind: 'turnedFinal', step: 'area-superintendent' });
    expect(waiting(decided.submission)).toEqual([['budget-office', ['P4']]]);
  });

  test('without federal money there is no such step, and the approval is final at once', () => {
    const seen = approve(begun(PEOPLE, route, { facts: onlyGeneral }));
    expect(standingOf(stepOf(seen, 'area-superintendent'), seen.steps)).toBe('final');
    expect(waiting(seen)).toEqual([['budget-office', ['P4']]]);
  });

  test('a change of the general fund leaves federal programs alone', () => {
    const approved = approve(approve(approve(begun(PEOPLE, route)), FEDERAL), OFFICE);
    const why = { actor: MANAGER, why: 'Enrolment.', now: LATER };
    const changed = reopenSteps(approved, { fundingSources: ['100'] }, why, PEOPLE);
    expect(changed?.submission.status).toBe('submitted');
    expect(changed?.submission.steps.map(({ rule, doneAt }) => [rule.id, doneAt !== null])).toEqual([
      ['principal', false],
      ['area-superintendent', false],
      ['federal-programs', true],
      ['budget-office', false],
    ]);
  });

  test('where it must be confirmed, the submission waits for that', () => {
    const [first, second, third] = route.stages;
    if (!first || !second || !third) throw new Error('Three stages');
    const steps = second.steps.map((step) =>
      step.preliminary ? { ...step, preliminary: { ...step.preliminary, then: 'confirm' as const } } : step,
    );
    const open = begun(PEOPLE, { stages: [first, { steps }, third] });
    const seen = approve(approve(open), FEDERAL);
    expect(waiting(seen)).toEqual([
      ['area-superintendent', ['P3']],
      ['budget-office', ['P4']],
    ]);
    const office = approve(seen, OFFICE);
    expect(office.status).toBe('submitted');
    const confirmed = approve(office);
    expect(confirmed.status).toBe('approved');
    expect(confirmed.decisions.at(-1)?.decision).toBe('confirm');
  });
});
