import type { MasterAsks, MasterReplies, TaskKind } from '../masters/master-task.js';
import { runMasterTask } from '../masters/run-master-task.js';
import { Refusal } from './refusal.js';

/** Makes something of a version of the master budget; refused where too many are being made. */
export async function masterTask<Kind extends TaskKind>(
  kind: Kind,
  versions: { document: string; since?: string | null },
  ask: MasterAsks[Kind],
): Promise<MasterReplies[Kind]> {
  const reply = await runMasterTask(kind, versions, ask);
  if (reply === null) throw new Refusal('server.busy');
  return reply;
}
