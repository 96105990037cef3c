import { openYear } from '../stores/year-store.js';
import { writeMasterWorkbook } from '../workbooks/write-master-workbook.js';
import type { Actor } from './actor.js';
import { findVersion } from './master-budgets.js';
import { stateOf } from './master-state.js';
import type { Parts } from './parts.js';

/** The master workbook of a version, with what was signed about it. */
export async function readMasterWorkbook(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  version: number,
): Promise<Uint8Array> {
  const year = await openYear(db, actor.districtId);
  const { summary, master, tieOut } = await findVersion(db, year, version);
  const { stages, explanations } = await stateOf(db, year, version, tieOut);
  const { createdBy, createdAt, contentHash } = summary;
  return writeMasterWorkbook({
    plan: year.plan,
    version,
    createdBy,
    createdAt,
    contentHash,
    master,
    tieOut,
    explanations,
    stages,
  });
}
