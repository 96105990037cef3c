import type { BodyOf } from '../../src/contract/endpoint.js';
import type { submitRevision } from '../../src/contract/submissions.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';

/** What a site's plan asks of whoever submits, all of it given: the statement confirmed, every form filled in. */
export function attested({
  plan,
}: Pick<SiteBook, 'plan'>): Pick<BodyOf<typeof submitRevision>, 'attestation' | 'evidence'> {
  const form = plan.submission;
  if (!form) return {};
  const value = { date: '2024-02-27', number: '7', text: 'Minutes of 27 February, item 4' };
  return {
    attestation: { text: form.attestation, confirmed: true },
    evidence: form.evidence.map(({ id, fields }) => ({
      id,
      values: Object.fromEntries(fields.map(({ key, kind }) => [key, value[kind]])),
    })),
  };
}
