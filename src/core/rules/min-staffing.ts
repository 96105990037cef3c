import { z } from 'zod';
import type { SiteLevel } from '../budget/site.js';
import { FTE_SCALE } from '../fte.js';
import { atOffice } from './at-office.js';
import { ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** So many posts for so many pupils: a fixed number, or one for each full count of pupils, by enrolment band. */
const Band = z.strictObject({
  /** Enrolment from which the band counts; it ends where the next begins. */
  fromEnrolment: z.int().min(0),
  required: z.union([
    z.strictObject({ fte: z.int().min(0) }),
    /** One full-time post for this many pupils, in steps of `stepFte` upwards. */
    z.strictObject({ pupilsPerFte: z.int().min(1), stepFte: z.int().min(1) }),
  ]),
});

const SCHOOL_LEVELS: readonly SiteLevel[] = ['elementary', 'middle', 'high'];

/** A site has at least the posts of some job classes that its enrolment asks for. */
export const minStaffing = ruleKind({
  schema: z.strictObject({
    kind: z.literal('minStaffing'),
    ...RULE_COMMON,
    jobClasses: z.array(z.string().min(1)).min(1),
    bands: z.array(Band).min(1),
  }),
  inputs: () => ['enrolment'],
  prepare(rule, scope) {
    const titles = rule.jobClasses.map(
      (code) => scope.jobClasses.find((jobClass) => jobClass.code === code)?.title ?? code,
    );
    const bands = [...rule.bands].sort((a, b) => b.fromEnrolment - a.fromEnrolment);
    const levels = rule.appliesTo?.levels;
    return [
      {
        at: 'staff',
        check(staff, { site }, report) {
          const { enrolment } = site;
          if (!(levels ?? SCHOOL_LEVELS).includes(site.level)) return;
          if (enrolment === undefined) {
            report(atOffice(rule, { kind: 'site', siteCode: site.code }, ['enrolment']));
            return;
          }
          const band = bands.find(({ fromEnrolment }) => enrolment >= fromEnrolment);
          if (!band) return;
          const requiredFte = fteRequired(band.required, enrolment);
          const planFte = staff
            .filter(({ jobClass }) => rule.jobClasses.includes(jobClass))
            .reduce((sum, { fte }) => sum + fte, 0);
          if (planFte >= requiredFte) return;
          report({
            code: 'staffing.tooFew',
            place: { kind: 'site', siteCode: site.code },
            params: {
              staff: titles.join(', '),
              site: site.name,
              enrolment,
              requiredFte,
              planFte,
              missingFte: requiredFte - planFte,
            },
          });
        },
      },
    ];
  },
});

/** The FTE that a band asks for at an enrolment: so much, or enough whole steps for all pupils. Ten-thousandths. */
export function fteRequired(required: z.infer<typeof Band>['required'], enrolment: number): number {
  if ('fte' in required) return required.fte;
  const { pupilsPerFte, stepFte } = required;
  const steps =
    (BigInt(enrolment) * BigInt(FTE_SCALE) + BigInt(pupilsPerFte * stepFte) - 1n) /
    BigInt(pupilsPerFte * stepFte);
  return Number(steps) * stepFte;
}
