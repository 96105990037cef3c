import { createHash } from 'node:crypto';
import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import { conflictKey } from '../../src/core/merge/three-way.js';
import { problemKey } from '../../src/core/problem.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type {
  SiteFileConflict,
  SiteFileReply,
  takeSiteFile as endpoint,
} from '../../src/contract/site-files.js';
import type { RevisionSummary } from '../../src/contract/sites.js';
import type { FileFinding } from '../site-files/check-site-file.js';
import { FILE_LIMITS } from '../site-files/file-limits.js';
import type { FileOptions, FileReport, ReadFile } from '../site-files/read-site-file.js';
import { checkSentFile, type SentFile } from '../site-files/sent-file.js';
import { findRepeat, findSavedFile } from '../stores/revision-store.js';
import type { Year } from '../stores/year-store.js';
import { fileOwnersAt, yearOfActor, type Actor } from './actor.js';
import { revisionSubject } from './audit.js';
import { bookOfFile } from './book-of-file.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { storeSheet } from './save-revision.js';
import { whoChanged, type Change } from './who-changed.js';

type Sent = BodyOf<typeof endpoint>;

/** What the file was checked against. */
type Against = { year: Year; latest: RevisionSummary | null };

/**
 * Checks a site's workbook that came as a file, and saves it where that is asked. The site is the one that the file says it
 * is of; one that the actor may send no file for is as unknown to her as one that is not there.
 */
export async function takeSiteFile(parts: Parts, actor: Actor, sent: Sent): Promise<SiteFileReply> {
  const bytes = Buffer.from(sent.content, 'base64');
  // What is no base64 is passed over by the decoder.
  if (bytes.length !== Buffer.byteLength(sent.content, 'base64')) throw new Refusal('request.malformed');
  const file = { name: sent.name, bytes, hash: createHash('sha256').update(bytes).digest('hex') };
  try {
    return await checkAndSave(parts, actor, sent, file);
  } catch (error) {
    // Somebody saved while the file was read: it is brought together with that too.
    if (!(error instanceof Refusal) || error.code !== 'revision.outdated') throw error;
    return checkAndSave(parts, actor, sent, file);
  }
}

async function checkAndSave(
  parts: Parts,
  actor: Actor,
  sent: Sent,
  file: HashedFile,
): Promise<SiteFileReply> {
  const year = await yearOfActor(parts.db, actor);
  let against: Against = { year, latest: null };
  const { structure } = year.plan.chart;
  const limits = parts.fileLimits ?? FILE_LIMITS;
  const report = await checkSentFile(
    file,
    structure,
    async (source) => {
      const ask = { name: sent.name, source, optionsOf: (latest: Latest) => optionsOf(sent, latest) };
      const found = await bookOfFile(parts, actor, year, ask);
      if ('books' in found) against = { year, latest: found.latest };
      return found;
    },
    limits,
  );
  if (report === null) throw new Refusal('server.busy');
  const { latest } = against;
  const before =
    report.isRead && !isUncertain(report)
      ? await savedBefore(parts, actor, sent, report, against, file.hash)
      : null;
  // What was saved since is no news about a file that was saved before it.
  if (before !== null && report.isRead && !before.addsNothing)
    return replyTo(withoutConflicts(report), latest, before);
  // Who decided so that it adds nothing may still decide otherwise.
  if (before !== null || sent.mode === 'check')
    return replyTo(report, latest, before, await changesIn(parts, report, against));
  const stopping = report.findings.filter(({ stopsSaving }) => !report.isRead || stopsSaving === true);
  if (!report.isRead || stopping.length > 0)
    throw new Refusal(
      'siteFile.refused',
      { file: sent.name },
      stopping.map(({ problem }) => problem),
    );
  return replyTo(report, latest, await save(parts, actor, sent, report, against, file.hash));
}

type Latest = RevisionSummary | null;
type HashedFile = SentFile & { hash: string };

/** How a file is read. Sides that were chosen against another revision than the latest are no answer to what is asked now. */
function optionsOf(
  { takesSuggestions, choices }: Sent,
  latest: Latest,
): Pick<FileOptions, 'takesSuggestions' | 'choices'> {
  const sides = choices?.revision === (latest?.number ?? 0) ? choices.sides : [];
  return {
    takesSuggestions,
    choices: sides.map(({ side, ...name }) => [conflictKey(name), side] as const),
  };
}

function changesIn(
  { db }: Parts,
  report: FileReport,
  { year, latest }: Against,
): Promise<ReadonlyMap<string, Change>> {
  if (!report.isRead) return Promise.resolve(new Map());
  const { conflicts, identity, isCopied } = report;
  return whoChanged(
    db,
    year,
    identity.siteCode,
    conflicts.map(({ conflict }) => conflict),
    { latest: latest?.number ?? 0, base: isCopied ? 0 : identity.baseRevision },
  );
}

const isConflict = ({ problem }: FileFinding) => problem.code === 'file.conflict';

/** Whether something in the file itself could not be read for certain. */
function isUncertain({ findings }: ReadFile): boolean {
  return findings.some((finding) => finding.stopsSaving === true && !isConflict(finding));
}

function withoutConflicts(report: ReadFile): ReadFile {
  return {
    ...report,
    conflicts: [],
    findings: report.findings.filter((finding) => !isConflict(finding)),
  };
}

/** `addsNothing`: the file was not saved before, and its revision holds the same. */
type FileReceipt =
  | (NonNullable<Extract<SiteFileReply, { isRead: true }>['receipt']> & { addsNothing?: true })
  | null;

/** The receipt of the revision that the same file became before; null where it is not saved. */
async function savedBefore(
  { db }: Parts,
  { personId }: Actor,
  { takesSuggestions }: Sent,
  { identity, contentHash, sentHash, conflicts, isCopied }: ReadFile,
  { year, latest }: Against,
  fileHash: string,
): Promise<FileReceipt> {
  const { workbookId, siteCode } = identity;
  const baseRevision = isCopied ? 0 : identity.baseRevision;
  if (latest === null || latest.number === baseRevision) return null;
  const isDecided = conflicts.every(({ side }) => side !== null);
  const ownRevision =
    (isCopied
      ? null
      : await findRepeat(db, year, siteCode, { workbookId, baseRevision, contentHash: sentHash })) ??
    (await findSavedFile(db, year, siteCode, {
      subjects: subjectsSince(year, siteCode, { base: baseRevision, latest: latest.number }),
      fileHash,
      // Another takes rows of her own from the same file, and text that was not taken then may be now.
      personId,
      suggestions: takesSuggestions ? 'taken' : '',
    }));
  const holdsTheSame = isDecided && latest.contentHash === contentHash;
  const repeat = ownRevision ?? (holdsTheSame ? latest : null);
  return (
    repeat && {
      siteCode,
      yearId: year.yearId,
      revision: repeat,
      rulePackHash: year.rulePackHash,
      engineVersion: ENGINE_VERSION,
      isRepeat: true,
      ...(ownRevision ? {} : { addsNothing: true as const }),
    }
  );
}

/** Revisions that the trail is asked for at most: a file is not so old. */
const MOST_SINCE = 500;

/** How the trail names the revisions that a file may have become. */
function subjectsSince(
  { yearId }: Year,
  siteCode: string,
  { base, latest }: { base: number; latest: number },
): string[] {
  const count = Math.min(latest - base, MOST_SINCE);
  return Array.from({ length: count }, (_, at) => revisionSubject(yearId, siteCode, latest - at));
}

async function save(
  parts: Parts,
  actor: Actor,
  { takesSuggestions }: Sent,
  { file, identity, content, findings }: ReadFile,
  { latest }: Against,
  hash: string,
): Promise<Exclude<FileReceipt, null>> {
  const { workbookId, yearId, siteCode, layoutVersion, openingHash } = identity;
  const baseRevision = latest?.number ?? 0;
  const said = new Set(findings.map(({ problem }) => problemKey(problem)));
  const receipt = await storeSheet(
    parts,
    actor,
    siteCode,
    // An import may have changed the opening since the file was checked against it.
    { workbookId, yearId, layoutVersion, baseRevision, openingHash, content },
    {
      owners: fileOwnersAt(actor, siteCode),
      file: { name: file, hash, takesSuggestions },
      // What was checked is what is stored: nothing is left out that the check did not say.
      accept(kept) {
        const unsaid = kept.filter((problem) => !said.has(problemKey(problem)));
        if (unsaid.length > 0) throw new Refusal('siteFile.refused', { file }, unsaid);
      },
    },
  );
  return receipt.isRepeat ? { ...receipt, addsNothing: true } : receipt;
}

function replyTo(
  report: FileReport,
  latest: Latest,
  receipt: FileReceipt,
  changed: ReadonlyMap<string, Change> = new Map(),
): SiteFileReply {
  const { file, findings } = report;
  if (!report.isRead) return { isRead: false, file, findings };
  const { identity, siteName, lines, totalCents, totalFte, changes, conflicts, isCopied } = report;
  return {
    isRead: true,
    file,
    siteCode: identity.siteCode,
    siteName,
    baseRevision: identity.baseRevision,
    latestRevision: latest?.number ?? 0,
    lineCount: lines.length,
    totalCents,
    totalFte,
    findings,
    changes,
    conflicts: conflicts.map(({ conflict, ...told }) => ({
      ...conflict,
      ...told,
      changed: changeOf(changed.get(conflictKey(conflict))),
    })),
    isCopied,
    receipt: receipt && {
      siteCode: receipt.siteCode,
      yearId: receipt.yearId,
      revision: receipt.revision,
      rulePackHash: receipt.rulePackHash,
      engineVersion: receipt.engineVersion,
      isRepeat: receipt.isRepeat,
    },
    ...(receipt?.addsNothing ? { addsNothing: true as const } : {}),
  };
}

function changeOf(change: Change | undefined): SiteFileConflict['changed'] {
  if (change === undefined) return null;
  const { number, savedBy, savedAt } = change;
  return { revision: number, savedBy, savedAt };
}
