import { z } from 'zod';

/** The row of an import file that a figure stands in, for whoever asks where it comes from. */
export const SourceRow = z.object({ file: z.string(), row: z.int().min(2) });
export type SourceRow = z.infer<typeof SourceRow>;

/**
 * Whose enrolment: pupils of the grades a school is staffed for (`k12`, transitional kindergarten included where the
 * school runs it), of transitional kindergarten or of pre-kindergarten at an early education site, each in general or
 * in special day classes, or children in out-of-school care.
 */
export const EnrolmentGroup = z.enum(['k12', 'tk', 'tkSpecialDay', 'pk', 'pkSpecialDay', 'outOfSchoolTime']);
export type EnrolmentGroup = z.infer<typeof EnrolmentGroup>;

const shared = { siteCode: z.string().min(1), yearId: z.string(), source: SourceRow };

/** A figure about a site that an allocation or a staffing ratio rests on. */
export const SiteFact = z.discriminatedUnion('kind', [
  z.object({
    ...shared,
    kind: z.literal('enrolment'),
    group: EnrolmentGroup,
    basis: z.enum(['projected', 'capacity']),
    pupils: z.int().min(0).max(1_000_000),
  }),
  z.object({
    ...shared,
    /** Share of pupils with low income, learning English or in foster care, each counted once (California). */
    kind: z.literal('unduplicatedPupils'),
    sharePpm: z.int().min(0).max(1_000_000),
  }),
]);
export type SiteFact = z.infer<typeof SiteFact>;

export type SiteEnrolment = { pupils: number; source: SourceRow };

/**
 * The projected K-12 enrolment of each site in a year, with the row it stands in: what a staffing ratio is worked out
 * on. A site without one is absent, so that a rule can say it could not judge. The last figure given counts.
 */
export function k12Enrolment(facts: readonly SiteFact[], yearId: string): Map<string, SiteEnrolment> {
  const bySite = new Map<string, SiteEnrolment>();
  for (const fact of facts) {
    if (fact.kind !== 'enrolment' || fact.yearId !== yearId) continue;
    if (fact.group !== 'k12' || fact.basis !== 'projected') continue;
    bySite.set(fact.siteCode, { pupils: fact.pupils, source: fact.source });
  }
  return bySite;
}
