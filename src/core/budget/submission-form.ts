import { z } from 'zod';
import { parseCentsPlain, type Cents } from '../money.js';

/** One thing that evidence has to say, such as the date of a vote. */
export const EvidenceField = z.strictObject({
  key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
  label: z.string().min(1).max(120),
  kind: z.enum(['date', 'text', 'number']),
  isRequired: z.boolean(),
});
export type EvidenceField = z.infer<typeof EvidenceField>;

/** What a site has to show with its budget, such as its School Site Council's vote. */
export const EvidenceForm = z.strictObject({
  id: z.string().min(1).max(60),
  title: z.string().min(1).max(120),
  /** Codes of funding sources whose money asks for it; absent: every site shows it. */
  appliesTo: z.array(z.string().min(1)).min(1).optional(),
  fields: z.array(EvidenceField).min(1).max(20),
});
export type EvidenceForm = z.infer<typeof EvidenceForm>;

/** What a district asks of whoever submits: a sentence to confirm, and evidence to show. */
export const SubmissionForm = z
  .strictObject({
    attestation: z.string().trim().min(1).max(2000),
    evidence: z.array(EvidenceForm).max(20),
  })
  .superRefine(({ evidence }, context) => {
    const ids = evidence.map(({ id }) => id);
    for (const [at, { id, fields }] of evidence.entries()) {
      if (ids.indexOf(id) !== at)
        context.addIssue({ code: 'custom', path: ['evidence', at, 'id'], message: `${id} stands twice` });
      const keys = fields.map(({ key }) => key);
      for (const [place, key] of keys.entries())
        if (keys.indexOf(key) !== place)
          context.addIssue({
            code: 'custom',
            path: ['evidence', at, 'fields', place, 'key'],
            message: `${key} stands twice`,
          });
    }
  });
export type SubmissionForm = z.infer<typeof SubmissionForm>;

/** The longest text that a field of evidence takes. */
export const LONGEST_EVIDENCE = 500;

/** What somebody typed into the fields of one form of evidence, by the fields' keys. Blank is nothing. */
export const EvidenceValues = z.record(z.string().max(40), z.string().max(LONGEST_EVIDENCE));
export type EvidenceValues = z.infer<typeof EvidenceValues>;

/** Evidence as it was shown with a submission: with the words it had then. Fields that were left blank are left out. */
export const FiledEvidence = z.object({
  id: z.string(),
  title: z.string(),
  fields: z.array(
    z.object({ key: z.string(), label: z.string(), kind: EvidenceField.shape.kind, value: z.string() }),
  ),
});
export type FiledEvidence = z.infer<typeof FiledEvidence>;

/** The evidence that a site has to show: a funding source counts where the site has or budgets anything of it. */
export function evidenceFor(
  { evidence }: SubmissionForm,
  balances: readonly { fundingSource: string; allocatedCents: Cents; proposedCents: Cents }[],
): EvidenceForm[] {
  const sources = new Set(
    balances
      .filter(({ allocatedCents, proposedCents }) => allocatedCents !== 0 || proposedCents !== 0)
      .map(({ fundingSource }) => fundingSource),
  );
  return evidence.filter(({ appliesTo }) => appliesTo?.some((code) => sources.has(code)) ?? true);
}

/** The fields that keep evidence from being complete: missing, or not what their kind takes. */
export function faultyFields({ fields }: EvidenceForm, values: EvidenceValues): EvidenceField[] {
  return fields.filter(({ key, kind, isRequired }) => {
    const value = (values[key] ?? '').trim();
    return value === '' ? isRequired : !isOfKind(kind, value);
  });
}

function isOfKind(kind: EvidenceField['kind'], value: string): boolean {
  switch (kind) {
    case 'date':
      return z.iso.date().safeParse(value).success;
    case 'number':
      // At most two decimals, as amounts have them; votes and counts have none.
      return parseCentsPlain(value) !== null;
    case 'text':
      return true;
  }
}

/** Evidence to keep with a submission. The values have no fault. */
export function fileEvidence({ id, title, fields }: EvidenceForm, values: EvidenceValues): FiledEvidence {
  return {
    id,
    title,
    fields: fields.flatMap(({ key, label, kind }) => {
      const value = (values[key] ?? '').trim();
      return value === '' ? [] : [{ key, label, kind, value }];
    }),
  };
}
