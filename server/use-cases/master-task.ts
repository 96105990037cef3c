import type { MasterAsks, MasterReplies, TaskKind } from '../masters/master-task.js';
import { runMasterTask, type MasterTexts } from '../masters/run-master-task.js';
import { Refusal } from './refusal.js';

/** Makes something of a version of the master budget; refused where too many are being made. */
export async function masterTask<Kind extends TaskKind>(
  kind: Kind,
  texts: MasterTexts,
  ask: MasterAsks[Kind],
): Promise<MasterReplies[Kind]> {
  const reply = await runMasterTask(kind, texts, ask);
  if (reply === null) throw new Refusal('server.busy');
  return reply;
}
