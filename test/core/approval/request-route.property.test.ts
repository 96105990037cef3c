import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  answer,
  startRequest,
  wayToShow,
  type AskedRequest,
  type RequestEvent,
  type WishedMoney,
} from '../../../src/core/approval/answer-request.js';
import type { Approver, RoutePerson } from '../../../src/core/approval/approver.js';
import {
  DEFAULT_REQUEST_ROUTE,
  RequestRoute,
  RequestRoutes,
} from '../../../src/core/approval/request-route.js';
import {
  at,
  FUNDING_SOURCES,
  NOW,
  people,
  person,
  personId,
  SITE,
  SOURCES,
} from '../../support/approval-world.js';

const approver = fc.oneof<{ weight: number; arbitrary: fc.Arbitrary<Approver> }[]>(
  {
    weight: 6,
    arbitrary: fc.record({ role: fc.constantFrom('reviewer', 'federalPrograms', 'budgetManager') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      role: fc.constant('reviewer'),
      grant: fc.constantFrom('namesSite', 'districtWide'),
    }),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 7 }).map((who) => ({ personId: personId(who) })) },
);
const step = fc.record(
  {
    approvers: fc.array(approver, { minLength: 1, maxLength: 3 }),
    signers: fc.oneof(
      fc.constant('any' as const),
      fc.integer({ min: 1, max: 2 }).map((quorum) => ({ quorum })),
    ),
    conditions: fc.oneof(
      fc.record({ sources: fc.subarray([...SOURCES], { minLength: 1 }) }),
      fc.record({
        amount: fc.record({ atLeastCents: fc.constantFrom(1_000, 50_000), of: fc.constant('site' as const) }),
      }),
    ),
  },
  { requiredKeys: ['approvers'] },
);

/** Any way that a district could declare for one kind of request. */
const routes: fc.Arbitrary<RequestRoute> = fc
  .array(fc.array(step, { minLength: 1, maxLength: 2 }), { minLength: 0, maxLength: 2 })
  .map((stages) =>
    RequestRoute.parse({
      stages: [
        ...stages.map((steps, stage) => ({
          steps: steps.map((one, place) => {
            const id = `s${String(stage)}-${String(place)}`;
            return { id, title: id, ...one };
          }),
        })),
        { steps: [{ id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }] }] },
      ],
    }),
  );

const money: fc.Arbitrary<WishedMoney> = fc.record({
  fundingSources: fc.subarray([...SOURCES], { maxLength: 1 }),
  amountCents: fc.constantFrom(100, 5_000, 90_000),
});

/** What the first of the people asks. */
const ask = (all: readonly RoutePerson[], part: Partial<AskedRequest> = {}): AskedRequest => {
  const [asker = person(0)] = all;
  return {
    id: 'b0c7a4d2-7f7e-4a35-9d3a-0c8f5f3b1a11',
    siteCode: SITE,
    requestedById: asker.id,
    requestedBy: asker.name,
    requestedAt: NOW,
    ...part,
  };
};
const start = (all: readonly RoutePerson[], route: RequestRoute, wished: WishedMoney) =>
  startRequest(route, {
    request: ask(all),
    money: wished,
    level: 'high',
    fundingSources: FUNDING_SOURCES,
    people: all,
  });
/** Ways that could be begun, each with its people. */
const begun = fc
  .tuple(people, routes, money)
  .map(([all, route, wished]) => ({ all, route, wished, started: start(all, route, wished) }))
  .filter(({ started }) => started.ok)
  .map(({ all, started, ...rest }) => {
    if (!started.ok) throw new Error('Filtered out');
    return { ...rest, all, request: ask(all, { way: started.way }) };
  });
const answers = fc.array(fc.record({ who: fc.nat(7), isDeclined: fc.nat(9).map((of) => of === 0) }), {
  minLength: 1,
  maxLength: 20,
});
const eventOf = (isDeclined: boolean): RequestEvent => ({
  decision: isDeclined ? 'declined' : 'granted',
  reason: 'why',
});
/** Said anew rather than asked of the code. */
const answersAt = ({ grants }: RoutePerson) =>
  grants.some(
    ({ role, siteCodes }) =>
      ['reviewer', 'federalPrograms', 'budgetManager'].includes(role) &&
      (siteCodes.length === 0 || siteCodes.includes(SITE)),
  );
const isHers = ({ id, grants }: RoutePerson, { requestedById }: AskedRequest) =>
  id === requestedById || grants.some(({ from }) => from?.personId === requestedById);

describe('a request on a way that a district declares', () => {
  test('no step is skipped, nobody signs twice or for themselves, and it is granted when every step is signed', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(begun, answers, ({ all, request }, acts) => {
        let now = request;
        for (const { who, isDeclined } of acts) {
          const actor = all[who % all.length] ?? person(99);
          const frozen = JSON.stringify(now);
          const answered = answer(now, eventOf(isDeclined), actor, NOW, all);
          expect(JSON.stringify(now)).toBe(frozen);
          if (!answered.ok) {
            seen.set(answered.refusal, (seen.get(answered.refusal) ?? 0) + 1);
            continue;
          }
          expect([answersAt(actor), isHers(actor, request)]).toEqual([true, false]);
          const { way, outcome } = answered;
          const signers = way.steps.flatMap(({ signatures }) => signatures.map(({ personId: id }) => id));
          expect(new Set(signers).size).toBe(signers.length);
          for (const one of way.steps) {
            const quorum = typeof one.rule.signers === 'object' ? one.rule.signers.quorum : 1;
            if (one.doneAt !== null) expect(one.signatures.length).toBeGreaterThanOrEqual(quorum);
            const isAhead = way.steps.some(({ stage, doneAt }) => stage < one.stage && doneAt === null);
            if (isAhead) expect(one.signatures).toEqual([]);
          }
          const isSigned = way.steps.every(({ doneAt }) => doneAt !== null);
          expect(outcome).toBe(isDeclined ? 'declined' : isSigned ? 'granted' : 'open');
          expect(way.decisions).toHaveLength((now.way?.decisions.length ?? 0) + 1);
          expect(way.decisions.at(-1)).toMatchObject({ decidedById: actor.id, comment: 'why' });
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          if (outcome !== 'open') return;
          now = { ...now, way };
        }
      }),
      { numRuns: 500 },
    );
    expect([...seen.keys()].sort()).toEqual(
      expect.arrayContaining([
        'declined',
        'granted',
        'open',
        'request.alreadySigned',
        'request.notYours',
        'request.ownWork',
      ]),
    );
  });

  test('as long as it is open there is somebody who can sign it, and in the end it is granted', () => {
    fc.assert(
      fc.property(begun, ({ all, request }) => {
        let now = request;
        for (let signed = 0; ; signed += 1) {
          expect(signed).toBeLessThanOrEqual(all.length);
          const tries = all.map((actor) => answer(now, eventOf(false), actor, NOW, all));
          const taken = tries.find(({ ok }) => ok);
          // Nobody can only be where each who could would leave nobody behind her.
          if (!taken?.ok) {
            expect(tries.some((one) => !one.ok && one.refusal === 'request.nobodyToAnswer')).toBe(true);
            return;
          }
          if (taken.outcome === 'granted') return;
          now = { ...now, way: taken.way };
        }
      }),
      { numRuns: 300 },
    );
  });

  test('whose conditions do not hold is no step; what is shown says who signed', () => {
    fc.assert(
      fc.property(begun, ({ request, route, wished }) => {
        const way = request.way ?? { steps: [], decisions: [] };
        const wanted = route.stages.flatMap(({ steps }) =>
          steps.filter(({ conditions: { sources, amount } = {} }) => {
            if (sources && !sources.some((code) => wished.fundingSources.includes(code))) return false;
            const cents = wished.fundingSources.length === 0 ? 0 : wished.amountCents;
            return !amount || cents >= amount.atLeastCents;
          }),
        );
        const { steps: shown } = wayToShow(way);
        expect(shown.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
        expect(shown.every(({ signedBy }) => signedBy.length === 0)).toBe(true);
        expect(shown.some(({ status }) => status === 'waiting')).toBe(true);
      }),
    );
  });
});

describe('the default way', () => {
  test('is what it was before there were ways: one answer of whoever answers at the site, whatever the money', () => {
    fc.assert(
      fc.property(people, fc.nat(7), fc.boolean(), (all, who, isDeclined) => {
        const request = ask(all);
        const actor = all[who % all.length] ?? person(99);
        const answered = answer(request, eventOf(isDeclined), actor, NOW, all);
        if (isHers(actor, request)) expect(answered).toEqual({ ok: false, refusal: 'request.ownWork' });
        else if (!answersAt(actor)) expect(answered).toEqual({ ok: false, refusal: 'request.notYours' });
        else expect(answered).toMatchObject({ ok: true, outcome: isDeclined ? 'declined' : 'granted' });
      }),
      { numRuns: 300 },
    );
  });

  test('can be declared', () => {
    expect(RequestRoute.parse(DEFAULT_REQUEST_ROUTE)).toEqual(DEFAULT_REQUEST_ROUTE);
  });
});

describe('a way that cannot be declared', () => {
  const finance = { id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }] };
  const faults = (...steps: object[]) => {
    const read = RequestRoutes.safeParse({ code: { stages: [{ steps }] } });
    return read.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  };
  test.each<[string, object[], RegExp]>([
    ['two steps of one name', [finance, finance], /finance stands twice/],
    ['every step on a condition', [{ ...finance, conditions: { sources: ['201'] } }], /without conditions/],
    [
      'a principal',
      [finance, { ...finance, id: 'p', approvers: [{ role: 'principal' }] }],
      /only these roles/,
    ],
    ['evidence', [{ ...finance, evidence: ['vote'] }], /evidence/],
    ['a due date', [{ ...finance, due: { daysAfterArrival: 3 } }], /due/],
    ['what is never asked of a request', [{ ...finance, conditions: { exceptions: true } }], /exceptions/],
    ['nobody', [{ ...finance, approvers: [] }], /approvers/],
  ])('%s', (_what, steps, message) => {
    expect(faults(...steps).join('\n')).toMatch(message);
  });
  test('a good one has no fault', () => {
    expect(faults(finance, { ...finance, id: 'second', signers: { quorum: 2 } })).toEqual([]);
  });
});

test('who may sign for some money alone signs what is about that money, and nothing else', () => {
  const [asker, federal] = [
    person(1, at('principal', SITE)),
    person(2, { ...at('federalPrograms'), fundingSources: ['201'] }),
  ];
  const manager = person(3, at('budgetManager'));
  const route = RequestRoute.parse({
    stages: [{ steps: [{ id: 'f', title: 'Federal', approvers: [{ role: 'federalPrograms' }] }] }],
  });
  const all = [asker, federal, manager];
  const answerBy = (who: RoutePerson, fundingSources: string[]) => {
    const started = start(all, route, { fundingSources, amountCents: 100 });
    if (!started.ok) throw new Error(started.step);
    const answered = answer(ask(all, { way: started.way }), eventOf(false), who, NOW, all);
    return answered.ok ? answered.outcome : answered.refusal;
  };
  expect(answerBy(federal, ['201'])).toBe('granted');
  expect(answerBy(federal, ['100'])).toBe('request.notYours');
  // Where nobody else can, the budget managers do.
  expect(answerBy(manager, ['100'])).toBe('granted');
  expect(answerBy(manager, ['201'])).toBe('request.notYours');
  expect(start([asker, federal], route, { fundingSources: ['100'], amountCents: 1 })).toEqual({
    ok: false,
    step: 'Federal',
  });
});
