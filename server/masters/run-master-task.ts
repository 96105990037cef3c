import { LimitedThread, type ThreadLimits } from '../threads/limited-thread.js';
import { Places } from '../threads/places.js';
import { carryOut, type MasterAsks, type MasterReplies, type TaskKind } from './master-task.js';

/** Characters of a version that are read and written in some 100 ms: as quick as a thread starts. */
const SMALL = 1_000_000;
/** A million lines take about half of either. */
const LIMITS: ThreadLimits = { seconds: 180, memoryMb: 2048 };
const places = new Places(2, 4);

/** How many threads work on a version now. */
export const masterThreads = (): number => places.count;

/**
 * The stored texts that a task reads: how long they are together, which costs nothing to ask, and the texts. `mayWait` is
 * false within a transaction: whoever works may themselves wait for its connection, or for what it has locked.
 */
export type MasterTexts = {
  mayWait: boolean;
  size: () => Promise<number>;
  load: () => Promise<{ document: string; since: string | null }>;
};

/**
 * Makes something of a version, in a thread of its own where that takes long, so that others are answered meanwhile; texts
 * are read when its turn has come. Null where too many wait already. Throws where it takes more than a version of any size should.
 */
export async function runMasterTask<Kind extends TaskKind>(
  kind: Kind,
  texts: MasterTexts,
  ask: MasterAsks[Kind],
): Promise<MasterReplies[Kind] | null> {
  if ((await texts.size()) <= SMALL) return carryOut({ kind, ...(await texts.load()), ask });
  const free = texts.mayWait ? await places.take() : places.takeExtra();
  if (!free) return null;
  try {
    const task = { kind, ...(await texts.load()), ask };
    const thread = new LimitedThread('masters/master-worker', LIMITS);
    try {
      const said = await thread.ask<MasterReplies[Kind]>(task);
      if ('over' in said) throw new Error(`The ${kind} of a master budget took too much ${said.over}`);
      return said.reply;
    } finally {
      await thread.end();
    }
  } finally {
    free();
  }
}
