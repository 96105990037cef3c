import { z } from 'zod';
import { Approver, isManager } from './approver.js';
import { StepConditions } from './conditions.js';

/** By when a step is decided: a local date, or so many days after it arrived, where the district is. */
export const StepDue = z.union([
  z.strictObject({ date: z.iso.date() }),
  z.strictObject({ daysAfterArrival: z.int().min(0).max(365) }),
]);
export type StepDue = z.infer<typeof StepDue>;

/** Somebody else is told that a step is overdue. They do not get the right to decide by it. */
export const Escalation = z.strictObject({
  daysAfterDue: z.int().min(0).max(365),
  to: z.array(Approver).min(1).max(20),
});
export type Escalation = z.infer<typeof Escalation>;

/** One step of a route: when it is needed, who signs it, and by when. */
export const ApprovalStep = z.strictObject({
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,39}$/),
  title: z.string().trim().min(1).max(120),
  conditions: StepConditions.optional(),
  /** Who may sign. Absent: nobody signs in; the step is the evidence that is recorded for it. */
  approvers: z.array(Approver).min(1).max(20).optional(),
  /** One of them, everybody who may, or so many. Absent: one. */
  signers: z.union([z.enum(['any', 'all']), z.strictObject({ quorum: z.int().min(1).max(20) })]).optional(),
  /** Who may sign when a signer hands the signature over. Absent: whoever holds the signer's role anywhere. */
  standIns: z.array(Approver).min(1).max(20).optional(),
  /** Evidence that has to be recorded with the submission, by the ids of the district's forms. */
  evidence: z.array(z.string().min(1).max(60)).min(1).max(20).optional(),
  /** A sentence that every signer confirms. */
  attestation: z.string().trim().min(1).max(2000).optional(),
  due: StepDue.optional(),
  /** Days before the due date on which whoever has it is reminded. */
  reminders: z.array(z.int().min(0).max(90)).max(10).optional(),
  escalation: z.array(Escalation).max(10).optional(),
  /**
   * An approval that is preliminary until another step, at the same time or later, has approved: it counts, and then
   * turns final by itself or is confirmed by a signer. Where that step is not on a submission's way it is final at once.
   */
  preliminary: z
    .strictObject({ until: z.string().min(1).max(40), then: z.enum(['turnsFinal', 'confirm']) })
    .optional(),
  /** Approvals stay for the next submission of the site as long as nothing changed in what they were given for. */
  carryOver: z.boolean().optional(),
});
export type ApprovalStep = z.infer<typeof ApprovalStep>;

/** The way of a district's submissions. Steps of one stage wait at the same time; a stage begins when the one before is done. */
export const ApprovalRoute = z
  .strictObject({
    stages: z
      .array(z.strictObject({ steps: z.array(ApprovalStep).min(1).max(20) }))
      .min(1)
      .max(20),
    /** Who decides a step that nobody else can. Absent: the budget managers. */
    fallback: z.array(Approver).min(1).max(20).optional(),
  })
  .superRefine(({ stages }, context) => {
    const stageOf = new Map<string, number>();
    const bad = (stage: number, step: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['stages', stage, 'steps', step, field], message });
    for (const [stage, { steps }] of stages.entries())
      for (const [at, { id }] of steps.entries()) {
        if (stageOf.has(id)) bad(stage, at, 'id', `${id} stands twice`);
        stageOf.set(id, stage);
      }
    for (const [stage, { steps }] of stages.entries())
      for (const [at, step] of steps.entries())
        for (const { field, message } of stepFaults(step, stage, stageOf)) bad(stage, at, field, message);
    if (!stages.some(({ steps }) => steps.some(isAlwaysSomebodyElse)))
      context.addIssue({
        code: 'custom',
        path: ['stages'],
        message:
          'one step without conditions has to be signed by somebody other than the site’s principals and managers',
      });
  });
export type ApprovalRoute = z.infer<typeof ApprovalRoute>;

function stepFaults(
  step: ApprovalStep,
  stage: number,
  stageOf: ReadonlyMap<string, number>,
): { field: string; message: string }[] {
  const { id, approvers, evidence, signers, conditions = {}, preliminary, due, reminders, escalation } = step;
  const faults: { field: string; message: string }[] = [];
  const add = (isFault: boolean, field: string, message: string) => {
    if (isFault) faults.push({ field, message });
  };
  add(!approvers && !evidence, 'approvers', 'a step has approvers, or evidence that is recorded for it');
  add(!approvers && signers !== undefined, 'signers', 'a step without approvers has no signers');
  const isOfSources = conditions.amount?.of === 'sources' || conditions.change?.of === 'sources';
  add(
    isOfSources && !conditions.sources && !conditions.programs,
    'conditions',
    'an amount of sources needs sources or programs',
  );
  if (preliminary) {
    const later = stageOf.get(preliminary.until);
    const isBehind = later !== undefined && later >= stage && preliminary.until !== id;
    add(!isBehind, 'preliminary', `${preliminary.until} is not another step of this stage or a later one`);
  }
  const isTimed = reminders !== undefined || escalation !== undefined;
  add(isTimed && due === undefined, 'due', 'reminders and escalation need a due date');
  return faults;
}

/** No sheet gets through on its submitter's own word. */
function isAlwaysSomebodyElse({ conditions = {}, approvers = [] }: ApprovalStep): boolean {
  return (
    Object.keys(conditions).length === 0 &&
    approvers.length > 0 &&
    approvers.every((approver) => !('role' in approver) || !isManager(approver.role))
  );
}

/** The id of the one step of a district that declares no route, and of submissions older than routes. */
export const FINANCE_STEP = 'finance';

/** The route of a district that declares none: any reviewer of the site decides. */
export const DEFAULT_ROUTE: ApprovalRoute = {
  stages: [{ steps: [{ id: FINANCE_STEP, title: 'Finance', approvers: [{ role: 'reviewer' }] }] }],
};
