import { randomUUID } from 'node:crypto';
import { ApiError, type ApiClient } from '../../../src/api/client.js';
import type { BodyOf, ReplyOf } from '../../../src/contract/endpoint.js';
import { saveRevision } from '../../../src/contract/sites.js';
import { decideSubmission, submitRevision } from '../../../src/contract/submissions.js';

/** What somebody asks for while a program may be killed. */
export type Deed =
  | { kind: 'save'; siteCode: string; body: BodyOf<typeof saveRevision> }
  | { kind: 'submit'; siteCode: string; body: BodyOf<typeof submitRevision> }
  | { kind: 'decide'; submissionId: string; body: BodyOf<typeof decideSubmission> };

/** A deed under its key, and what is known of it. */
export type Write = {
  key: string;
  who: string;
  deed: Deed;
  /** `open`: sent, and nothing came back that says what became of it. */
  outcome: 'open' | 'done' | 'refused';
  /** The reply of one that was done, as text; the code of one that was refused. */
  answer: string;
  /** The round in which it was sent. */
  round: number;
};

export type SaveReply = ReplyOf<typeof saveRevision>;
export type SubmissionReply = ReplyOf<typeof submitRevision>;

/** Refusals that say "not now": whoever gets one sends the same again. */
const NOT_NOW = new Set(['server.busy', 'request.running']);

/** Every write that was sent, in order. */
export class Ledger {
  readonly writes: Write[] = [];
  round = 0;

  /** Sends a deed for the first time. */
  async send(api: ApiClient, who: string, deed: Deed): Promise<Write> {
    const write: Write = { key: randomUUID(), who, deed, outcome: 'open', answer: '', round: this.round };
    this.writes.push(write);
    Object.assign(write, await attempt(api, write));
    return write;
  }

  /** Sends what was sent before under its key; what comes back counts when it says what became of it. */
  async again(api: ApiClient, write: Write): Promise<void> {
    Object.assign(write, await attempt(api, write));
  }

  of(outcome: Write['outcome'], kind?: Deed['kind']): Write[] {
    return this.writes.filter(
      (write) => write.outcome === outcome && (kind === undefined || write.deed.kind === kind),
    );
  }

  /** Saves that were acknowledged, by site and number. */
  saved(): Map<string, Map<number, string>> {
    const sites = new Map<string, Map<number, string>>();
    for (const { deed, answer } of this.of('done', 'save')) {
      if (deed.kind !== 'save') continue;
      const { revision } = JSON.parse(answer) as SaveReply;
      const ofSite = sites.get(deed.siteCode) ?? new Map<number, string>();
      sites.set(deed.siteCode, ofSite.set(revision.number, revision.contentHash));
    }
    return sites;
  }

  /** Submissions that were acknowledged, and how many decisions on each. */
  submitted(): Map<string, { latest: SubmissionReply[]; decisions: number }> {
    const found = new Map<string, { latest: SubmissionReply[]; decisions: number }>();
    for (const { deed, answer } of this.of('done')) {
      if (deed.kind === 'save') continue;
      const reply = JSON.parse(answer) as SubmissionReply;
      const known = found.get(reply.id) ?? { latest: [], decisions: 0 };
      known.latest.push(reply);
      if (deed.kind === 'decide') known.decisions += 1;
      found.set(reply.id, known);
    }
    return found;
  }
}

/** Sends a write under its key, again or for the first time. */
export async function attempt(
  api: ApiClient,
  { key, deed }: Pick<Write, 'key' | 'deed'>,
): Promise<Pick<Write, 'outcome' | 'answer'>> {
  try {
    return { outcome: 'done', answer: JSON.stringify(await carryOut(api, key, deed)) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    if (failure.kind === 'unsendable') throw new Error(`The contract does not allow ${JSON.stringify(deed)}`);
    if (failure.kind !== 'refused' || NOT_NOW.has(failure.problem.code))
      return { outcome: 'open', answer: failure.kind === 'refused' ? failure.problem.code : failure.kind };
    return { outcome: 'refused', answer: failure.problem.code };
  }
}

function carryOut(api: ApiClient, key: string, deed: Deed): Promise<unknown> {
  switch (deed.kind) {
    case 'save':
      return api.call(saveRevision, { params: { siteCode: deed.siteCode }, body: deed.body, key });
    case 'submit':
      return api.call(submitRevision, { params: { siteCode: deed.siteCode }, body: deed.body, key });
    case 'decide':
      return api.call(decideSubmission, {
        params: { submissionId: deed.submissionId },
        body: deed.body,
        key,
      });
  }
}
