import { openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { findVersionText } from './master-budgets.js';
import { stateOf } from './master-state.js';
import { masterTask } from './master-task.js';
import type { Parts } from './parts.js';

/** The master workbook of a version, with what was signed about it. */
export async function readMasterWorkbook(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  version: number,
): Promise<Uint8Array> {
  const year = await openYear(db, actor.districtId);
  const stored = await findVersionText(db, year, version);
  const { summary, tieOut } = stored;
  const { stages, explanations } = await stateOf(db, year, version, tieOut);
  const { createdBy, createdAt, contentHash } = summary;
  const { plan } = year;
  const report = { plan, version, createdBy, createdAt, contentHash, tieOut, explanations, stages };
  return masterTask('workbook', stored, { report });
}
