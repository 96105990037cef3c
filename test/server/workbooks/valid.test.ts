import { expect, test } from '@jest/globals';
import { strToU8, strFromU8, unzipSync, zipSync } from 'fflate';
import { writeWorkbookOf } from '../../../server/site-files/write-workbook-of.js';
import { sitePartsOf } from '../../../server/site-files/packed-books.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import { sampleDistrict } from '../../support/sample-district.js';
import { validatorFindings } from '../../support/valid-workbook.js';

async function highSchool(): Promise<Uint8Array> {
  const district = await sampleDistrict();
  const part = sitePartsOf(district).find(({ site }) => site.code === '608');
  if (!part) throw new Error('no high school');
  return writeWorkbookOf(district, part, new Set([SITE_OWNER]), stableIds());
}

test("a site's workbook is valid by the Open XML SDK", async () => {
  expect(await validatorFindings(await highSchool())).toEqual([]);
});

test('the validator finds what is not', async () => {
  const parts = unzipSync(await highSchool());
  const styles = strFromU8(parts['xl/styles.xml'] ?? new Uint8Array());
  const broken = styles.replace('<font><b/>', '<font><name val="Calibri"/><b/>');
  expect(broken).not.toBe(styles);
  const findings = await validatorFindings(zipSync({ ...parts, 'xl/styles.xml': strToU8(broken) }));
  expect(findings.join('\n')).toContain('/xl/styles.xml');
});
