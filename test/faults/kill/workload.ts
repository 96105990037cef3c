import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, type ApiClient } from '../../../src/api/client.js';
import type { ReplyOf } from '../../../src/contract/endpoint.js';
import { getSiteBook } from '../../../src/contract/sites.js';
import { listSubmissions } from '../../../src/contract/submissions.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { lineOwner } from '../../../src/core/validation/owned-rows.js';
import { attested } from '../../support/attested.js';
import { chanceOf, type Chance } from '../fuzz-values.js';
import type { Desks } from './desks.js';
import type { Ledger, SaveReply, SubmissionReply, Write } from './ledger.js';

/** Who saves where; twice the same is two windows of one person. The last has a budget that is ready to submit. */
const WRITERS: readonly [who: string, siteCode: string][] = [
  ['reyes', '608'],
  ['tran', '571'],
  ['tran', '571'],
  ['okafor', '125'],
  ['lindqvist', '001'],
];
const SUBMITTERS = new Set(['571', '125']);
const REVIEWERS = ['ortiz', 'chen'];

export const WRITING: ReadonlyMap<string, string> = new Map(WRITERS.map(([who, site]) => [site, who]));

export type Run = {
  /** Addresses of the processes that serve; clients are spread over them. */
  addresses: readonly string[];
  desks: Desks;
  ledger: Ledger;
  seed: number;
  isOver: () => boolean;
};

type SiteBook = ReplyOf<typeof getSiteBook>;

/** Several people save, submit and decide until it is over; resolves when all have stopped. */
export async function work(run: Run): Promise<void> {
  const { addresses } = run;
  const address = (lane: number) => addresses[lane % addresses.length] ?? '';
  await Promise.all([
    ...WRITERS.map(([who, site], lane) =>
      untilOver(run, () => writeOnce(run, address(lane), who, site, chanceOf(run.seed + lane))),
    ),
    ...REVIEWERS.map((who, lane) =>
      untilOver(run, () => reviewOnce(run, address(lane + 1), who, chanceOf(run.seed + 100 + lane))),
    ),
  ]);
}

/** What cannot be read any more is read again, until it is over. */
async function untilOver(run: Run, session: () => Promise<void>): Promise<void> {
  while (!run.isOver()) {
    try {
      await session();
    } catch (error) {
      if (!(error instanceof ApiError) || error.failure.kind === 'unsendable') throw error;
      await pause(20);
    }
  }
}

/** Opens a book and saves one change after the other, each from the one before, until a save is not taken. */
async function writeOnce(
  run: Run,
  base: string,
  who: string,
  siteCode: string,
  chance: Chance,
): Promise<void> {
  const api = await run.desks.at(base, who);
  const site = await api.call(getSiteBook, { params: { siteCode }, body: undefined });
  const workbookId = randomUUID();
  let baseRevision = site.head?.summary.number ?? 0;
  const content = site.head?.content ?? site.book.opening;
  while (!run.isOver()) {
    const saved = await run.ledger.send(api, who, {
      kind: 'save',
      siteCode,
      body: {
        workbookId,
        yearId: site.book.plan.year.id,
        layoutVersion: 1,
        baseRevision,
        content: changed(site, content),
      },
    });
    if (saved.outcome === 'open') await keepTrying(run, api, saved);
    if (saved.outcome !== 'done') return;
    baseRevision = (JSON.parse(saved.answer) as SaveReply).revision.number;
    if (SUBMITTERS.has(siteCode) && chance.oneIn(2))
      await submit(run, api, who, { siteCode, site, revision: baseRevision, chance });
  }
}

/** Sends the same again while the database is away, as a pane does. */
async function keepTrying({ ledger, isOver }: Run, api: ApiClient, write: Write): Promise<void> {
  while (write.outcome === 'open' && !isOver()) {
    await pause(50);
    await ledger.again(api, write);
  }
}

async function submit(
  run: Run,
  api: ApiClient,
  who: string,
  {
    siteCode,
    site,
    revision,
    chance,
  }: { siteCode: string; site: SiteBook; revision: number; chance: Chance },
): Promise<void> {
  const body = { revision, ...attested(site.book) };
  const sent = await run.ledger.send(api, who, { kind: 'submit', siteCode, body });
  if (sent.outcome !== 'done' || !chance.oneIn(4)) return;
  const { id } = JSON.parse(sent.answer) as SubmissionReply;
  await run.ledger.send(api, who, {
    kind: 'decide',
    submissionId: id,
    body: { decision: 'withdraw', comment: 'Not yet' },
  });
}

/** Decides what waits; two reviewers at once come upon the same now and then, and one of them is refused. */
async function reviewOnce(run: Run, base: string, who: string, chance: Chance): Promise<void> {
  const api = await run.desks.at(base, who);
  while (!run.isOver()) {
    const { items } = await api.call(listSubmissions, {
      params: {},
      query: { limit: 20 },
      body: undefined,
    });
    const waiting = items.filter(({ submission }) => submission.status === 'submitted');
    if (waiting.length === 0) await pause(20);
    for (const { submission } of waiting)
      await run.ledger.send(api, who, {
        kind: 'decide',
        submissionId: submission.id,
        body: { decision: chance.oneIn(3) ? 'return' : 'approve', comment: 'Looked at' },
      });
  }
}

/** Another justification of a line that is the writer's own: a new content, and nothing for a rule to find. */
function changed({ book, owners }: SiteBook, content: SiteContent): SiteContent {
  const index = indexBook(book);
  const own = content.lines.find((line) => owners.includes(lineOwner(index, line)));
  const justification = `Changed ${randomUUID()}`;
  const lines = content.lines.map((line) => (line === own ? { ...line, justification } : line));
  return { ...content, lines };
}
