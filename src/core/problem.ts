import { z } from 'zod';

/** Fatal blocks submitting and export; a warning needs a look or an explanation; info is advice. */
export const Severity = z.enum(['fatal', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** What a problem can point at inside a site's budget. The pane turns it into a cell, the server into a row. */
export const Place = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('line'),
    lineId: z.string(),
    field: z.enum(['account', 'amount', 'besidePosts', 'fte', 'justification', 'row']),
  }),
  z.object({
    kind: z.literal('position'),
    positionId: z.string(),
    field: z.enum(['fte', 'annualSalary', 'row']),
  }),
  /** One funding source of a site. The site is named where a whole district is checked at once. */
  z.object({ kind: z.literal('allocation'), fundingSource: z.string(), siteCode: z.string().optional() }),
  /** A site as a whole: a rule over several funding sources, or one that the office judges. */
  z.object({ kind: z.literal('site'), siteCode: z.string() }),
  /** The district as a whole, or one of its funding sources over all sites. */
  z.object({ kind: z.literal('district'), fundingSource: z.string().optional() }),
  z.object({ kind: z.literal('workbook'), sheet: z.string().optional(), cell: z.string().optional() }),
  z.object({
    kind: z.literal('file'),
    file: z.string(),
    row: z.int().optional(),
    column: z.string().optional(),
  }),
]);
export type Place = z.infer<typeof Place>;

/**
 * One finding. `code` is stable and names a sentence in the message catalogue (`src/ui/messages`); `params` are the
 * figures the sentence needs: cents as `…Cents`, FTE as `…Fte` (ten-thousandths), everything else as text or count.
 */
export const Problem = z.object({
  code: z.string(),
  severity: Severity,
  place: Place,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Id of the rule that found it; absent where no rule did, such as a row that could not be read. */
  ruleId: z.string().optional(),
  /** Tells findings of one code at one place apart, such as the segment whose code is unknown. */
  part: z.string().optional(),
  /** What a person wrote about a warning: it then counts as explained. */
  explanation: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A value, or every problem that kept it from being one. Bad data is a value here; only faults are thrown. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(problems: Problem[]): { ok: false; problems: Problem[] } {
  return { ok: false, problems };
}

/** Two problems with the same key are the same finding, so lists can be compared before and after an edit. */
export function problemKey({
  ruleId,
  code,
  part,
  place,
}: Pick<Problem, 'ruleId' | 'code' | 'part' | 'place'>): string {
  const finding = ruleId === undefined ? code : `${ruleId}:${code}`;
  return `${finding}|${placeKey(place)}${part === undefined ? '' : `|${part}`}`;
}

function placeKey(place: Place): string {
  switch (place.kind) {
    case 'line':
      return `line|${place.lineId}|${place.field}`;
    case 'position':
      return `position|${place.positionId}|${place.field}`;
    case 'allocation':
      return `allocation|${place.fundingSource}|${place.siteCode ?? ''}`;
    case 'site':
      return `site|${place.siteCode}`;
    case 'district':
      return `district|${place.fundingSource ?? ''}`;
    case 'workbook':
      return `workbook|${place.sheet ?? ''}|${place.cell ?? ''}`;
    case 'file':
      return `file|${place.file}|${String(place.row ?? '')}|${place.column ?? ''}`;
  }
}

/** A warning that still wants a look: nobody has written why it is right. */
export function isUnexplained({ severity, explanation }: Problem): boolean {
  return severity === 'warning' && explanation === undefined;
}

const SEVERITY_ORDER: Record<Severity, number> = { fatal: 0, warning: 1, info: 2 };

/** Worst first; within a severity the given order (that of the sheet) is kept. */
export function bySeverity(a: Problem, b: Problem): number {
  return SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity];
}
