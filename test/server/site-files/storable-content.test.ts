import { expect, test } from '@jest/globals';
import { storableContent } from '../../../server/site-files/storable-content.js';
import { SiteContent } from '../../../src/core/budget/site-content.js';
import { smallContent } from '../../support/small-book.js';

test('a sound content is the same one', () => {
  const content = smallContent();
  expect(storableContent(content, content)).toEqual({ content, problems: [] });
});

test('rows that break the schema stand as they were, or not at all, each with its place', () => {
  const base = smallContent();
  const [line, ...lines] = base.lines;
  const [post, ...positions] = base.positions;
  if (!line || !post) throw new Error('no rows');
  const stranger = { ...post, id: 'stranger', splits: [] };
  const broken = { ...line, account: 'x'.repeat(500) };
  const { content, problems } = storableContent(
    { lines: [broken, ...lines], positions: [post, ...positions, stranger] },
    base,
  );
  expect(content).toEqual(base);
  expect(problems).toMatchObject([
    { code: 'row.notStorable', severity: 'fatal', place: { lineId: line.id }, params: { field: 'account' } },
    { code: 'row.notStorable', place: { positionId: 'stranger' }, params: { field: 'splits' } },
  ]);
});

test('more rows than a budget may have are cut, and said', () => {
  const base = smallContent();
  const lines = Array.from({ length: 20_001 }, (_, at) => ({ ...base.lines[0]!, id: `line-${String(at)}` }));
  const { content, problems } = storableContent({ ...base, lines }, base);
  expect(SiteContent.safeParse(content).success).toBe(true);
  expect(problems).toMatchObject([
    { place: { kind: 'workbook', sheet: 'Budget' }, params: { field: 'count' } },
  ]);
});
