import { LimitedThread, type ThreadLimits } from '../threads/limited-thread.js';
import { Places } from '../threads/places.js';
import { carryOut, type MasterAsks, type MasterReplies, type TaskKind } from './master-task.js';

/** Characters of a version that are read and written in some 100 ms: as quick as a thread starts. */
const SMALL = 1_000_000;
/** A million lines take about half of either. */
const LIMITS: ThreadLimits = { seconds: 180, memoryMb: 2048 };
/** Each that waits holds the text of its version. */
const places = new Places(2, 4);

/** How many threads work on a version now. */
export const masterThreads = (): number => places.count;

/**
 * Makes something of a version, in a thread of its own where that takes long, so that others are answered meanwhile. Null
 * where too many wait already. Throws where it takes more than a version of any size should.
 */
export async function runMasterTask<Kind extends TaskKind>(
  kind: Kind,
  { document, since = null }: { document: string; since?: string | null },
  ask: MasterAsks[Kind],
): Promise<MasterReplies[Kind] | null> {
  const task = { kind, document, since, ask };
  if (document.length + (since?.length ?? 0) <= SMALL) return carryOut(task);
  const free = await places.take();
  if (!free) return null;
  const thread = new LimitedThread('masters/master-worker', LIMITS);
  try {
    const said = await thread.ask<MasterReplies[Kind]>(task);
    if ('over' in said) throw new Error(`The ${kind} of a master budget took too much ${said.over}`);
    return said.reply;
  } finally {
    await thread.end();
    free();
  }
}
