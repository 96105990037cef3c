import type { Submission } from '../../src/core/approval/submission.js';
import {
  evidenceFor,
  faultyFields,
  fileEvidence,
  type FiledEvidence,
  type SubmissionForm,
} from '../../src/core/budget/submission-form.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import type { SheetState } from '../../src/core/validation/sheet-state.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type { submitRevision } from '../../src/contract/submissions.js';
import { Refusal } from './refusal.js';

type Shown = Pick<BodyOf<typeof submitRevision>, 'attestation' | 'evidence'>;

/**
 * What the district asks of a submission, as it is kept with it. Refuses a statement that is not confirmed in the
 * district's own words, and evidence with fields that are missing or cannot be read, all of them named.
 */
export function takeEvidence(
  { book }: BookIndex,
  { figures }: SheetState,
  { attestation, evidence = [] }: Shown,
): Pick<Submission, 'attestation' | 'evidence'> {
  const form = book.plan.submission;
  if (!form) return {};
  // Somebody who confirmed other words, of an older sentence, has not confirmed these.
  if (attestation?.text !== form.attestation) throw new Refusal('submission.attestationMissing');
  const values = new Map(evidence.map((shown) => [shown.id, shown.values]));
  const asked = evidenceFor(form, figures.balances);
  const faults = asked.flatMap((wanted) =>
    faultyFields(wanted, values.get(wanted.id) ?? {}).map(({ label }) => `${wanted.title}: ${label}`),
  );
  if (faults.length > 0) throw new Refusal('submission.evidenceMissing', { fields: faults.join('; ') });
  return {
    attestation: { text: form.attestation },
    evidence: asked.map((wanted) => fileEvidence(wanted, values.get(wanted.id) ?? {})),
  };
}

/** Evidence that comes with a signature, as it is kept. Forms the district does not have are left out. */
export function fileShown(
  form: SubmissionForm | undefined,
  shown: NonNullable<Shown['evidence']>,
): FiledEvidence[] {
  return shown.flatMap(({ id, values }) => {
    const wanted = form?.evidence.find((one) => one.id === id);
    if (!wanted) return [];
    const faults = faultyFields(wanted, values).map(({ label }) => `${wanted.title}: ${label}`);
    if (faults.length > 0) throw new Refusal('submission.evidenceMissing', { fields: faults.join('; ') });
    return [fileEvidence(wanted, values)];
  });
}
