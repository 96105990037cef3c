import { Zip, ZipPassThrough } from 'fflate';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { workbookName } from '../../src/core/workbook/workbook-name.js';
import { LimitedThread, type ThreadLimits } from '../threads/limited-thread.js';
import type { SitePart } from './packed-books.js';

/** A site of 20,000 lines, the largest that is read back, takes seconds; on a busy machine many. */
const WRITING_LIMITS: ThreadLimits = { seconds: 60, memoryMb: 512 };

/** What all workbooks of a district are written with. */
export type WorkbookPlan = { plan: DistrictPlan; addInId: string };
/** One of them. `owners`: whose rows it is for. */
export type WorkbookAsk = {
  part: SitePart;
  content: SiteContent;
  owners: readonly string[];
  identity: WorkbookIdentity;
};

/**
 * Workbooks as one .zip, piece by piece, each written in a thread beside the server while the one before goes out. `at` is
 * the time that the zip gives them.
 */
export async function* zipWorkbooks(
  plan: WorkbookPlan,
  asks: AsyncIterable<WorkbookAsk>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const thread = new LimitedThread('site-files/site-workbook-worker', WRITING_LIMITS, plan);
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  try {
    for await (const ask of asks) {
      const { code } = ask.part.site;
      const said = await thread.ask<Uint8Array>(ask).catch((cause: unknown) => {
        throw new Error(`The workbook of ${code} cannot be written`, { cause });
      });
      if ('over' in said) throw new Error(`The workbook of ${code} takes too much ${said.over}`);
      // Packed already.
      const entry = new ZipPassThrough(workbookName(ask.part.site, plan.plan));
      entry.mtime = at;
      zip.add(entry);
      entry.push(said.reply, true);
      yield* pieces.splice(0);
    }
    zip.end();
    yield* pieces.splice(0);
  } finally {
    await thread.end();
  }
}
