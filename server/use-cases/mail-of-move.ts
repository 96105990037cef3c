import type { Moved } from '../../src/core/approval/advance.js';
import type { MailKind } from '../mail/mail-kinds.js';
import type { Transaction } from '../stores/open-database.js';
import { listSites, openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { queueMail } from './mail.js';
import type { Parts } from './parts.js';

/** Mails of what came of a submission: to whom it came, and how it ended to whoever submitted it, and to those in whose name. Not to who did it. */
export async function mailOfMove(
  tx: Transaction,
  parts: Parts,
  { districtId, personId, name }: Actor,
  { submission, happened }: Pick<Moved, 'submission' | 'happened'>,
): Promise<void> {
  const owners = [submission.submittedById, ...(submission.inNameOf ?? []).map((owner) => owner.personId)];
  const mails = happened.flatMap((one): { kind: MailKind; to: string[] }[] => {
    switch (one.kind) {
      case 'arrived':
        return [{ kind: 'submissionWaits', to: one.people }];
      case 'delegated':
        return [{ kind: 'submissionWaits', to: [one.toId] }];
      case 'returned':
      case 'stranded':
        return [{ kind: 'submissionReturned', to: owners }];
      case 'approved':
        return [{ kind: 'submissionApproved', to: owners }];
      case 'rejected':
        return [{ kind: 'submissionRejected', to: owners }];
      case 'reopened':
        return [{ kind: 'siteReopened', to: owners }];
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
  if (mails.length === 0) return;
  const site = await siteName(tx, districtId, submission.siteCode);
  const told = new Set<string>();
  for (const { kind, to } of mails) {
    const others = to.filter((id) => id !== personId && !told.has(`${kind}/${id}`));
    for (const id of others) told.add(`${kind}/${id}`);
    const link = kind === 'submissionWaits' ? `/queue/${submission.id}` : '/sites';
    await queueMail(tx, parts, districtId, { to: others, kind, params: { site, person: name }, link });
  }
}

/** The name of a site as people know it; its code where it is not in the open year. */
export async function siteName(tx: Transaction, districtId: string, siteCode: string): Promise<string> {
  const sites = await listSites(tx, await openYear(tx, districtId));
  return sites.find(({ code }) => code === siteCode)?.name ?? siteCode;
}
