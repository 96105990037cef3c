import type { Moved } from '../../src/core/approval/advance.js';
import type { MailKind } from '../mail/mail-kinds.js';
import type { Transaction } from '../stores/open-database.js';
import { listSites, openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { queueMail } from './mail.js';
import type { ChangeParts } from './parts.js';

/**
 * Mails of what came of a submission: to whom it came, with who submitted it or, where it was opened again by a change,
 * with whose change that was and why; and how it ended to whoever submitted it, and to those in whose name. Not to who did
 * it.
 */
export async function mailOfMove(
  tx: Transaction,
  parts: ChangeParts,
  { districtId, personId, name }: Actor,
  { submission, happened }: Pick<Moved, 'submission' | 'happened'>,
): Promise<void> {
  const mails = mailsOf({ submission, happened }, name);
  if (mails.length === 0) return;
  const site = await siteName(tx, districtId, submission.siteCode);
  const told = new Set<string>();
  for (const { kind, to, params } of mails) {
    const others = to.filter((id) => id !== personId && !told.has(`${kind}/${id}`));
    for (const id of others) told.add(`${kind}/${id}`);
    const link = kind.startsWith('submissionWaits') ? `/queue/${submission.id}` : '/sites';
    await queueMail(tx, parts, districtId, { to: others, kind, params: { site, ...params }, link });
  }
}

type MailOfMove = {
  kind: MailKind;
  to: string[];
  params: { person: string; reason?: string; revision?: string };
};

/** `by` is the name of who did it. */
function mailsOf({ submission, happened }: Pick<Moved, 'submission' | 'happened'>, by: string): MailOfMove[] {
  const { submittedById, submittedBy, inNameOf = [], decisions } = submission;
  const owners = [submittedById, ...inNameOf.map((owner) => owner.personId)];
  const reopened = new Set(happened.flatMap((one) => (one.kind === 'stepReopened' ? [one.step] : [])));
  const toOwners = (kind: MailKind): MailOfMove[] => [{ kind, to: owners, params: { person: by } }];
  return happened.flatMap((one): MailOfMove[] => {
    switch (one.kind) {
      case 'arrived': {
        const params = { person: by, reason: decisions.at(-1)?.comment ?? '' };
        if (reopened.has(one.step)) return [{ kind: 'submissionWaitsAgain', to: one.people, params }];
        return [{ kind: 'submissionWaits', to: one.people, params: { person: submittedBy } }];
      }
      case 'delegated':
        return [{ kind: 'submissionWaits', to: [one.toId], params: { person: submittedBy } }];
      case 'returned':
      case 'stranded':
        return toOwners('submissionReturned');
      case 'approved':
        return toOwners('submissionApproved');
      case 'rejected':
        return toOwners('submissionRejected');
      case 'reopened':
        return toOwners('siteReopened');
      case 'closed': {
        const { adoptedRevision } = decisions.at(-1) ?? {};
        const revision = adoptedRevision === undefined ? '' : String(adoptedRevision);
        return [{ kind: 'submissionClosed', to: owners, params: { person: by, revision } }];
      }
      case 'signed':
      case 'confirmed':
      case 'recalled':
      case 'stepDone':
      case 'stepReopened':
      case 'turnedFinal':
      case 'withdrawn':
        return [];
    }
  });
}

/** The name of a site as people know it; its code where it is not in the open year. */
export async function siteName(tx: Transaction, districtId: string, siteCode: string): Promise<string> {
  const sites = await listSites(tx, await openYear(tx, districtId));
  return sites.find(({ code }) => code === siteCode)?.name ?? siteCode;
}
