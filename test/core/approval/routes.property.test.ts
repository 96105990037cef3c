import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RoutePerson } from '../../../src/core/approval/approver.js';
import { decide } from '../../../src/core/approval/decide.js';
import { concernedSteps, reopenSteps } from '../../../src/core/approval/reopen-steps.js';
import type { RouteEvent } from '../../../src/core/approval/route-event.js';
import { needOf, standingOf, whoCanAct } from '../../../src/core/approval/step-state.js';
import type { RoutedSubmission } from '../../../src/core/approval/submission.js';
import type { SubmissionFacts } from '../../../src/core/approval/submission-facts.js';
import {
  at,
  begin,
  begunRoutes,
  begunWith,
  draft,
  EVIDENCE,
  factsOf,
  NOW,
  outcomeOf,
  person,
  SOURCES,
} from '../../support/approval-world.js';

type World = { submission: RoutedSubmission; people: RoutePerson[] };

/** One thing that happens; who and what are picked from what there is by a number. */
type Act =
  | { act: 'approve' | 'return' | 'reject' | 'recall'; who: number; step: number; isNamed: boolean }
  | { act: 'delegate'; who: number; step: number; to: number }
  | { act: 'withdraw' | 'leave' | 'promote' | 'reopen'; who: number }
  | { act: 'sign'; step: number; who: number }
  | { act: 'change'; source: number };

const number = fc.nat(11);
const acts: fc.Arbitrary<Act> = fc.oneof(
  // Most of them do something that is possible: a way that nobody walks shows nothing.
  { weight: 8, arbitrary: fc.record({ act: fc.constant('sign' as const), step: number, who: number }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'approve' as const,
        'approve' as const,
        'recall' as const,
        'return' as const,
        'reject' as const,
      ),
      who: number,
      step: number,
      isNamed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('delegate' as const), who: number, step: number, to: number }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'withdraw' as const,
        'reopen' as const,
        'reopen' as const,
        'reopen' as const,
        'leave' as const,
        'leave' as const,
        'promote' as const,
      ),
      who: number,
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('change' as const), source: number }) },
);

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];

/** The event of an act with its actor; null where there is nobody for it. */
function eventOf({ submission, people }: World, act: Act): { event: RouteEvent; actor: RoutePerson } | null {
  const step = 'step' in act ? pick(submission.steps, act.step)?.rule.id : undefined;
  switch (act.act) {
    case 'sign': {
      const waiting = pick(whoCanAct(submission, people), act.step);
      const actor = waiting && pick(waiting.people, act.who);
      if (!waiting || !actor) return null;
      const evidence = (waiting.step.rule.evidence ?? []).map((id) => ({ id, title: id, fields: [] }));
      return { event: { kind: 'approve', step: waiting.step.rule.id, evidence }, actor };
    }
    case 'delegate': {
      const [actor, to] = [pick(people, act.who), pick(people, act.to)];
      return actor && to ? { event: { kind: 'delegate', step, toId: to.id }, actor } : null;
    }
    case 'change':
    case 'leave':
    case 'promote':
      return null;
    case 'approve':
    case 'return':
    case 'reject':
    case 'recall':
    case 'withdraw':
    case 'reopen': {
      const actor = actorOf(act, { submission, people });
      const named = 'isNamed' in act && act.isNamed ? { step } : {};
      return actor ? { event: { kind: act.act, comment: 'why', ...named }, actor } : null;
    }
  }
}

/** Half of the time somebody who may: few people are the submitter or a budget manager. */
function actorOf(
  { act, who }: Act & { who: number },
  { submission, people }: World,
): RoutePerson | undefined {
  const may = people.find(({ id, grants }) =>
    act === 'withdraw'
      ? id === submission.submittedById
      : act === 'reopen' && grants.some(({ role }) => role === 'budgetManager'),
  );
  return (who % 2 === 0 ? may : undefined) ?? pick(people, who);
}

function play(world: World, act: Act): World {
  const { submission, people } = world;
  const [someone = person(99)] = people;
  if (act.act === 'change') {
    const source = pick([...SOURCES], act.source) ?? '';
    const moved = reopenSteps(
      submission,
      { fundingSources: [source] },
      { actor: someone, why: '', now: NOW },
      people,
    );
    return moved ? { submission: moved.submission, people } : world;
  }
  if (act.act === 'leave' || act.act === 'promote') {
    const other = pick(people, act.who);
    if (!other) return world;
    const left =
      act.act === 'leave'
        ? people.filter((one) => one !== other)
        : people.map((one) => (one === other ? { ...one, grants: [...one.grants, at('reviewer')] } : one));
    const decided = decide(submission, { kind: 'peopleChanged' }, someone, NOW, left);
    return { people: left, submission: decided.ok ? decided.submission : submission };
  }
  const chosen = eventOf(world, act);
  if (!chosen) return world;
  const decided = decide(submission, chosen.event, chosen.actor, NOW, people);
  return decided.ok ? { people, submission: decided.submission } : world;
}

/** Signatures a step needs at least, said anew rather than asked of the code. */
function leastSignatures({ rule }: RoutedSubmission['steps'][number]): number {
  return typeof rule.signers === 'object' ? rule.signers.quorum : 1;
}

function holds({ submission, people }: World, before: World): void {
  const { steps, status, submittedById, inNameOf = [] } = submission;
  const owners = [submittedById, ...inNameOf.map(({ personId: id }) => id)];
  for (const step of steps) {
    const ids = step.signatures.map(({ personId: id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    if (step.doneAt !== null) expect(ids.length).toBeGreaterThanOrEqual(leastSignatures(step));
    for (const { personId: id } of step.signatures) {
      if (!owners.includes(id)) continue;
      const isPrincipals = step.rule.approvers?.some((one) => 'role' in one && one.role === 'principal');
      expect(step.rule.approvers === undefined || isPrincipals).toBe(true);
    }
    const was = before.submission.steps.find(({ rule }) => rule.id === step.rule.id);
    if (step.doneAt !== null && was?.doneAt === null)
      expect(steps.filter(({ stage, doneAt }) => stage < step.stage && doneAt === null)).toEqual([]);
  }
  if (status === 'approved') {
    expect(steps.filter(({ doneAt }) => doneAt === null)).toEqual([]);
    expect(steps.map((step) => standingOf(step, steps)).every((standing) => standing === 'final')).toBe(true);
  }
  if (status === 'submitted') {
    const waiting = whoCanAct(submission, people);
    expect(waiting.length).toBeGreaterThan(0);
    for (const { step, people: able } of waiting) {
      expect([step.rule.id, able.length]).not.toEqual([step.rule.id, 0]);
      expect(able.length).toBeGreaterThanOrEqual(needOf(step, submission, people).need);
    }
  }
}

test('a submission is in the name of those who handed over the site, where the submitter does not manage it herself', () => {
  let handed = 0;
  fc.assert(
    fc.property(begunRoutes, ({ submission, people }) => {
      const submitter = people.find(({ id }) => id === submission.submittedById);
      const managing = (submitter?.grants ?? []).filter(
        ({ role, siteCodes }) =>
          role === 'principal' && (siteCodes.length === 0 || siteCodes.includes(submission.siteCode)),
      );
      const givers = new Set(managing.map(({ from }) => from?.personId));
      const expected = givers.has(undefined) ? [] : [...givers];
      expect((submission.inNameOf ?? []).map(({ personId: id }) => id)).toEqual(expected);
      if (expected.length > 0) handed += 1;
      // Neither they nor those who stand in for them have anything to sign, but for what is the site's own.
      for (const { step, people: able } of whoCanAct(submission, people)) {
        if (step.rule.approvers?.some((one) => 'role' in one && one.role === 'principal')) continue;
        if (!step.rule.approvers) continue;
        for (const { id, grants } of able)
          for (const owner of [submission.submittedById, ...expected])
            expect([id, ...grants.map(({ from }) => from?.personId)]).not.toContain(owner);
      }
    }),
    { numRuns: 400 },
  );
  expect(handed).toBeGreaterThan(0);
});

describe('whatever the route, the people and what they do', () => {
  test('no step is skipped, nobody signs twice or for themselves, and an open submission is somebody’s', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(begunRoutes, fc.array(acts, { maxLength: 25, size: 'max' }), (start, all) => {
        let world: World = start;
        holds(world, world);
        for (const act of all) {
          const next = play(world, act);
          holds(next, world);
          const [before, after] = [world.submission.status, next.submission.status];
          if (!['submitted', 'approved', after].includes(before))
            expect([after, act.act]).toEqual(['reopened', 'reopen']);
          expect(next.submission.decisions.slice(0, world.submission.decisions.length)).toEqual(
            world.submission.decisions,
          );
          world = next;
          seen.set(after, (seen.get(after) ?? 0) + 1);
        }
      }),
      { numRuns: 200 },
    );
    // The acts get somewhere: a test that only ever met refusals would hold for anything.
    expect([...seen.keys()].sort()).toEqual([
      'approved',
      'rejected',
      'reopened',
      'returned',
      'submitted',
      'withdrawn',
    ]);
  });

  test('what the actor has not to do is refused without a change, and every decision is in the record', () => {
    fc.assert(
      fc.property(begunRoutes, fc.array(acts, { maxLength: 12 }), (start, all) => {
        let world: World = start;
        for (const act of all) {
          const chosen = eventOf(world, act);
          if (!chosen) continue;
          const frozen = JSON.stringify(world.submission);
          const decided = decide(world.submission, chosen.event, chosen.actor, NOW, world.people);
          expect(JSON.stringify(world.submission)).toBe(frozen);
          if (!decided.ok) continue;
          const added = decided.submission.decisions.slice(world.submission.decisions.length);
          expect(added[0]?.decidedById).toBe(chosen.actor.id);
          world = { ...world, submission: decided.submission };
        }
      }),
    );
  });

  test('the order of signatures that wait at the same time does not matter', () => {
    const waitingSigns = ({ submission, people }: World) =>
      whoCanAct(submission, people).flatMap(({ step, people: able }) =>
        able.slice(0, needOf(step, submission, people).need).map((actor) => ({ step: step.rule.id, actor })),
      );
    const signAll = (world: World, signs: ReturnType<typeof waitingSigns>) =>
      signs.reduce((submission, { step, actor }) => {
        const decided = decide(
          submission,
          { kind: 'approve', step, evidence: EVIDENCE },
          actor,
          NOW,
          world.people,
        );
        if (!decided.ok) throw new Error(`${decided.refusal} of ${actor.name} at ${step}`);
        return decided.submission;
      }, world.submission);
    let several = 0;
    const inOrders = begunRoutes.chain((world) => {
      const signs = waitingSigns(world);
      return fc.record({
        world: fc.constant(world),
        one: fc.constant(signs),
        other: fc.shuffledSubarray(signs, { minLength: signs.length }),
      });
    });
    fc.assert(
      fc.property(inOrders, ({ world, one, other }) => {
        if (one.length > 1) several += 1;
        expect(outcomeOf(signAll(world, other))).toEqual(outcomeOf(signAll(world, one)));
      }),
      { numRuns: 300 },
    );
    expect(several).toBeGreaterThan(20);
  });

  test('a signature taken back and given again is the signature', () => {
    let recalled = 0;
    fc.assert(
      fc.property(
        begunRoutes,
        fc.array(acts, { maxLength: 10 }),
        fc.tuple(number, number),
        (start, all, [step, who]) => {
          const world = all.reduce<World>(play, start);
          const chosen = eventOf(world, { act: 'sign', step, who });
          if (chosen?.event.kind !== 'approve') return;
          const { event, actor } = chosen;
          const signed = decide(world.submission, event, actor, NOW, world.people);
          if (!signed.ok) throw new Error(signed.refusal);
          const taken = decide(
            signed.submission,
            { kind: 'recall', step: event.step },
            actor,
            NOW,
            world.people,
          );
          if (!taken.ok) {
            // A later stage that stays decided after a change stands against it.
            expect(taken.refusal).toBe('submission.laterDecided');
            return;
          }
          recalled += 1;
          expect(taken.submission.status).toBe('submitted');
          const again = decide(taken.submission, event, actor, NOW, world.people);
          if (!again.ok) throw new Error(again.refusal);
          expect(outcomeOf(again.submission)).toEqual(outcomeOf(signed.submission));
        },
      ),
      { numRuns: 300 },
    );
    expect(recalled).toBeGreaterThan(50);
  });
});

/** Nothing changed in these sources, or in all of the sheet. */
function isSame(before: SubmissionFacts, after: SubmissionFacts, sources: readonly string[]): boolean {
  if (sources.length === 0) return before.hash === after.hash;
  const of = ({ sources: all }: SubmissionFacts) =>
    all.filter(({ fundingSource }) => sources.includes(fundingSource)).map(({ hash }) => hash);
  return of(before).join() === of(after).join();
}

describe('whatever changes', () => {
  test('exactly the signed steps that a change concerns wait again', () => {
    let reopened = 0;
    const sources = fc.oneof(fc.constant('all' as const), fc.subarray([...SOURCES, '999']));
    fc.assert(
      fc.property(begunRoutes, fc.array(acts, { maxLength: 15 }), sources, (start, all, fundingSources) => {
        const { submission, people } = all.reduce<World>(play, start);
        const moved = reopenSteps(
          submission,
          { fundingSources },
          { actor: person(1), why: 'a cut', now: NOW },
          people,
        );
        const isOpen = submission.status === 'submitted' || submission.status === 'approved';
        const expected = submission.steps.filter(
          ({ signatures, sources: of }) =>
            isOpen &&
            signatures.length > 0 &&
            (fundingSources === 'all' ||
              (fundingSources.length > 0 && of.length === 0) ||
              of.some((source) => fundingSources.includes(source))),
        );
        if (!moved) {
          expect(expected).toEqual([]);
          return;
        }
        reopened += 1;
        const ids = expected.map(({ rule }) => rule.id);
        expect(moved.happened.flatMap((one) => (one.kind === 'stepReopened' ? [one.step] : []))).toEqual(ids);
        for (const step of moved.submission.steps) {
          const was = submission.steps.find(({ rule }) => rule.id === step.rule.id);
          if (ids.includes(step.rule.id)) expect([step.signatures, step.doneAt]).toEqual([[], null]);
          else {
            expect(step.signatures).toEqual(was?.signatures);
            expect(step.doneAt).toBe(was?.doneAt);
            expect(step.confirmation).toEqual(was?.confirmation);
          }
        }
        expect(moved.submission.status).not.toBe('approved');
        const concerned = concernedSteps(submission.steps, { fundingSources });
        expect(expected.every((step) => concerned.includes(step))).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(reopened).toBeGreaterThan(50);
  });

  test('an approval carries over where nothing changed that it was given for, and nowhere else', () => {
    const hashes = fc.record({
      sources: fc.array(fc.constantFrom('a', 'a', 'a', 'b'), { minLength: 3, maxLength: 3 }),
      rest: fc.constantFrom('r', 'r', 's'),
    });
    const factsFrom = ({ sources, rest }: { sources: string[]; rest: string }) =>
      factsOf({
        sources: SOURCES.map((fundingSource, of) => ({
          fundingSource,
          proposedCents: 100,
          hash: sources[of] ?? '',
        })),
        hash: `${sources.join('')}${rest}`,
      });
    let carried = 0;
    fc.assert(
      fc.property(
        hashes.chain((old) => fc.tuple(begunWith(fc.constant(factsFrom(old))), hashes)),
        fc.array(acts, { maxLength: 15 }),
        number,
        ([start, now], all, who) => {
          const { people, route } = start;
          const next = pick(people, who) ?? person(99);
          const before = all.reduce<World>(play, start).submission;
          const again = begin(people, route, {
            submission: draft(next, { evidence: EVIDENCE, revision: 2 }),
            facts: factsFrom(now),
            earlier: [before],
          });
          if (!again.ok) return;
          const { inNameOf = [] } = again.submission;
          const owners = [next.id, ...inNameOf.map(({ personId: id }) => id)];
          const isRejected = before.decisions.some(({ decision }) => decision === 'reject');
          for (const step of again.submission.steps) {
            const was = before.steps.find(({ rule }) => rule.id === step.rule.id);
            const mayCarry =
              !isRejected &&
              step.rule.carryOver === true &&
              step.rule.approvers !== undefined &&
              isSame(start.facts, factsFrom(now), step.sources);
            const expected = mayCarry
              ? (was?.signatures ?? []).filter(({ personId: id }) => !owners.includes(id))
              : [];
            const taken = step.signatures.filter(({ origin }) => origin === 'carried');
            expect(taken.map(({ personId: id }) => id)).toEqual(expected.map(({ personId: id }) => id));
            carried += taken.length;
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(carried).toBeGreaterThan(20);
  });
});
