import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getSiteBook, listSites } from '../../../src/contract/sites.js';
import { grantOf } from '../../../src/core/district/role.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { routeOf } from '../../../server/use-cases/route-of-site.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const SPENDING = `account,spent,encumbered
100-1131-608-050-410,1200.50,99.50
100-1131-571-050-410,-3.00,0
100-1131-608-050-410,100,0
`;
const filesWith = async (spending: string, asOf: string | null) => {
  const files = new Map(await sampleFiles());
  files.set('spending.csv', spending);
  if (asOf !== null) files.set('district.csv', `${files.get('district.csv') ?? ''}spending_as_of,${asOf}\n`);
  return files;
};

describe('over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ files: await filesWith(SPENDING, '2024-02-29') });
  }, 60_000);
  afterAll(() => server.close());

  test('each site’s book has the spending of its own accounts, and none where there is none', async () => {
    const reviewer = await server.as('ortiz');
    const spendingOf = async (siteCode: string) =>
      (await reviewer.call(getSiteBook, { params: { siteCode }, body: undefined })).book.spending;
    expect(await spendingOf('608')).toEqual({
      asOf: '2024-02-29',
      rows: [{ account: '100-1131-608-050-410', spentCents: 130_050, encumberedCents: 9_950 }],
    });
    expect((await spendingOf('571'))?.rows).toHaveLength(1);
    expect(await spendingOf('125')).toBeUndefined();
  });

  test('the list of sites says by when and who has it', async () => {
    const principal = await server.as('reyes');
    const { sites } = await principal.call(listSites, { params: {}, body: undefined });
    expect(sites[0]?.route).toEqual({
      dueDate: '2024-03-15',
      timeZone: 'America/Los_Angeles',
      steps: [{ id: 'finance', status: 'ahead', holders: ['Anna Chen', 'Julia Ortiz'], since: null }],
    });
  });
});

test('spending without its date, of another site or of no account is refused with its place', async () => {
  const problemsOf = async (spending: string, asOf: string | null) => {
    const read = readDistrictFolder(await filesWith(spending, asOf), countingIds());
    return read.ok ? [] : read.problems.map(({ code, place }) => [code, place.kind === 'file' && place.row]);
  };
  expect(await problemsOf(SPENDING, null)).toEqual([['import.settingMissing', undefined]]);
  expect(await problemsOf(SPENDING, 'March')).toMatchObject([['import.badSetting', expect.any(Number)]]);
  const bad = `account,spent,encumbered\n100-1131-608-050-410,much,0\n100-1131-608-050-999,1,0\n`;
  expect(await problemsOf(bad, '2024-02-29')).toEqual([
    ['import.badCell', 2],
    ['import.badAccount', 3],
  ]);
});

test('reviewers of the site have it, never whoever submitted; the deciding one once it is decided', () => {
  const plan = { year: { id: '2024-25', currentId: '2023-24', dueDate: '2024-03-15' }, timeZone: 'UTC' };
  const reviewer = (id: string, siteCodes: string[]) => ({
    id,
    name: id,
    grants: [grantOf('reviewer', { siteCodes })],
  });
  const principal = {
    id: 'p',
    name: 'p',
    grants: [grantOf('principal')],
  };
  const people = [reviewer('all', []), reviewer('here', ['608']), reviewer('elsewhere', ['571']), principal];
  const submission = (status: Submission['status'], decided: boolean): Submission => ({
    id: '0c5cbb0e-3a57-4d5e-8a58-1f0d55c3a111',
    siteCode: '608',
    revision: 1,
    status,
    submittedById: 'all',
    submittedBy: 'all',
    submittedAt: '2024-03-01T00:00:00.000Z',
    decisions: decided
      ? [
          {
            decision: 'return',
            decidedById: 'x',
            decidedBy: 'Julia',
            decidedAt: '2024-03-02T00:00:00.000Z',
            comment: '',
          },
        ]
      : [],
  });
  const step = (sent: Submission | null) => routeOf(plan, people, '608', sent ? [sent] : []).steps[0];
  expect(step(null)).toMatchObject({ status: 'ahead', holders: ['all', 'here'] });
  expect(step(submission('submitted', false))).toMatchObject({
    status: 'waiting',
    holders: ['here'],
    since: '2024-03-01T00:00:00.000Z',
  });
  expect(step(submission('returned', true))).toMatchObject({ status: 'returned', holders: ['Julia'] });
});
