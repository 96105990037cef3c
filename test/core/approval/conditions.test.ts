import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  conditionsHold,
  StepConditions,
  type ConditionFacts,
} from '../../../src/core/approval/conditions.js';
import { ApprovalRoute } from '../../../src/core/approval/route.js';
import { needOf, whoCanAct } from '../../../src/core/approval/step-state.js';
import { decide } from '../../../src/core/approval/decide.js';
import {
  at,
  begin,
  begun,
  factsOf,
  FUNDING_SOURCES,
  NOW,
  person,
  SITE,
} from '../../support/approval-world.js';
import { grantOf } from '../../../src/core/district/role.js';

const facts = (part: Partial<ConditionFacts> = {}): ConditionFacts => ({
  facts: factsOf(),
  level: 'high',
  lastApproved: null,
  lastSubmitted: null,
  fundingSources: FUNDING_SOURCES,
  ...part,
});
const with100 = (proposedCents: number) =>
  factsOf({ sources: [{ fundingSource: '100', proposedCents, hash: '' }] });

describe('a step is part of the way where all that is given holds', () => {
  test.each<[string, StepConditions, Partial<ConditionFacts>, boolean]>([
    ['nothing given', {}, {}, true],
    ['a source that is touched', { sources: ['201'] }, {}, true],
    ['a source that is not', { sources: ['202'] }, {}, false],
    ['one of two', { sources: ['202', '100'] }, {}, true],
    ['by program', { programs: ['titleIA'] }, {}, true],
    ['by a program nobody has', { programs: ['titleIVA'] }, {}, false],
    ['by code or program', { sources: ['202'], programs: ['titleIA'] }, {}, true],
    ['the amount of the site', { amount: { atLeastCents: 520_000, of: 'site' } }, {}, true],
    ['a cent too little', { amount: { atLeastCents: 520_001, of: 'site' } }, {}, false],
    [
      'of the sources alone',
      { sources: ['201'], amount: { atLeastCents: 20_001, of: 'sources' } },
      {},
      false,
    ],
    ['the level', { levels: ['middle', 'high'] }, {}, true],
    ['another level', { levels: ['elementary'] }, {}, false],
    ['a warning', { findings: ['warning'] }, { facts: factsOf({ hasWarning: true }) }, true],
    ['an explained one only', { findings: ['warning'] }, { facts: factsOf({ hasExplained: true }) }, false],
    ['either', { findings: ['warning', 'explained'] }, { facts: factsOf({ hasExplained: true }) }, true],
    ['an exception', { exceptions: true }, { facts: factsOf({ hasException: true }) }, true],
    ['no exception', { exceptions: true }, {}, false],
    ['one of two conditions fails', { levels: ['high'], exceptions: true }, {}, false],
  ])('%s', (_name, conditions, part, holds) => {
    expect(conditionsHold(StepConditions.parse(conditions), facts(part))).toBe(holds);
  });

  test('a change counts what moved, in whichever direction, since what the condition names', () => {
    const change = (atLeastCents: number, since: 'approved' | 'submitted'): StepConditions => ({
      change: { since, atLeastCents, of: 'site' },
    });
    const moved = facts({ facts: with100(70), lastApproved: with100(100), lastSubmitted: with100(69) });
    expect(conditionsHold(change(30, 'approved'), moved)).toBe(true);
    expect(conditionsHold(change(31, 'approved'), moved)).toBe(false);
    expect(conditionsHold(change(2, 'submitted'), moved)).toBe(false);
    // Everything is new where nothing was approved before.
    expect(conditionsHold(change(1_000_000, 'approved'), facts())).toBe(true);
    // From one source to another is twice a change, not none.
    const swapped = factsOf({ sources: [{ fundingSource: '201', proposedCents: 100, hash: '' }] });
    const shifted = facts({ facts: swapped, lastApproved: with100(100) });
    expect(conditionsHold(change(200, 'approved'), shifted)).toBe(true);
  });
});

describe('a route that cannot be is refused with its place', () => {
  const finance = { id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }] };
  const faultsOf = (...stages: unknown[][]) => {
    const parsed = ApprovalRoute.safeParse({ stages: stages.map((steps) => ({ steps })) });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  };
  test.each<[string, unknown[][], string[]]>([
    ['as it should be', [[finance]], []],
    ['an id twice', [[finance], [{ ...finance, title: 'Again' }]], ['stages.1.steps.0.id']],
    ['nobody and nothing', [[finance, { id: 'a', title: 'A' }]], ['stages.0.steps.1.approvers']],
    [
      'signers of evidence',
      [[finance, { id: 'a', title: 'A', evidence: ['vote'], signers: 'all' }]],
      ['stages.0.steps.1.signers'],
    ],
    [
      'an amount of sources without sources',
      [[finance, { ...finance, id: 'a', conditions: { amount: { atLeastCents: 1, of: 'sources' } } }]],
      ['stages.0.steps.1.conditions'],
    ],
    [
      'until itself',
      [[{ ...finance, preliminary: { until: 'finance', then: 'confirm' } }]],
      ['stages.0.steps.0.preliminary'],
    ],
    [
      'until an earlier one',
      [[finance], [{ ...finance, id: 'b', preliminary: { until: 'finance', then: 'confirm' } }]],
      ['stages.1.steps.0.preliminary'],
    ],
    ['reminders of no date', [[{ ...finance, reminders: [2] }]], ['stages.0.steps.0.due']],
    ['only the principal', [[{ ...finance, approvers: [{ role: 'principal' }] }]], ['stages']],
    ['only where it applies', [[{ ...finance, conditions: { levels: ['high'] } }]], ['stages']],
    ['an unknown word', [[{ ...finance, aprovers: [] }]], ['stages.0.steps.0']],
    ['no role', [[{ ...finance, approvers: [{ role: 'king' }] }]], ['stages.0.steps.0.approvers.0']],
  ])('%s', (_name, stages, places) => expect(faultsOf(...stages)).toEqual(places));
});

describe('how many sign', () => {
  const PRINCIPAL = person(1, at('principal', SITE));
  const reviewers = [2, 3, 4].map((who) => person(who, at('reviewer')));
  const PEOPLE = [PRINCIPAL, ...reviewers, person(5, at('budgetManager'))];
  const routeOf = (signers: 'all' | { quorum: number }): ApprovalRoute => ({
    stages: [{ steps: [{ id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }], signers }] }],
  });
  const signBy = (signers: 'all' | { quorum: number }, ...who: number[]) =>
    who.reduce(
      (submission, at) => {
        const actor = reviewers[at];
        if (!actor) throw new Error('Nobody');
        const decided = decide(submission, { kind: 'approve' }, actor, NOW, PEOPLE);
        if (!decided.ok) throw new Error(decided.refusal);
        return decided.submission;
      },
      begun(PEOPLE, routeOf(signers)),
    );

  test('all of them, or so many, in any order', () => {
    expect(signBy('all', 2, 0).status).toBe('submitted');
    expect(signBy('all', 2, 0, 1).status).toBe('approved');
    expect(signBy({ quorum: 2 }, 1).status).toBe('submitted');
    expect(signBy({ quorum: 2 }, 1, 2).status).toBe('approved');
    const twice = decide(signBy('all', 1), { kind: 'approve' }, reviewers[1] ?? PRINCIPAL, NOW, PEOPLE);
    expect(twice).toEqual({ ok: false, refusal: 'submission.alreadySigned' });
  });

  test('who left need not sign any more', () => {
    const left = PEOPLE.filter((one) => one !== reviewers[1]);
    const decided = decide(signBy('all', 0, 2), { kind: 'peopleChanged' }, PRINCIPAL, NOW, left);
    expect(decided.ok && decided.submission.status).toBe('approved');
  });

  test('the budget manager joins where too few are left; too few with them cannot be sent', () => {
    const four = begun(PEOPLE, routeOf({ quorum: 4 }));
    const [step] = four.steps;
    expect(step && needOf(step, four, PEOPLE).candidates.map(({ name }) => name)).toEqual([
      'P2',
      'P3',
      'P4',
      'P5',
    ]);
    expect(begin(PEOPLE, routeOf({ quorum: 5 })).ok).toBe(false);
  });
});

test('a grant that is limited to funding sources signs only what concerns none but those', () => {
  const limited = person(2, grantOf('reviewer', { fundingSources: ['201'] }));
  const people = [person(1, at('principal', SITE)), limited, person(3, at('reviewer'))];
  const step = (id: string, sources?: string[]) => ({
    id,
    title: id,
    approvers: [{ role: 'reviewer' as const }],
    ...(sources ? { conditions: { sources } } : {}),
  });
  const open = begun(people, {
    stages: [{ steps: [step('all'), step('title-one', ['201']), step('both', ['201', '100'])] }],
  });
  expect(
    whoCanAct(open, people).map(({ step: { rule }, people: able }) => [
      rule.id,
      able.map(({ name }) => name),
    ]),
  ).toEqual([
    ['all', ['P3']],
    ['title-one', ['P2', 'P3']],
    ['both', ['P3']],
  ]);
});

test('conditions never hold less where less is asked', () => {
  const all = fc.record(
    {
      sources: fc.subarray(['100', '201', '202'], { minLength: 1 }),
      levels: fc.subarray(['elementary', 'high'] as const, { minLength: 1 }).map((levels) => [...levels]),
      findings: fc.subarray(['warning', 'explained'] as const, { minLength: 1 }).map((found) => [...found]),
      amount: fc.record({ atLeastCents: fc.nat(600_000), of: fc.constant('site' as const) }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      all,
      fc.boolean(),
      fc.constantFrom('sources', 'levels', 'findings', 'amount'),
      (conditions, hasWarning, left) => {
        const of = facts({ facts: factsOf({ hasWarning }) });
        const fewer = Object.fromEntries(Object.entries(conditions).filter(([key]) => key !== left));
        if (conditionsHold(conditions, of)) expect(conditionsHold(fewer, of)).toBe(true);
      },
    ),
  );
});
