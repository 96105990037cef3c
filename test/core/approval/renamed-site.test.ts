import { expect, test } from '@jest/globals';
import { concernOf } from '../../../src/core/approval/concern-of.js';
import { exceptionParams } from '../../../src/core/budget/rule-exception.js';
import type { SiteBook } from '../../../src/core/budget/site-book.js';
import { problemKey, type Problem } from '../../../src/core/problem.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { smallBook } from '../../support/small-book.js';

const COMMON = { citation: '', askWhom: 'Business office' };

/** A site of 400 pupils without the posts these ask for, whose budget moved. */
function strictBook(): SiteBook {
  const book = smallBook();
  const jobClasses = [book.plan.jobClasses[0]?.code ?? ''];
  book.site.enrolment = 400;
  book.plan.rules.rules.push(
    {
      ...COMMON,
      kind: 'minStaffing',
      id: 'staff',
      severity: 'warning',
      jobClasses,
      bands: [{ fromEnrolment: 0, required: { fte: 900_000 } }],
    },
    {
      ...COMMON,
      kind: 'changeThreshold',
      id: 'moved',
      severity: 'fatal',
      allowsExceptions: true,
      per: 'site',
      percentPpm: 0,
      amountCents: 0,
      direction: 'both',
    },
  );
  return book;
}
const findingsOf = (book: SiteBook, ...ids: string[]): Problem[] =>
  openSheet(indexBook(book), book.opening).problems.filter(({ ruleId = '' }) => ids.includes(ruleId));
const renamed = (book: SiteBook): SiteBook => ({ ...book, site: { ...book.site, name: 'Another name' } });

test('another name of a site concerns no approval, and what was granted to it stays granted', () => {
  const book = strictBook();
  const [tooFew, moved] = findingsOf(book, 'staff', 'moved').sort((a, b) => (a.code > b.code ? -1 : 1));
  if (!tooFew || !moved) throw new Error('Nothing found');
  expect([tooFew.code, moved.code]).toEqual(['staffing.tooFew', 'change.decrease']);
  book.opening.explanations = [{ problemKey: problemKey(tooFew), text: 'Posts are advertised' }];
  const text = 'The board knows';
  const exception = { problemKey: problemKey(moved), text, grantedBy: 'Anna Chen' };
  // As they are kept now, and as they were when such a finding told the site's name as what had changed.
  const { site: _, ...figures } = moved.params;
  const before = { ...figures, what: book.site.name };
  for (const params of [exceptionParams(moved), moved.params, before]) {
    const granted = { ...book, exceptions: [{ ...exception, params }] };
    const sheet = {
      content: granted.opening,
      before: indexBook(granted),
      after: indexBook(renamed(granted)),
    };
    expect(concernOf({ rules: [], codes: [], tables: ['site'] }, sheet)).toEqual({ fundingSources: [] });
    const after = findingsOf(renamed(granted), 'staff', 'moved');
    expect(after.map(({ params: { site }, explanation }) => [site, explanation]).sort()).toEqual([
      ['Another name', 'Posts are advertised'],
      ['Another name', 'The board knows (Anna Chen)'],
    ]);
  }
});

test('another enrolment is another finding', () => {
  const book = strictBook();
  const grown = { ...book, site: { ...book.site, enrolment: 500 } };
  const sheet = { content: book.opening, before: indexBook(book), after: indexBook(grown) };
  expect(concernOf({ rules: [], codes: [], tables: ['site'] }, sheet).fundingSources).not.toEqual([]);
});
