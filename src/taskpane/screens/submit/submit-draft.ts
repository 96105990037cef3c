import {
  evidenceFor,
  faultyFields,
  type EvidenceForm,
  type EvidenceValues,
  type SubmissionForm,
} from '../../../core/budget/submission-form.js';
import type { Balance } from '../../../core/validation/figures.js';
import type { BodyOf } from '../../../contract/endpoint.js';
import type { submitRevision } from '../../../contract/submissions.js';
import { SUBMIT } from '../../../ui/messages/submit.js';

const REASON = SUBMIT.reason;

/** What somebody has confirmed and typed before submitting. */
export type SubmitDraft = { isConfirmed: boolean; values: ReadonlyMap<string, EvidenceValues> };

export const EMPTY_DRAFT: SubmitDraft = { isConfirmed: false, values: new Map() };

/** The evidence that the site has to show; none where the district asks for none. */
export function askedFor(form: SubmissionForm | undefined, balances: readonly Balance[]): EvidenceForm[] {
  return form ? evidenceFor(form, balances) : [];
}

/** Where what the sheet holds is: saved, on its way, waiting in the queue, or in the sheet alone. */
export type SaveState = 'saved' | 'saving' | 'queued' | 'unsaved';

/** Why the budget cannot be sent yet; null when it can. The server has the last word. */
export function reasonNotYet(
  form: SubmissionForm | undefined,
  asked: readonly EvidenceForm[],
  draft: SubmitDraft,
  saveState: SaveState,
): string | null {
  if (saveState === 'saving') return REASON.saving;
  if (saveState === 'unsaved') return REASON.unsaved;
  const faulty = asked.find((evidence) => faultyFields(evidence, valuesOf(draft, evidence)).length > 0);
  if (faulty) return REASON.evidence(faulty.title);
  return form && !draft.isConfirmed ? REASON.confirm : null;
}

export function valuesOf({ values }: SubmitDraft, { id }: Pick<EvidenceForm, 'id'>): EvidenceValues {
  return values.get(id) ?? {};
}

/** What is sent. */
export function bodyOf(
  revision: number,
  form: SubmissionForm | undefined,
  asked: readonly EvidenceForm[],
  draft: SubmitDraft,
): BodyOf<typeof submitRevision> {
  if (!form) return { revision };
  return {
    revision,
    attestation: { text: form.attestation, confirmed: true },
    evidence: asked.map(({ id }) => ({ id, values: { ...valuesOf(draft, { id }) } })),
  };
}
