import { describe, expect, test } from '@jest/globals';
import type { ApprovalStep } from '../../../src/core/approval/route.js';
import { dueDateOfSite } from '../../../src/core/approval/lateness.js';
import { dueDateOf, noticesOn } from '../../../src/core/approval/timing.js';
import { at, begun, draft, person, SITE } from '../../support/approval-world.js';

const PRINCIPAL = person(1, at('principal', SITE));
const PEOPLE = [
  PRINCIPAL,
  person(2, at('reviewer')),
  person(3, at('budgetManager')),
  person(4, at('budgetManager', '571')),
];
const openWith = (part: Partial<ApprovalStep>, submittedAt: string) => {
  const step: ApprovalStep = { id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }], ...part };
  return begun(PEOPLE, { stages: [{ steps: [step] }] }, { submission: draft(PRINCIPAL, { submittedAt }) });
};
const due = (part: Partial<ApprovalStep>, submittedAt: string, timeZone: string) => {
  const [step] = openWith(part, submittedAt).steps;
  return step ? dueDateOf(step, timeZone) : 'no step';
};

describe('days after arrival are days where the district is', () => {
  test.each([
    // Ten in the evening of the 1st in Los Angeles is the 2nd in UTC; summer time begins on the 10th.
    ['2024-03-02T06:00:00.000Z', 'America/Los_Angeles', 9, '2024-03-10'],
    ['2024-03-02T06:00:00.000Z', 'UTC', 9, '2024-03-11'],
    ['2024-02-28T12:00:00.000Z', 'UTC', 1, '2024-02-29'],
    ['2024-12-31T12:00:00.000Z', 'Pacific/Auckland', 0, '2025-01-01'],
  ])('%s in %s and %i days', (at, timeZone, daysAfterArrival, expected) =>
    expect(due({ due: { daysAfterArrival } }, at, timeZone)).toBe(expected),
  );

  test('a date is a date, and without either there is none', () => {
    expect(due({ due: { date: '2024-03-20' } }, '2024-03-02T06:00:00.000Z', 'UTC')).toBe('2024-03-20');
    expect(due({}, '2024-03-02T06:00:00.000Z', 'UTC')).toBeNull();
  });
});

test('reminders and escalation fall on their days, to whoever has it and whoever is named', () => {
  const open = openWith(
    {
      due: { daysAfterArrival: 5 },
      reminders: [2, 0],
      escalation: [{ daysAfterDue: 1, to: [{ role: 'budgetManager' }] }],
    },
    '2024-03-04T12:00:00.000Z',
  );
  const on = (date: string) =>
    noticesOn(date, open, PEOPLE, 'UTC').map(({ kind, personIds }) => [
      kind,
      personIds.map((id) => id.at(-1)),
    ]);
  expect(on('2024-03-06')).toEqual([]);
  expect(on('2024-03-07')).toEqual([['reminder', ['2']]]);
  expect(on('2024-03-09')).toEqual([['reminder', ['2']]]);
  expect(on('2024-03-10')).toEqual([['escalation', ['3']]]);
  expect(noticesOn('2024-03-07', { ...open, status: 'returned' }, PEOPLE, 'UTC')).toEqual([]);
});

test('a reopened site has until the date it was given, which is never earlier than everybody’s', () => {
  const reopened = (dueDate: string) => ({
    decisions: [
      {
        decision: 'reopen' as const,
        decidedById: PRINCIPAL.id,
        decidedBy: '',
        decidedAt: '2024-03-20T00:00:00.000Z',
        comment: '',
        dueDate,
      },
    ],
  });
  expect(dueDateOfSite('2024-03-15', [])).toBe('2024-03-15');
  expect(dueDateOfSite('2024-03-15', [{ decisions: [] }, reopened('2024-04-01')])).toBe('2024-04-01');
  expect(dueDateOfSite('2024-03-15', [reopened('2024-03-01')])).toBe('2024-03-15');
});
