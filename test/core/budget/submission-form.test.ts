import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  EvidenceForm,
  evidenceFor,
  faultyFields,
  fileEvidence,
  SubmissionForm,
} from '../../../src/core/budget/submission-form.js';

const COUNCIL: EvidenceForm = {
  id: 'council',
  title: 'School Site Council',
  appliesTo: ['201'],
  fields: [
    { key: 'date', label: 'Date', kind: 'date', isRequired: true },
    { key: 'votesFor', label: 'For', kind: 'number', isRequired: true },
    { key: 'minutes', label: 'Minutes', kind: 'text', isRequired: true },
    { key: 'remarks', label: 'Remarks', kind: 'text', isRequired: false },
  ],
};
const BOARD: EvidenceForm = { ...COUNCIL, id: 'board', title: 'Board' };
delete BOARD.appliesTo;
const FULL = { date: '2024-02-27', votesFor: '7', minutes: 'Item 4' };

test('a funding source asks for its evidence where the site has or budgets anything of it', () => {
  const form = { attestation: 'Yes', evidence: [COUNCIL, BOARD] };
  const idsOf = (fundingSource: string, allocatedCents: number, proposedCents: number) =>
    evidenceFor(form, [{ fundingSource, allocatedCents, proposedCents }]).map(({ id }) => id);
  expect(idsOf('201', 1, 0)).toEqual(['council', 'board']);
  expect(idsOf('201', 0, -1)).toEqual(['council', 'board']);
  expect(idsOf('201', 0, 0)).toEqual(['board']);
  expect(idsOf('100', 5, 5)).toEqual(['board']);
});

describe('what was typed', () => {
  const faults = (values: Record<string, string>) => faultyFields(COUNCIL, values).map(({ key }) => key);

  test('is whole when every required field is there and fits', () => {
    expect(faults(FULL)).toEqual([]);
    expect(faults({})).toEqual(['date', 'votesFor', 'minutes']);
    expect(faults({ ...FULL, minutes: ' \n' })).toEqual(['minutes']);
    for (const date of ['2024-02-30', '27.2.2024', 'soon', '2024-2-7']) {
      expect(faults({ ...FULL, date })).toEqual(['date']);
    }
    for (const votesFor of ['seven', '7 of 9', '1e3', 'Infinity', '--1']) {
      expect(faults({ ...FULL, votesFor })).toEqual(['votesFor']);
    }
  });

  test('any text whatever is either a fault or filed as it is, without the blanks around it', () => {
    fc.assert(
      fc.property(fc.record({ date: fc.string(), votesFor: fc.string(), minutes: fc.string() }), (values) => {
        const bad = new Set(faults(values));
        const filed = fileEvidence(COUNCIL, values).fields;
        for (const { key, label, kind } of COUNCIL.fields.slice(0, 3)) {
          const value = values[key as keyof typeof values].trim();
          if (value === '') expect(bad.has(key)).toBe(true);
          else expect(filed).toContainEqual({ key, label, kind, value });
        }
      }),
    );
  });

  test('fields that nobody asked for are not filed', () => {
    const { fields } = fileEvidence(COUNCIL, { ...FULL, password: 'x', constructor: 'y' });
    expect(fields.map(({ key }) => key)).toEqual(['date', 'votesFor', 'minutes']);
  });
});

test('a form that names something twice is refused', () => {
  const parse = (evidence: unknown[]) => SubmissionForm.safeParse({ attestation: 'Yes', evidence }).success;
  expect(parse([COUNCIL, BOARD])).toBe(true);
  expect(parse([COUNCIL, COUNCIL])).toBe(false);
  expect(parse([{ ...COUNCIL, fields: [...COUNCIL.fields, ...COUNCIL.fields] }])).toBe(false);
  expect(parse([{ ...COUNCIL, fields: [] }])).toBe(false);
  expect(SubmissionForm.safeParse({ attestation: ' ', evidence: [] }).success).toBe(false);
});
