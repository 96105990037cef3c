import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UnreadCell } from '../../src/core/budget/line-item.js';
import { describeProblem, PROBLEMS_EN } from '../../src/ui/messages/problems-en.js';

const CORE = path.resolve(import.meta.dirname, '../../src/core');

/** Every problem code that stands as text in the core, and those made of a prefix and a fault. */
function codesOfCore(): string[] {
  const texts = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(CORE, name), 'utf8'));
  const literal = texts.flatMap((text) =>
    [
      ...text.matchAll(
        /'((?:allocation|account|amount|availability|cell|change|fund|narrative|percent|post|row|rule|staffing|supplanting|workbook)\.[a-zA-Z]+)'/g,
      ),
    ].map((match) => match[1] ?? ''),
  );
  const faults = ['missing', 'width', 'characters', 'unknown', 'inactive', 'heading'].map(
    (fault) => `account.${fault}`,
  );
  const reasons = UnreadCell.shape.reason.options;
  return [...new Set([...literal, ...faults, ...reasons.map((reason) => `cell.${reason}`)])];
}

test('every problem that the core can find has a sentence and says what to do', () => {
  const codes = codesOfCore();
  expect(codes.length).toBeGreaterThan(25);
  expect(codes.filter((code) => !(code in PROBLEMS_EN))).toEqual([]);
});

test('a sentence carries its figures', () => {
  const text = describeProblem({
    code: 'allocation.overspent',
    severity: 'fatal',
    place: { kind: 'allocation', fundingSource: '241' },
    params: {
      fundingSource: 'Title II-A',
      overCents: 120_400,
      allocatedCents: 3_491_289,
      proposedCents: 3_611_689,
      askWhom: '',
    },
  });
  expect(text.sentence).toBe('Title II-A is over by $1,204.');
  expect(text.whatToDo).toContain('$34,912.89');
});

test('a code without a sentence is shown rather than hidden', () => {
  const problem = { code: 'new.code', severity: 'info', place: { kind: 'workbook' }, params: {} } as const;
  expect(describeProblem(problem).sentence).toBe('new.code');
});
