import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { errorCode } from '../../error-code.js';

export type FolderLock = { release: () => Promise<void> };

/** Unix refuses longer socket paths (104 bytes on macOS, 108 on Linux, each with a closing zero). */
const LONGEST_SOCKET_PATH = 100;
const CLAIM = /^lock-[0-9a-f]{12}\.sock$/;
const MOST_LOOKS = 60;
const ANSWER_WITHIN_MS = 2_000;

/** What a claim says to whoever connects: the folder is taken, or somebody is only about to take it. */
type Answer = 'holds' | 'starts';
type Claim = { name: string; hold: () => void; withdraw: () => Promise<void> };

/**
 * Holds a data folder for this process alone: two processes on one embedded database lose data without a word. The
 * lock is a local socket that listens, so it dies with the process, also when it is killed. Resolves to null when
 * another process holds the folder; rejects when the folder cannot have a socket.
 *
 * One socket with a fixed name would not do: of two processes that find a dead one, the second could remove what the
 * first has just put in its place. So every process first publishes a claim under a name never used again, and only
 * then looks for others: of any two, at least one sees the other. Excludes processes of one machine, not those that
 * share the folder over a network.
 */
export async function lockFolder(folder: string): Promise<FolderLock | null> {
  if (process.platform === 'win32') return lockPipe(await realpath(folder));
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const claim = await publishClaim(folder);
    try {
      const result = await contend(folder, claim);
      if (result === 'won') return { release: claim.withdraw };
      await claim.withdraw();
      if (result === 'lost') return null;
    } catch (error) {
      await claim.withdraw();
      throw error;
    }
    await pause();
  }
  return null;
}

/** Of several that start at the same time the one with the lowest name waits for the others to withdraw. */
async function contend(folder: string, claim: Claim): Promise<'won' | 'lost' | 'again'> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const rivals = await livingRivals(folder, claim.name);
    if (rivals.some(({ answer }) => answer === 'holds')) return 'lost';
    if (rivals.length === 0) {
      claim.hold();
      return 'won';
    }
    if (rivals.some(({ name }) => name < claim.name)) return 'again';
    await pause();
  }
  return 'again';
}

async function publishClaim(folder: string): Promise<Claim> {
  const name = `lock-${randomBytes(6).toString('hex')}.sock`;
  const short = await shortPath(folder, name);
  let answer: Answer = 'starts';
  try {
    const server = await listen(short.folder, name, () => answer);
    return {
      name,
      hold() {
        answer = 'holds';
      },
      async withdraw() {
        await rm(path.join(folder, name), { force: true });
        await new Promise((resolve) => server.close(resolve));
      },
    };
  } finally {
    await short.remove();
  }
}

async function livingRivals(folder: string, own: string): Promise<{ name: string; answer: Answer }[]> {
  const names = (await readdir(folder)).filter((name) => CLAIM.test(name) && name !== own);
  const rivals: { name: string; answer: Answer }[] = [];
  for (const name of names) {
    const short = await shortPath(folder, name);
    try {
      const answer = await ask(path.join(short.folder, name));
      if (answer !== 'dead') rivals.push({ name, answer });
      // Left by a process that was killed. Its name comes never again, so nothing living can be removed here.
      else await rm(path.join(folder, name), { force: true });
    } finally {
      await short.remove();
    }
  }
  return rivals;
}

/** Who cannot be asked counts as holding: only a refused connection proves that nobody is there. */
function ask(address: string): Promise<Answer | 'dead'> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    const done = (answer: Answer | 'dead') => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => done('holds'));
    socket.once('data', (data) => done(data.toString() === 'starts' ? 'starts' : 'holds'));
    socket.once('end', () => done('holds'));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      done(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'dead' : 'holds'),
    );
  });
}

/** A path to the folder that a socket name fits behind: itself, or a passing link to it from the temporary folder. */
async function shortPath(
  folder: string,
  name: string,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  if (Buffer.byteLength(path.join(folder, name)) <= LONGEST_SOCKET_PATH)
    return { folder, remove: () => Promise.resolve() };
  const passing = await mkdtemp(path.join(os.tmpdir(), 'sitebook-'));
  const link = path.join(passing, 'd');
  await symlink(path.resolve(folder), link);
  return { folder: link, remove: () => rm(passing, { recursive: true, force: true }) };
}

/** Windows: a pipe belongs to whoever made it first, and goes with its process. */
async function lockPipe(folder: string): Promise<FolderLock | null> {
  const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 16);
  try {
    const server = await listen('\\\\.\\pipe', `sitebook-${name}`, () => 'holds');
    return { release: () => new Promise((resolve) => server.close(() => resolve())) };
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') return null;
    throw error;
  }
}

function listen(folder: string, name: string, answer: () => Answer): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(answer());
    });
    server.once('error', reject);
    server.listen(path.join(folder, name), () => {
      server.unref();
      resolve(server);
    });
  });
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 40));
}
