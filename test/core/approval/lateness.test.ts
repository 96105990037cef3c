import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeLateness, localDate } from '../../../src/core/approval/lateness.js';

const plan = (timeZone: string, lateClaims?: 'accept' | 'ask') => ({
  timeZone,
  year: { id: '2024-25', currentId: '2023-24', dueDate: '2024-03-15' },
  ...(lateClaims ? { lateClaims } : {}),
});
const judge = (receivedAt: string, claimedAt: string | null = null, lateClaims?: 'accept' | 'ask') =>
  judgeLateness(plan('America/Los_Angeles', lateClaims), { receivedAt, claimedAt });

describe('the due date counts whole, where the district is', () => {
  // Daylight saving time has begun by then: midnight is 07:00 UTC.
  test.each([
    ['2024-03-15T23:00:00.000Z', {}],
    ['2024-03-16T06:59:59.999Z', {}],
    ['2024-03-16T07:00:00.000Z', { isLate: true }],
  ])('received %s', (at, verdict) => expect(judge(at)).toEqual(verdict));

  test('on the other side of the date line it is another instant', () => {
    expect(
      judgeLateness(plan('Pacific/Auckland'), { receivedAt: '2024-03-15T11:00:00.000Z', claimedAt: null }),
    ).toEqual({ isLate: true });
    expect(localDate('2024-03-15T10:59:59.000Z', 'Pacific/Auckland')).toBe('2024-03-15');
  });
});

describe('a claim to have been in time', () => {
  const late = '2024-03-16T12:00:00.000Z';
  test('is the reviewer’s to decide, unless the district takes it', () => {
    expect(judge(late, '2024-03-15T12:00:00.000Z')).toEqual({ isLate: true, lateClaim: 'toDecide' });
    expect(judge(late, '2024-03-15T12:00:00.000Z', 'ask')).toEqual({ isLate: true, lateClaim: 'toDecide' });
    expect(judge(late, '2024-03-15T12:00:00.000Z', 'accept')).toEqual({
      isLate: true,
      lateClaim: 'accepted',
    });
  });
  test('that is late itself is none', () => {
    expect(judge(late, '2024-03-16T08:00:00.000Z', 'accept')).toEqual({ isLate: true });
  });
  test('matters only for what came late', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2024-06-01'), noInvalidDate: true }),
        fc.date({ min: new Date('2024-01-01'), max: new Date('2024-06-01'), noInvalidDate: true }),
        (received, claimed) => {
          const verdict = judge(received.toISOString(), claimed.toISOString());
          const isLate = judge(received.toISOString()).isLate === true;
          expect(verdict.isLate === true).toBe(isLate);
          if (!isLate) expect(verdict.lateClaim).toBeUndefined();
        },
      ),
    );
  });
});
