import { createHash } from 'node:crypto';
import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type { SiteFileReply, takeSiteFile as endpoint } from '../../src/contract/site-files.js';
import type { Receipt, RevisionSummary } from '../../src/contract/sites.js';
import type { FileFinding } from '../site-files/check-site-file.js';
import { packBooks, type SitePart } from '../site-files/packed-books.js';
import { fileProblem, misfitOf, type FileReport, type ReadFile } from '../site-files/read-site-file.js';
import { checkSentFile, type BookOfFile } from '../site-files/sent-file.js';
import { findRepeat, findRevision, latestRevision } from '../stores/revision-store.js';
import { findDistrictShortName, type Year } from '../stores/year-store.js';
import { fileOwnersAt, mayDo, yearOfActor, type Actor } from './actor.js';
import { loadSiteOf, type LoadedSite } from './load-site.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { storeSheet } from './save-revision.js';

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
  try {
    return await checkAndSave(parts, actor, sent, bytes);
  } catch (error) {
    // Somebody saved while the file was read: it is brought together with that too.
    if (!(error instanceof Refusal) || error.code !== 'revision.outdated') throw error;
    return checkAndSave(parts, actor, sent, bytes);
  }
}

async function checkAndSave(parts: Parts, actor: Actor, sent: Sent, bytes: Buffer): Promise<SiteFileReply> {
  const year = await yearOfActor(parts.db, actor);
  let against: Against = { year, latest: null };
  const report = await checkSentFile({ name: sent.name, bytes }, async (identity) => {
    const found = await bookOfFile(parts, actor, sent, year, identity);
    if ('books' in found) against = { year, latest: found.latest };
    return found;
  });
  if (report === null) throw new Refusal('server.busy');
  const before = report.isRead && !isUncertain(report) ? await savedBefore(parts, report, against) : null;
  // What was saved since is no news about a file that was saved before it.
  if (before !== null) return replyTo(withoutConflicts(report), against.latest, before);
  if (sent.mode === 'check') return replyTo(report, against.latest, null);
  const stopping = report.findings.filter(({ stopsSaving }) => !report.isRead || stopsSaving === true);
  if (!report.isRead || stopping.length > 0)
    throw new Refusal(
      'siteFile.refused',
      { file: sent.name },
      stopping.map(({ problem }) => problem),
    );
  return replyTo(report, against.latest, await save(parts, actor, report, against, bytes));
}

const isConflict = ({ problem }: FileFinding) => problem.code === 'file.conflict';

/** Whether something in the file itself could not be read for certain. */
function isUncertain({ findings }: ReadFile): boolean {
  return findings.some((finding) => finding.stopsSaving === true && !isConflict(finding));
}

function withoutConflicts(report: FileReport): FileReport {
  return { ...report, findings: report.findings.filter((finding) => !isConflict(finding)) };
}

/** The book of the site that a file is of, as far as the actor may send one in for it. */
async function bookOfFile(
  { db }: Parts,
  actor: Actor,
  { name, takesSuggestions }: Sent,
  year: Year,
  identity: WorkbookIdentity,
): Promise<BookOfFile & { latest: RevisionSummary | null }> {
  const { siteCode, baseRevision } = identity;
  const district = await findDistrictShortName(db, actor.districtId);
  const refuse = (code: string, params: Record<string, string | number>) => ({
    problem: fileProblem(code, name, params),
    latest: null,
  });
  const misfit = misfitOf(identity, { district, plan: year.plan }, name);
  if (misfit) return { problem: misfit, latest: null };
  const loaded = mayDo(actor, 'siteFile:write', siteCode) ? await siteOrNull(db, year, siteCode) : null;
  if (!loaded) return refuse('file.siteUnknown', { site: siteCode });
  const latest = await latestRevision(db, year, siteCode);
  const isLatest = baseRevision === (latest?.summary.number ?? 0);
  const base = isLatest
    ? (latest?.content ?? loaded.opening)
    : await contentOf({ db }, loaded, siteCode, baseRevision);
  if (!base) return refuse('file.revisionUnknown', { revision: baseRevision });
  const { plan, ...book } = loaded.index.book;
  const part: SitePart = { ...book, base, ...(isLatest || !latest ? {} : { latest: latest.content }) };
  return {
    books: packBooks(district, plan, [part]),
    options: { owners: [...fileOwnersAt(actor, siteCode)], takesSuggestions, keepsContent: true },
    latest: latest?.summary ?? null,
  };
}

async function siteOrNull(db: Parts['db'], year: Year, siteCode: string): Promise<LoadedSite | null> {
  try {
    return await loadSiteOf(db, year, siteCode);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'site.unknown') return null;
    throw error;
  }
}

async function contentOf(
  { db }: Pick<Parts, 'db'>,
  { year, opening }: LoadedSite,
  siteCode: string,
  number: number,
): Promise<SiteContent | null> {
  if (number === 0) return opening;
  return (await findRevision(db, year, siteCode, number))?.content ?? null;
}

type FileReceipt = Extract<SiteFileReply, { isRead: true }>['receipt'];

/** The receipt of the revision that the same file became before; null where it is not saved. */
async function savedBefore(
  { db }: Parts,
  { identity, contentHash, sentHash }: ReadFile,
  { year, latest }: Against,
): Promise<FileReceipt> {
  const { workbookId, baseRevision, siteCode } = identity;
  const repeat =
    latest?.number === baseRevision || latest === null
      ? null
      : latest.contentHash === contentHash
        ? latest
        : await findRepeat(db, year, siteCode, { workbookId, baseRevision, contentHash: sentHash });
  return (
    repeat && {
      siteCode,
      yearId: year.yearId,
      revision: repeat,
      rulePackHash: year.rulePackHash,
      engineVersion: ENGINE_VERSION,
      isRepeat: true,
    }
  );
}

function save(
  parts: Parts,
  actor: Actor,
  { file, identity, content }: ReadFile,
  { latest }: Against,
  bytes: Buffer,
): Promise<Receipt> {
  const { workbookId, yearId, siteCode, layoutVersion } = identity;
  const baseRevision = latest?.number ?? 0;
  return storeSheet(
    parts,
    actor,
    siteCode,
    { workbookId, yearId, layoutVersion, baseRevision, content },
    {
      owners: fileOwnersAt(actor, siteCode),
      file: { name: file, hash: createHash('sha256').update(bytes).digest('hex') },
    },
  );
}

function replyTo(report: FileReport, latest: RevisionSummary | null, receipt: FileReceipt): SiteFileReply {
  const { file, findings } = report;
  if (!report.isRead) return { isRead: false, file, findings };
  const { identity, siteName, lines, totalCents, totalFte, changes } = report;
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
    receipt: receipt && {
      siteCode: receipt.siteCode,
      yearId: receipt.yearId,
      revision: receipt.revision,
      rulePackHash: receipt.rulePackHash,
      engineVersion: receipt.engineVersion,
      isRepeat: receipt.isRepeat,
    },
  };
}
