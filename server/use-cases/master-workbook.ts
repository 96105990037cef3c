import { findMasterHead } from '../stores/master-store.js';
import { openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { textsOf } from './master-budgets.js';
import { stateOf } from './master-state.js';
import { masterTask } from './master-task.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** The master workbook of a version, with what was signed about it. */
export async function readMasterWorkbook(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  version: number,
): Promise<Uint8Array> {
  const year = await openYear(db, actor.districtId);
  const head = await findMasterHead(db, year, version);
  if (!head) throw new Refusal('master.unknown', { version });
  const { summary, tieOut } = head;
  const { stages, explanations } = await stateOf(db, year, version, tieOut);
  const { createdBy, createdAt, contentHash } = summary;
  const { plan } = year;
  const report = { plan, version, createdBy, createdAt, contentHash, tieOut, explanations, stages };
  return masterTask('workbook', textsOf(db, year, version), { report });
}
