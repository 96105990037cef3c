import type { AnyEndpoint } from '../../src/contract/endpoint.js';
import type { Submission } from '../../src/core/approval/submission.js';
import { saveRevision, type Receipt } from '../../src/contract/sites.js';
import { submitRevision } from '../../src/contract/submissions.js';
import type { SaveRequest } from '../../src/api/queue-calls.js';
import { refusal } from './fake-api.js';

export type { AnyEndpoint };
export type CallOf = { endpoint: AnyEndpoint; params: unknown; body: unknown };
type SaveBody = SaveRequest['body'] & { queued?: { claimedAt: string; stamp: string } };

/** The rules by which the server stores revisions of a site, without the rest of it. */
export class RevisionModel {
  readonly revisions: { workbookId: string; base: number; text: string; body: SaveBody }[] = [];
  readonly submitted: { revision: number; body: unknown }[] = [];
  arrivals = 0;

  answer({ endpoint, body }: CallOf): unknown {
    if (endpoint.name === saveRevision.name) return this.save(body as SaveBody);
    if (endpoint.name === submitRevision.name) return this.submit(body as { revision: number });
    throw new Error(`The model does not answer ${endpoint.name}`);
  }

  private save(body: SaveBody): unknown {
    this.arrivals += 1;
    const text = JSON.stringify(body.content);
    const repeat = this.revisions.findIndex(
      (stored) =>
        stored.workbookId === body.workbookId && stored.base === body.baseRevision && stored.text === text,
    );
    if (repeat >= 0) return { ...receiptOf(repeat + 1), isRepeat: true };
    const latest = this.revisions.length;
    if (body.baseRevision !== latest) throw refusal('revision.outdated', 409, 'Somebody saved.');
    if (this.revisions.at(-1)?.text === text) return { ...receiptOf(latest), isRepeat: true };
    this.revisions.push({ workbookId: body.workbookId, base: body.baseRevision, text, body });
    return receiptOf(latest + 1);
  }

  private submit(body: { revision: number }): unknown {
    if (body.revision !== this.revisions.length)
      throw refusal('submission.notLatest', 409, 'Not the latest.');
    if (!this.submitted.some(({ revision }) => revision === body.revision))
      this.submitted.push({ revision: body.revision, body });
    return submissionOf(body.revision);
  }
}

const AT = '2024-03-06T22:30:00.000Z';

function receiptOf(number: number): Receipt {
  return {
    siteCode: '608',
    yearId: '2024-25',
    revision: {
      number,
      contentHash: `hash-${String(number)}`,
      savedBy: 'Rosa Alvarez',
      savedAt: AT,
      totalCents: 0,
      totalFte: 0,
      fatalCount: 0,
      warningCount: 0,
    },
    rulePackHash: 'rules',
    engineVersion: '2',
    isRepeat: false,
    kept: [],
    problems: [],
  };
}

function submissionOf(revision: number): Submission {
  return {
    id: '0c5cbb0e-3a57-4d5e-8a58-1f0d55c3a111',
    siteCode: '608',
    revision,
    status: 'submitted',
    submittedById: 'f8a1f4be-63a5-4b7a-9a3d-0e1f8f0f7a11',
    submittedBy: 'Rosa Alvarez',
    submittedAt: AT,
    decisions: [],
  };
}
