import { describe, expect, test } from '@jest/globals';
import { readFacts, type SheetToSubmit } from '../../../src/core/approval/read-facts.js';
import type { SiteBook } from '../../../src/core/budget/site-book.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { smallBook, smallContent } from '../../support/small-book.js';

const facts = (content: SiteContent, book: SiteBook = smallBook(), part: Partial<SheetToSubmit> = {}) => {
  const index = indexBook(book);
  const { figures, problems } = openSheet(index, content);
  const sheet = { index, content, figures, problems, rulePackHash: 'rules', hasException: false, ...part };
  // The text itself tells states apart better than any digest.
  return readFacts(sheet, (text) => text);
};
const BEFORE = facts(smallContent());
/** The funding sources whose approvals a changed sheet puts in question; `whole` for those of the whole sheet. */
const touchedBy = (after: typeof BEFORE) => [
  ...after.sources
    .filter(({ fundingSource, hash }) => {
      const was = BEFORE.sources.find((source) => source.fundingSource === fundingSource);
      return was?.hash !== hash;
    })
    .map(({ fundingSource }) => fundingSource),
  ...(after.hash === BEFORE.hash ? [] : ['whole']),
];
const changed = (change: (content: SiteContent) => void) => {
  const content = smallContent();
  change(content);
  return touchedBy(facts(content));
};
const lineAt = (content: SiteContent, id: string) => {
  const line = content.lines.find((candidate) => candidate.id === id);
  if (!line) throw new Error(id);
  return line;
};

describe('what a route asks of a sheet', () => {
  test('has the amount of every funding source that lines touch', () => {
    expect(BEFORE.sources.map(({ fundingSource, proposedCents }) => [fundingSource, proposedCents])).toEqual([
      ['GF', 22_648_562],
      ['T1', 2_292_720],
    ]);
    const content = smallContent();
    content.lines = content.lines.filter(({ account }) => account.startsWith('100'));
    content.positions = content.positions.filter(({ id }) => id !== 'post-3');
    expect(facts(content).sources.map(({ fundingSource }) => fundingSource)).toEqual(['GF']);
    const nothing = { ...lineAt(smallContent(), 'line-11'), currentCents: 0, enteredCents: 0 };
    content.lines.push(nothing);
    expect(facts(content).sources.map(({ fundingSource }) => fundingSource)).toEqual(['GF']);
  });

  test('tells warnings from explained ones', () => {
    expect(BEFORE).toMatchObject({ hasWarning: false, hasExplained: false });
    const content = smallContent();
    content.lines.push({ ...lineAt(content, 'line-6'), id: 'again' });
    expect(facts(content)).toMatchObject({ hasWarning: true, hasExplained: false });
    for (const line of content.lines) line.justification = 'Two rooms.';
    expect(facts(content)).toMatchObject({ hasWarning: false, hasExplained: true });
  });
});

describe('an approval is for everything its funding source had', () => {
  test('the order of rows changes nothing', () => {
    expect(changed((content) => content.lines.reverse())).toEqual([]);
  });
  test('an amount is its own source’s', () => {
    expect(changed((content) => (lineAt(content, 'line-11').enteredCents += 100))).toEqual(['T1', 'whole']);
    expect(changed((content) => (lineAt(content, 'line-6').enteredCents += 100))).toEqual(['GF', 'whole']);
  });
  test('so is a reason, though no money moved', () => {
    expect(changed((content) => (lineAt(content, 'line-11').justification = 'Books'))).toEqual([
      'T1',
      'whole',
    ]);
  });
  test('a post is of every source that pays it', () => {
    expect(
      changed((content) => {
        const post = content.positions.find(({ id }) => id === 'post-3');
        if (post) post.fte = 9_000;
      }),
    ).toEqual(['GF', 'T1', 'whole']);
  });
  test('money between two sources is both', () => {
    expect(
      changed((content) => {
        lineAt(content, 'line-11').enteredCents -= 100;
        lineAt(content, 'line-6').enteredCents += 100;
      }),
    ).toEqual(['GF', 'T1', 'whole']);
  });
  test('an allocation is its source’s, the rules are everybody’s', () => {
    const book = smallBook();
    const [, titleOne] = book.allocations;
    if (titleOne) titleOne.amountCents += 1;
    expect(touchedBy(facts(smallContent(), book))).toEqual(['T1', 'whole']);
    expect(touchedBy(facts(smallContent(), smallBook(), { rulePackHash: 'others' }))).toEqual([
      'GF',
      'T1',
      'whole',
    ]);
  });

  test('what the chart says of a code is that of whatever is on it; its words are nobody’s', () => {
    const coded = (segment: string, code: string, entry: object, more: object[] = []) => {
      const book = smallBook();
      const { codes } = book.plan.chart;
      const list = (codes[segment] ?? []).map((one) => (one.code === code ? { ...one, ...entry } : one));
      codes[segment] = [...list, ...(more as typeof list)];
      return touchedBy(facts(smallContent(), book));
    };
    for (const entry of [{ parent: '100' }, { stateCode: '05' }, { to: '2024-12-31' }]) {
      expect([entry, coded('fund', '201', entry)]).toEqual([entry, ['T1', 'whole']]);
      expect([entry, coded('function', '2542', entry)]).toEqual([entry, ['GF', 'whole']]);
    }
    expect(coded('fund', '201', { title: 'Title I, anew' })).toEqual([]);
    expect(coded('fund', '201', {}, [{ code: '202', title: 'Title II', stateCode: '9' }])).toEqual([]);
  });

  test('so is what the chart says of those it belongs under', () => {
    const under = (entry: object) => {
      const book = smallBook();
      const { codes } = book.plan.chart;
      codes['fund'] = [
        ...(codes['fund'] ?? []).map((one) => (one.code === '201' ? { ...one, parent: '2' } : one)),
        { code: '2', title: 'Grants', isHeading: true, ...entry },
      ];
      return facts(smallContent(), book);
    };
    const [was, is, words] = [under({}), under({ stateCode: '9' }), under({ title: 'Federal grants' })];
    expect(was.sources.map(({ hash }, at) => hash === is.sources[at]?.hash)).toEqual([true, false]);
    expect(words).toEqual(was);
  });
});
