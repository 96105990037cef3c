import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createReporter, watchErrors } from '../../src/api/report-errors.js';
import { scrubError, scrubMessage } from '../../src/api/scrub-error.js';
import { reportClientErrors } from '../../src/contract/client-errors.js';
import { FakeApi, UNREACHABLE } from '../support/fake-api.js';
import { ManualTimers } from '../support/queue-setup.js';
import { smallBook } from '../support/small-book.js';

const ORIGIN = 'https://sitebook.example';

describe('a message', () => {
  test.each([
    ["Cannot read properties of undefined (reading 'Rosa Alvarez')", 'cannot read properties of undefined …'],
    ['state.rows.find is not a function', '… is not a function'],
    ['Rosa Alvarez saved revision 3 on Mar 6, after you opened this.', '… on … after … this'],
    ['Unexpected token \'R\', "Rosa is le"... is not valid JSON', 'unexpected token … is not valid json'],
    ['100-1131-608-050-410 is over by $1,204.50', '… is … by …'],
    ['', ''],
  ])('%s', (message, scrubbed) => expect(scrubMessage(message)).toBe(scrubbed));
});

describe('places', () => {
  test('are those in Sitebook’s own scripts, of either form of stack', () => {
    const stack = [
      'TypeError: x is not a function',
      `    at render (${ORIGIN}/assets/taskpane.1a2b.js:1:234)`,
      `    at ${ORIGIN}/assets/shared.js:20:7`,
      `onClick@${ORIGIN}/assets/web.js:3:4`,
      '    at other (https://appsforoffice.microsoft.com/lib/1/office.js:1:2)',
      `    at page (${ORIGIN}/sites/Rosa.js:1:2)`,
    ].join('\n');
    const error = { name: 'TypeError', message: 'x is not a function', stack };
    expect(scrubError(error, ORIGIN)).toEqual({
      name: 'TypeError',
      message: '… is not a function',
      frames: [
        { file: 'taskpane.1a2b.js', line: 1, column: 234 },
        { file: 'shared.js', line: 20, column: 7 },
        { file: 'web.js', line: 3, column: 4 },
      ],
    });
  });
});

/** Words that no program says; every text below is made of them, of figures and of signs. */
const secretWord = fc.string({
  minLength: 1,
  maxLength: 8,
  unit: fc.constantFrom('a', 'b', 'x', 'y', 'é', 'ñ'),
});
const secret = fc.oneof(
  fc
    .array(
      secretWord.map((word) => `zq${word}`),
      { minLength: 1, maxLength: 4 },
    )
    .chain((words) =>
      fc.constantFrom(' ', '-', '.', '/', '_', "'", '"', ', ', '\n').map((by) => words.join(by)),
    ),
  secretWord.map((word) => `zq${word}@maple.example`),
  secretWord.map((word) => `(zq${word})`),
  secretWord.map((word) => `"zq${word}`),
  secretWord.map((word) => `zq\n    at f (${ORIGIN}/assets/zq${word}.js:7:7)`),
  fc.nat().map((figure) => `$${figure.toLocaleString('en-US')}.50`),
  fc.nat().map((figure) => `100-${String(figure)}-608`),
);
/** Every way in which a text gets into an error. */
const wrap = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `Cannot read properties of undefined (reading '${text}')`,
  (text) => `"${text}" is not valid JSON`,
  (text) => `${text} is not a function`,
  (text) => `Invalid value: ${text}, expected number`,
  (text) => `at x (${ORIGIN}/assets/${text}.js:1:2)`,
);

test('nothing that was typed leaves: no word, no figure, no account, no name', () => {
  fc.assert(
    fc.property(secret, wrap, fc.boolean(), fc.boolean(), (typed, put, inName, isBare) => {
      const message = put(typed);
      const error = isBare
        ? message
        : {
            name: inName ? typed : 'TypeError',
            message,
            stack: `TypeError: ${message}\n    at f (${ORIGIN}/assets/pane.js:3:4)`,
          };
      const left = scrubError(error, ORIGIN);
      expect(JSON.stringify(left)).not.toContain('zq');
      expect(left.message).not.toMatch(/[^a-z …]/);
      expect(['TypeError', 'Error']).toContain(left.name);
      // The program's own place is all that the stack gives.
      expect(left.frames).toEqual(isBare ? [] : [{ file: 'pane.js', line: 3, column: 4 }]);
    }),
    { numRuns: 1_000 },
  );
});

test('no text of a book leaves, whole or in part', () => {
  const book = smallBook();
  const texts = [
    ...book.opening.lines.map(({ title }) => title),
    ...book.opening.positions.map(({ title }) => title),
    ...book.plan.fundingSources.map(({ title }) => title),
    book.site.name,
    book.plan.districtName,
    'Rosa Alvarez',
  ];
  for (const text of texts) expect([text, scrubMessage(text)]).toEqual([text, '…']);
});

describe('reporting', () => {
  function open() {
    const api = new FakeApi().on(reportClientErrors, () => ({}));
    const timers = new ManualTimers();
    const clock = { now: new Date('2024-03-06T18:00:00Z') };
    const now = () => clock.now;
    const reporter = createReporter({ api, platform: 'PC', origin: ORIGIN, now, later: timers.later });
    const sent = () => api.bodies(reportClientErrors) as { errors: { message: string }[] }[];
    return { api, timers, clock, reporter, sent };
  }

  test('gathers, and tells the same error once an hour', () => {
    const { reporter, timers, clock, sent } = open();
    for (let n = 0; n < 3; n += 1) reporter.report(new TypeError('x is not a function'), 'error');
    reporter.report(new RangeError('invalid array length'), 'rejection');
    timers.fire();
    expect(sent()).toMatchObject([
      { platform: 'PC', errors: [{ message: '… is not a function' }, { message: 'invalid array length' }] },
    ]);
    clock.now = new Date('2024-03-06T18:59:59Z');
    reporter.report(new TypeError('x is not a function'), 'error');
    timers.fire();
    expect(sent()).toHaveLength(1);
    clock.now = new Date('2024-03-06T19:00:00Z');
    reporter.report(new TypeError('x is not a function'), 'error');
    timers.fire();
    expect(sent()).toHaveLength(2);
  });

  test('takes whatever was thrown, and a server that is away, without a fault of its own', async () => {
    const { api, reporter, timers } = open();
    api.on(reportClientErrors, () => {
      throw UNREACHABLE;
    });
    for (const thrown of [undefined, null, 5, 'a text', Symbol('x'), { message: 7, stack: [] }])
      reporter.report(thrown, 'rejection');
    timers.fire();
    await new Promise((resolve) => setImmediate(resolve));
    expect(api.bodies(reportClientErrors)).toHaveLength(1);
  });

  test('listens for what nobody caught', () => {
    const window = new EventTarget();
    const seen: unknown[] = [];
    const stop = watchErrors({ report: (error, source) => seen.push([error, source]) }, window);
    window.dispatchEvent(Object.assign(new Event('error'), { error: 'one' }));
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'two' }));
    stop();
    window.dispatchEvent(Object.assign(new Event('error'), { error: 'three' }));
    expect(seen).toEqual([
      ['one', 'error'],
      ['two', 'rejection'],
    ]);
  });
});
