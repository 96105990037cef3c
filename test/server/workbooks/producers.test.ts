import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWorkbook } from '../../../server/workbooks/read-workbook.js';
import { writeSiteWorkbook } from '../../../server/workbooks/write-site-workbook.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { readReturned } from '../../../src/core/workbook/returned.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';
import { withMacros } from '../../support/alter-workbook.js';
import { PRODUCERS } from '../../support/producers.js';
import { smallContent, smallIdentity, smallIndex } from '../../support/small-book.js';
import { writtenIdentity } from '../../support/written-identity.js';

const ADD_IN_ID = '00000000-0000-4000-8000-000000000000';
const OWNERS = new Set([SITE_OWNER, 'finance']);
const write = (index: ReturnType<typeof smallIndex>, content: SiteContent) =>
  writeSiteWorkbook(index, content, OWNERS, smallIdentity(), ADD_IN_ID);

function read(bytes: Uint8Array) {
  const result = readWorkbook(bytes, 'site.xlsx');
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe('files as other programs write them, imitated from what is known of those programs', () => {
  let good: Uint8Array;
  beforeAll(async () => {
    good = await write(smallIndex(), smallContent());
  });

  test.each(PRODUCERS.map((producer) => [producer.name, producer] as const))(
    '%s: the same lines come out, and nothing is found',
    (_, producer) => {
      const { identity, cells, notes } = read(producer.write(good));
      expect(identity).toEqual(producer.losesIdentity ? null : writtenIdentity());
      const { content, problems } = readReturned(smallIndex(), smallContent(), cells);
      expect([...notes, ...problems]).toEqual([]);
      expect(content).toEqual(smallContent());
    },
  );

  test('whatever a budget holds comes out of every one of them as it went in', async () => {
    const index = tinyIndex();
    await fc.assert(
      fc.asyncProperty(arbitraryContent, fc.constantFrom(...PRODUCERS), async (content, producer) => {
        const bytes = await write(index, content);
        const plain = readReturned(index, content, read(bytes).cells);
        const other = readReturned(index, content, read(producer.write(bytes)).cells);
        // Numbers has no hidden ids: of rows that are alike nobody can say which is which, and that is said.
        const isCertain = !other.problems.some(({ code }) => code === 'row.ambiguous');
        if (isCertain) expect(other.content).toEqual(plain.content);
        else expect(producer.name).toBe('Numbers');
      }),
      { numRuns: 60 },
    );
  });

  test('a workbook with macros is read like any other, and its macros are not even unpacked', () => {
    const { identity, cells } = read(withMacros(good));
    expect(identity).toEqual(writtenIdentity());
    expect(readReturned(smallIndex(), smallContent(), cells).content).toEqual(smallContent());
  });
});
