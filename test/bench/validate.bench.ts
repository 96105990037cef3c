// The validator: one edit at 2,000, 20,000 and 200,000 lines under 40 rules, a paste of 500 rows, and a full run.
import type { LineItem } from '../../src/core/budget/line-item.js';
import { applyDistrictEdits, openDistrict, type SiteEdit } from '../../src/core/validation/district-state.js';
import { generatedBook } from '../support/generated-book.js';

const EDITS = 4_000;
const PASTES = 15;

const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const round = (value: number) => Math.round(value * 10) / 10;

/** A repeatable stream of whole numbers below a bound. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function measure(lineCount: number) {
  const book = generatedBook(lineCount);
  const fullMs: number[] = [];
  let state = openDistrict(book);
  for (let run = 0; run < 3; run += 1) {
    const from = performance.now();
    state = openDistrict(book);
    fullMs.push(performance.now() - from);
  }
  const next = numbers(lineCount);
  const rows = book.sites.flatMap(({ site, content }) =>
    content.lines.map((line) => ({ siteCode: site.code, line })),
  );
  const posts = book.sites.flatMap(({ site, content }) =>
    content.positions.map((position) => ({ siteCode: site.code, position })),
  );
  const editLine = (): SiteEdit => {
    const { siteCode, line } = rows[next(rows.length)] as { siteCode: string; line: LineItem };
    return { siteCode, edit: { kind: 'line', line: { ...line, enteredCents: next(5_000_000) } } };
  };
  const editPost = (): SiteEdit => {
    const found = posts[next(posts.length)];
    if (!found) return editLine();
    const { siteCode, position } = found;
    return { siteCode, edit: { kind: 'position', position: { ...position, fte: 1 + next(10_000) } } };
  };
  for (let warm = 0; warm < EDITS; warm += 1)
    applyDistrictEdits(state, [warm % 5 === 0 ? editPost() : editLine()]);
  const edits: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const change = edit % 5 === 0 ? editPost() : editLine();
    const from = performance.now();
    applyDistrictEdits(state, [change]);
    edits.push((performance.now() - from) * 1_000);
  }
  const pastes: number[] = [];
  for (let paste = 0; paste < PASTES; paste += 1) {
    const change = Array.from({ length: 500 }, editLine);
    const from = performance.now();
    applyDistrictEdits(state, change);
    pastes.push(performance.now() - from);
  }
  const figures = {
    lines: lineCount,
    sites: book.sites.length,
    posts: posts.length,
    rules: book.plan.rules.rules.length,
    problems: state.problems.length,
    fullMs: round(quantile(fullMs, 0.5)),
    editMedianUs: round(quantile(edits, 0.5)),
    editP99Us: round(quantile(edits, 0.99)),
    paste500Ms: round(quantile(pastes, 0.5)),
  };
  console.log(JSON.stringify(figures));
  return figures;
}

const small = measure(2_000);
const middle = measure(20_000);
const large = measure(200_000);
console.log(
  JSON.stringify({
    bench: 'validate',
    editP99Us2k: small.editP99Us,
    editP99Us20k: middle.editP99Us,
    editP99Us200k: large.editP99Us,
    editRatio200kTo2k: round(large.editP99Us / small.editP99Us),
    paste500Ms: large.paste500Ms,
    full200kMs: large.fullMs,
  }),
);
