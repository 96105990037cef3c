import { beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UnreadCell } from '../../src/core/budget/line-item.js';
import { EXPORT_PROBLEMS_EN } from '../../src/words/export-problems-en.js';
import { FILE_PROBLEMS_EN } from '../../src/words/file-problems-en.js';
import { IMPORT_PROBLEMS_EN } from '../../src/words/import-problems-en.js';
import { addSentences, describeProblem } from '../../src/ui/messages/describe-problem.js';
import { MASTER_PROBLEMS } from '../../src/web/master/master-problems.js';
import { PROBLEMS_EN } from '../../src/words/problems-en.js';

const IMPORTS = path.resolve(import.meta.dirname, '../../server/imports');
const CORE = path.resolve(import.meta.dirname, '../../src/core');

/** Every code that stands as text in the files of a folder: words before the dot as in `prefixes`. */
function codesIn(folder: string, prefixes: string): string[] {
  const code = new RegExp(`'((?:${prefixes})\\.[a-zA-Z]+)'`, 'g');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(code)].map((match) => match[1] ?? ''));
}

/** Every problem code that stands as text in the core, and those made of a prefix and a fault. */
function codesOfCore(): string[] {
  const literal = codesIn(
    CORE,
    'allocation|account|amount|availability|cell|change|fund|narrative|percent|post|row|rule|staffing|supplanting|workbook',
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
  expect(codes.filter((code) => !(code in PROBLEMS_EN) && !(code in FILE_PROBLEMS_EN))).toEqual([]);
});

test('everything that is found in workbooks that come as files has a sentence, and every sentence is of something found', () => {
  const readers = ['workbooks', 'site-files'].map((name) => path.resolve(IMPORTS, '..', name));
  const useCases = path.resolve(IMPORTS, '../use-cases');
  const codes = [
    ...readers.flatMap((folder) => codesIn(folder, 'cell|file|row|workbook')),
    ...codesIn(useCases, 'file'),
  ];
  const returned = [
    'cell.formulaWithoutValue',
    'cell.lockedChanged',
    'cell.merged',
    'cell.textTaken',
    'row.ambiguous',
    'workbook.columnRenamed',
    'workbook.columnRepeats',
    'workbook.columnTwice',
  ];
  expect(codesIn(CORE, 'cell|row|workbook')).toEqual(expect.arrayContaining(returned));
  expect([...new Set([...codes, ...returned])].sort()).toEqual(Object.keys(FILE_PROBLEMS_EN).sort());
});

test('everything that an import finds in files has a sentence, and every sentence is of something it finds', () => {
  const codes = new Set([...codesIn(IMPORTS, 'import|chart'), ...codesIn(CORE, 'chart')]);
  expect(codes.size).toBeGreaterThan(30);
  expect([...codes].sort()).toEqual(Object.keys(IMPORT_PROBLEMS_EN).sort());
});

test('everything that keeps a version, an amendment or control totals from being taken has a sentence', () => {
  const useCases = path.resolve(import.meta.dirname, '../../server/use-cases');
  const faults = ['unknown', 'twice'].map((fault) => `control.${fault}`);
  const codes = new Set([...codesIn(CORE, 'amendment'), ...codesIn(useCases, 'adoption'), ...faults]);
  expect([...codes].sort()).toEqual(Object.keys(MASTER_PROBLEMS).sort());
});

test('everything that keeps a file back has a sentence, and every sentence is of something that does', () => {
  expect([...new Set(codesIn(CORE, 'export'))].sort()).toEqual(Object.keys(EXPORT_PROBLEMS_EN).sort());
});

beforeAll(() => addSentences(IMPORT_PROBLEMS_EN));

test('what an import finds is said with its cell and what would fit', () => {
  const say = (code: string, params: Record<string, string | number>) =>
    describeProblem({ code, severity: 'fatal', place: { kind: 'file', file: 'codes.csv' }, params });
  const shape = { segment: 'Object', code: '11', width: 3, minWidth: 2, characters: 'digits' };
  expect(say('chart.codeShape', shape).sentence).toBe('Object 11 does not have 2 to 3 digits.');
  expect(say('chart.codeShape', { ...shape, minWidth: 3 }).sentence).toContain('does not have 3 digits');
  expect(
    say('import.badAccount', { account: '100-1', segment: 'function', code: '1', fault: 'width' }).sentence,
  ).toBe('Account 100-1 has function 1, which is too short or too long.');
  expect(
    say('import.badAccount', { account: '100-1', segment: 'object', code: '', fault: 'missing' }).sentence,
  ).toBe('Account 100-1 has no object.');
  expect(say('import.badCell', { value: '', detail: 'a rate is needed' }).sentence).toBe(
    'The cell is blank: a rate is needed.',
  );
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
