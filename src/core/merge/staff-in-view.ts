import { z } from 'zod';
import type { DistrictPlan } from '../budget/site-book.js';
import { Fte } from '../fte.js';
import { Cents, centsTimes } from '../money.js';
import { findSharedPostFaults, type PostsBySite } from '../staffing/shared-posts.js';
import { siteFinder } from '../staffing/visiting-posts.js';
import { WHOLE_SHARE_PPM, type JobClass, type Position } from '../staffing/position.js';
import { FTE_SCALE } from '../fte.js';
import type { MasterBudget } from './master-budget.js';

const PostRow = z.object({ siteCode: z.string(), positionId: z.string() });
const FaultOf = { post: z.string(), siteCodes: z.array(z.string()), rows: z.array(PostRow) };

/** See `SharedPostFinding`, whose schema it is. */
export const SharedPostFault = z.discriminatedUnion('kind', [
  z.object({
    ...FaultOf,
    kind: z.literal('orphanedShare'),
    fromSite: z.string(),
    openingPpm: z.int(),
    totalPpm: z.int(),
  }),
  z.object({ ...FaultOf, kind: z.literal('sharedPostGone') }),
  z.object({ ...FaultOf, kind: z.literal('doubledPost'), totalPpm: z.int() }),
  z.object({ ...FaultOf, kind: z.literal('sharesNotWhole'), totalPpm: z.int() }),
]);
export type SharedPostFault = z.infer<typeof SharedPostFault>;

/** A post that several sites pay: its FTE over all of them, and what each pays of it. */
export const SharedPost = z.object({
  post: z.string(),
  title: z.string(),
  fte: Fte,
  shares: z.array(z.object({ siteCode: z.string(), sharePpm: z.int(), fte: Fte })),
});
export type SharedPost = z.infer<typeof SharedPost>;

/** The same account, title and amount at several sites: perhaps one need, budgeted twice. */
export const DuplicateLine = z.object({
  account: z.string(),
  title: z.string(),
  proposedCents: Cents,
  lines: z.array(z.object({ siteCode: z.string(), lineId: z.string() })),
});
export type DuplicateLine = z.infer<typeof DuplicateLine>;

/**
 * What posts of one job class that are priced at average would cost more (or less, below zero) at their holders' own
 * salaries. Posts without a salary of their own cannot be compared, and are counted.
 */
export const SalaryExposure = z.object({
  jobClass: z.string(),
  title: z.string(),
  comparedPosts: z.int(),
  comparedFte: Fte,
  averageCents: Cents,
  actualCents: Cents,
  exposureCents: Cents,
  unknownPosts: z.int(),
});
export type SalaryExposure = z.infer<typeof SalaryExposure>;

/** What only shows when the posts and lines of all sites are seen together. */
export const StaffInView = z.object({
  sharedPosts: z.array(SharedPost),
  faults: z.array(SharedPostFault),
  duplicates: z.array(DuplicateLine),
  exposure: z.array(SalaryExposure),
});
export type StaffInView = z.infer<typeof StaffInView>;

/**
 * Looks at the posts of the merged sites together. `posts` are those of the merged revisions, `opening` those the same
 * sites' season opened with.
 */
export function viewStaff(
  plan: DistrictPlan,
  master: MasterBudget,
  posts: PostsBySite,
  opening: PostsBySite,
): StaffInView {
  const siteOf = siteFinder(plan);
  return {
    sharedPosts: sharedPosts(posts, siteOf),
    faults: findSharedPostFaults(posts, opening, siteOf),
    duplicates: duplicates(master),
    exposure: exposure(plan.jobClasses, posts),
  };
}

function sharedPosts(posts: PostsBySite, siteOf: (account: string) => string | null): SharedPost[] {
  type Shares = { title: string; fteOf: Map<string, number>; ppmOf: Map<string, number> };
  const shared = new Map<string, Shares>();
  for (const [home, positions] of posts) {
    for (const position of positions) {
      if (position.extraPay) continue;
      const post = position.number === '' ? position.id : position.number;
      const one: Shares = shared.get(post) ?? {
        title: position.title,
        fteOf: new Map<string, number>(),
        ppmOf: new Map<string, number>(),
      };
      shared.set(post, one);
      for (const { account, sharePpm } of position.splits) {
        const payer = siteOf(account) ?? home;
        one.ppmOf.set(payer, (one.ppmOf.get(payer) ?? 0) + sharePpm);
        // In parts of a part, so that nothing is rounded before all is added.
        one.fteOf.set(payer, (one.fteOf.get(payer) ?? 0) + countedFte(position) * sharePpm);
      }
    }
  }
  return [...shared]
    .filter(([, { ppmOf }]) => ppmOf.size > 1)
    .map(([post, { title, fteOf, ppmOf }]) => ({
      post,
      title,
      fte: fteOfParts([...fteOf.values()].reduce((sum, parts) => sum + parts, 0)),
      shares: [...ppmOf]
        .map(([siteCode, sharePpm]) => ({
          siteCode,
          sharePpm,
          fte: fteOfParts(fteOf.get(siteCode) ?? 0),
        }))
        .sort((a, b) => (a.siteCode < b.siteCode ? -1 : 1)),
    }))
    .sort((a, b) => (a.post < b.post ? -1 : 1));
}

const countedFte = ({ status, fte }: Position) => (status === 'frozen' ? 0 : fte);
const fteOfParts = (parts: number) => Math.round(parts / WHOLE_SHARE_PPM);

/** Lines of the same account have lines of several sites only where an account string does not name its site. */
function duplicates(master: MasterBudget): DuplicateLine[] {
  return master.accounts.flatMap(({ account, lines }) => {
    if (lines.length === 1) return [];
    const alike = new Map<string, DuplicateLine>();
    for (const { title, proposedCents, siteCode, lineId } of lines) {
      if (proposedCents === 0) continue;
      const key = JSON.stringify([title.trim().toLowerCase(), proposedCents]);
      const one = alike.get(key) ?? { account, title, proposedCents, lines: [] };
      alike.set(key, one);
      one.lines.push({ siteCode, lineId });
    }
    return [...alike.values()].filter((one) => new Set(one.lines.map(({ siteCode }) => siteCode)).size > 1);
  });
}

function exposure(jobClasses: readonly JobClass[], posts: PostsBySite): SalaryExposure[] {
  const byClass = new Map(
    jobClasses.map(({ code, title }): [string, SalaryExposure] => [
      code,
      {
        jobClass: code,
        title,
        comparedPosts: 0,
        comparedFte: 0,
        averageCents: 0,
        actualCents: 0,
        exposureCents: 0,
        unknownPosts: 0,
      },
    ]),
  );
  const averages = new Map(jobClasses.map(({ code, averageSalaryCents }) => [code, averageSalaryCents]));
  for (const position of [...posts.values()].flat()) {
    const sum = byClass.get(position.jobClass);
    if (!sum || position.pricedAt !== 'average' || position.extraPay || countedFte(position) === 0) continue;
    if (position.status === 'vacant' || position.annualSalaryCents === 0) {
      sum.unknownPosts += 1;
      continue;
    }
    sum.comparedPosts += 1;
    sum.comparedFte += position.fte;
    sum.averageCents += centsTimes(averages.get(position.jobClass) ?? 0, position.fte, FTE_SCALE);
    sum.actualCents += centsTimes(position.annualSalaryCents, position.fte, FTE_SCALE);
    sum.exposureCents = sum.actualCents - sum.averageCents;
  }
  return [...byClass.values()].filter(({ comparedPosts, unknownPosts }) => comparedPosts + unknownPosts > 0);
}
