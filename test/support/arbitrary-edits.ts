import fc from 'fast-check';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Position } from '../../src/core/staffing/position.js';
import { arbitraryContent, arbitraryLine, arbitraryPosition } from './arbitrary-content.js';

const explanations = fc.uniqueArray(
  fc.record({
    problemKey: fc.constantFrom('a', 'b', 'c'),
    text: fc.constantFrom('', 'because', 'as in 2023'),
  }),
  { selector: ({ problemKey }) => problemKey },
);

/** Content with explanations, and posts with what few posts have. */
export const arbitraryFullContent: fc.Arbitrary<SiteContent> = fc
  .tuple(arbitraryContent, fc.option(explanations, { nil: undefined }), fc.boolean())
  .map(([content, written, isSpecial]) => ({
    ...content,
    positions: content.positions.map((post, at) =>
      isSpecial && at % 2 === 0
        ? { ...post, startDate: '2024-10-01', extraPay: { unit: 'hours', quantity: 750, rateCents: 3_000 } }
        : post,
    ),
    ...(written === undefined ? {} : { explanations: written }),
  }));

/** Fields of which a changed row takes some from another row. */
const LINE_FIELDS = ['account', 'title', 'enteredCents', 'justification'] as const;
const POST_FIELDS = ['title', 'status', 'benefitPlans', 'splits', 'annualSalaryCents', 'calendar'] as const;

/** What one side made of a content: rows changed in some fields, taken out and added, and all in another order. */
function editsOf(content: SiteContent): fc.Arbitrary<SiteContent> {
  const fate = fc.constantFrom('keep', 'keep', 'keep', 'change', 'change', 'remove');
  const lines = fc
    .tuple(
      fc.array(fc.tuple(fate, arbitraryLine, fc.subarray([...LINE_FIELDS])), {
        minLength: content.lines.length,
        maxLength: content.lines.length,
      }),
      fc.array(arbitraryLine, { maxLength: 4 }),
    )
    .map(([fates, added]) =>
      unique([...content.lines.flatMap((line, at): LineItem[] => changeRow(line, fates[at])), ...added]),
    );
  const positions = fc
    .tuple(
      fc.array(fc.tuple(fate, arbitraryPosition, fc.subarray([...POST_FIELDS])), {
        minLength: content.positions.length,
        maxLength: content.positions.length,
      }),
      fc.array(arbitraryPosition, { maxLength: 2 }),
    )
    .map(([fates, added]) =>
      unique([...content.positions.flatMap((post, at): Position[] => changeRow(post, fates[at])), ...added]),
    );
  const written = fc.oneof(fc.constant(content.explanations), explanations);
  return fc.tuple(lines, positions, written).chain(([some, posts, notes]) =>
    fc.tuple(shuffled(some), shuffled(posts)).map(([shuffledLines, shuffledPosts]) => ({
      lines: shuffledLines,
      positions: shuffledPosts,
      ...(notes === undefined ? {} : { explanations: notes }),
    })),
  );
}

/** A content and what two sides made of it. Ids come from a small pool, so that both often touch the same row. */
export const arbitraryThree = arbitraryFullContent.chain((base) =>
  fc.record({ base: fc.constant(base), mine: editsOf(base), theirs: editsOf(base) }),
);

function changeRow<Row extends object>(
  row: Row,
  fate: readonly [string, Row, readonly (keyof Row)[]] | undefined,
): Row[] {
  if (fate === undefined || fate[0] === 'keep') return [row];
  if (fate[0] === 'remove') return [];
  const [, other, fields] = fate;
  const taken = fields.filter((field) => field in other).map((field) => [field, other[field]] as const);
  return [{ ...row, ...Object.fromEntries(taken) }];
}

function unique<Row extends { id: string }>(rows: readonly Row[]): Row[] {
  return [...new Map([...rows].reverse().map((row) => [row.id, row])).values()].reverse();
}

function shuffled<Row>(rows: readonly Row[]): fc.Arbitrary<Row[]> {
  return fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length });
}
