import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ApiClient } from '../../../src/api/client.js';
import type { BodyOf } from '../../../src/contract/endpoint.js';
import { getSiteBook, type SiteBookReply } from '../../../src/contract/sites.js';
import { getSubmission, submitRevision } from '../../../src/contract/submissions.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { attested } from '../../support/attested.js';
import { proposeSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

/** The grade school has Title I money, the junior high has none. */
const WITH_COUNCIL = '125';
const WITHOUT = '571';

let server: TestServer;
let okafor: ApiClient;
let book: SiteBookReply['book'];

beforeAll(async () => {
  server = await startTestServer();
  okafor = await server.as('okafor');
  await proposeSite(server, 'okafor', WITH_COUNCIL);
  await proposeSite(server, 'tran', WITHOUT);
  ({ book } = await okafor.call(getSiteBook, { params: { siteCode: WITH_COUNCIL }, body: undefined }));
}, 90_000);
afterAll(() => server.close());

const submit = (part: Partial<BodyOf<typeof submitRevision>>) =>
  okafor.call(submitRevision, { params: { siteCode: WITH_COUNCIL }, body: { revision: 2, ...part } });

describe('submitting', () => {
  test('asks for the statement in the district’s own words', async () => {
    const { evidence } = attested(book);
    for (const attestation of [undefined, { text: 'Something else', confirmed: true as const }])
      expect(await refusalOf(submit({ attestation, evidence }))).toMatchObject({
        code: 'submission.attestationMissing',
        status: 422,
      });
  });

  test('names every field of evidence that is missing or cannot be read', async () => {
    const { attestation } = attested(book);
    expect(await refusalOf(submit({ attestation }))).toMatchObject({
      code: 'submission.evidenceMissing',
      params: {
        fields:
          'School Site Council: Date of the vote; School Site Council: Votes for; School Site Council: Votes against; School Site Council: Where the minutes are',
      },
    });
    const values = { date: 'tomorrow', votesFor: '7', votesAgainst: 'none', minutes: 'Item 4' };
    const refused = await refusalOf(
      submit({ attestation, evidence: [{ id: 'school-site-council', values }] }),
    );
    expect(refused.title).toBe(
      'Evidence is missing or cannot be read: School Site Council: Date of the vote; School Site Council: Votes against.',
    );
  });

  test('keeps both with the submission, with a proof of what was checked, and shows them to the reviewer', async () => {
    const values = { date: '2024-02-27', votesFor: '7', votesAgainst: ' 0 ', minutes: 'Item 4', other: 'x' };
    const { attestation } = attested(book);
    const body = { attestation, evidence: [{ id: 'school-site-council', values }] };
    const submission = await submit(body);
    expect(submission.attestation).toEqual({ text: book.plan.submission?.attestation });
    expect(submission.evidence).toEqual([
      {
        id: 'school-site-council',
        title: 'School Site Council',
        fields: [
          { key: 'date', label: 'Date of the vote', kind: 'date', value: '2024-02-27' },
          { key: 'votesFor', label: 'Votes for', kind: 'number', value: '7' },
          { key: 'votesAgainst', label: 'Votes against', kind: 'number', value: '0' },
          { key: 'minutes', label: 'Where the minutes are', kind: 'text', value: 'Item 4' },
        ],
      },
    ]);
    const reply = await okafor.call(getSiteBook, { params: { siteCode: WITH_COUNCIL }, body: undefined });
    expect(submission.proof).toMatchObject({
      contentHash: reply.head?.summary.contentHash,
      rulePackHash: reply.rulePackHash,
    });
    expect(submission.proof?.engineVersion).not.toBe('');
    expect(reply.submission).toEqual(submission);
    // Sent again, also without what it had the first time, it is the submission that is there.
    expect(await submit({})).toEqual(submission);
    const params = { submissionId: submission.id };
    const detail = await (await server.as('ortiz')).call(getSubmission, { params, body: undefined });
    expect(detail.submission).toEqual(submission);
  });

  test('asks a site without the money for no vote', async () => {
    const { attestation } = attested(book);
    const submission = await (
      await server.as('tran')
    ).call(submitRevision, { params: { siteCode: WITHOUT }, body: { revision: 2, attestation } });
    expect(submission.evidence).toEqual([]);
  });
});

describe('submission.json', () => {
  const read = async (text: string | null) => {
    const files = new Map(await sampleFiles());
    if (text === null) files.delete('submission.json');
    else files.set('submission.json', text);
    return readDistrictFolder(files, countingIds());
  };

  test('may be missing', async () => {
    const district = await read(null);
    expect(district.ok && district.value.plan.submission).toBeUndefined();
  });

  test('is refused with the field when it is not right', async () => {
    const form = {
      attestation: '',
      evidence: [{ id: 'a', title: 'A', fields: [{ key: '1', label: 'x', kind: 'text', isRequired: true }] }],
    };
    const fields = async (text: string) => {
      const district = await read(text);
      return district.ok ? [] : district.problems.map(({ code, params }) => [code, params['key']]);
    };
    expect(await fields('{')).toEqual([['import.notJson', undefined]]);
    expect(await fields(JSON.stringify(form))).toEqual([
      ['import.badSetting', 'attestation'],
      ['import.badSetting', 'evidence.0.fields.0.key'],
    ]);
    const good = [{ key: 'a', label: 'x', kind: 'text', isRequired: true }];
    const elsewhere = {
      attestation: 'Yes',
      evidence: [{ id: 'a', title: 'A', appliesTo: ['999'], fields: good }],
    };
    expect(await fields(JSON.stringify(elsewhere))).toEqual([['import.badSetting', 'evidence.0.appliesTo']]);
  });
});
