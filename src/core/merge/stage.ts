import { z } from 'zod';
import { unexplained, type DifferenceExplanation } from './difference-explanation.js';
import type { TieOut } from './tie-out.js';

/**
 * What becomes of a version after it was merged: proposed to those who decide, approved by the committee where a state
 * has one, adopted by the board. Stages may be skipped; none is taken back.
 */
export const Stage = z.enum(['proposed', 'approved', 'adopted']);
export type Stage = z.infer<typeof Stage>;

/** One step of a version, with the local date of the meeting and the number of its resolution. */
export const StageEvent = z.object({
  stage: Stage,
  date: z.iso.date(),
  /** Empty where a proposal or a committee's approval has none. */
  resolution: z.string().max(80),
  by: z.string(),
  at: z.iso.datetime(),
});
export type StageEvent = z.infer<typeof StageEvent>;

/** The furthest stage of a version; null of one that was only merged. */
export function stageOf(events: readonly StageEvent[]): Stage | null {
  return events.reduce<Stage | null>(
    (furthest, { stage }) => (rankOf(stage) > rankOf(furthest) ? stage : furthest),
    null,
  );
}

const rankOf = (stage: Stage | null) => (stage === null ? -1 : Stage.options.indexOf(stage));

/** Why a version cannot take a stage. Every reason is given. */
export type StageFault =
  | { fault: 'notForward'; from: Stage }
  | { fault: 'yearAdopted'; version: number }
  | { fault: 'resolutionMissing' }
  /** `firstDay`: that of the version's earlier stage; null where it has none. */
  | { fault: 'dateOutside'; firstDay: string | null; lastDay: string }
  | { fault: 'notEqual' }
  | { fault: 'sitesMissing'; codes: string[] }
  | { fault: 'unexplained'; keys: string[] };

/**
 * Whether a version may take a stage. Adopting asks for more: one version a year, a resolution, a meeting that was held,
 * after the stages before and in time, merged equal to submitted, every site in it, and every difference that is meant to be
 * none explained.
 */
export function findStageFaults(
  to: Stage,
  version: {
    events: readonly StageEvent[];
    tieOut: TieOut;
    explanations: readonly DifferenceExplanation[];
    resolution: string;
    /** Local date of the meeting. */
    date: string;
    /** The last day on which it can have been held: today, or the year's last. */
    lastDay: string;
    /** The version that was adopted already, of any of the year. */
    adopted: number | null;
  },
): StageFault[] {
  const faults: StageFault[] = [];
  const from = stageOf(version.events);
  if (from !== null && rankOf(to) <= rankOf(from)) faults.push({ fault: 'notForward', from });
  if (version.adopted !== null && from !== 'adopted')
    faults.push({ fault: 'yearAdopted', version: version.adopted });
  if (to !== 'adopted') return faults;
  const { tieOut } = version;
  if (version.resolution.trim() === '') faults.push({ fault: 'resolutionMissing' });
  const firstDay = version.events
    .map(({ date }) => date)
    .sort()
    .at(-1);
  if (version.date > version.lastDay || (firstDay !== undefined && version.date < firstDay))
    faults.push({ fault: 'dateOutside', firstDay: firstDay ?? null, lastDay: version.lastDay });
  if (!tieOut.mergedEqualsSubmitted) faults.push({ fault: 'notEqual' });
  if (tieOut.missingSites.length > 0)
    faults.push({ fault: 'sitesMissing', codes: tieOut.missingSites.map(({ code }) => code) });
  const open = unexplained(tieOut, version.explanations);
  if (open.length > 0) faults.push({ fault: 'unexplained', keys: open.map(({ key }) => key) });
  return faults;
}
