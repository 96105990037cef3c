import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';

export type SignInProvider = { issuer: string; stop: () => Promise<void> };

/** Starts a real OpenID provider, which knows the accounts of `oidc-server.mjs`. */
export async function startSignInProvider(
  port: number,
  client: { redirectUri: string; secret: string },
): Promise<SignInProvider> {
  const program = path.join(import.meta.dirname, 'oidc-server.mjs');
  const child = spawn(process.execPath, [program, String(port), client.redirectUri, client.secret], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('listening')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void exited.then(() => reject(new Error(`The provider ended:\n${printed}`)));
  });
  return {
    issuer: `http://127.0.0.1:${String(port)}`,
    stop: () => {
      child.kill();
      return exited;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** As much of a browser as signing in needs: it follows redirects and keeps cookies, of each address its own. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();
  readonly visited: string[] = [];

  /** Follows redirects until a page is there, or `isEnd` says so; gives the address where it stopped. */
  async open(address: string, isEnd: (url: URL) => boolean = () => false): Promise<URL> {
    let url = new URL(address);
    for (let steps = 0; steps < 20; steps += 1) {
      this.visited.push(url.href);
      if (isEnd(url)) return url;
      const reply = await fetch(url, { redirect: 'manual', headers: { cookie: this.cookieOf(url) } });
      await reply.arrayBuffer();
      for (const line of reply.headers.getSetCookie()) this.keep(url, line);
      const next = reply.headers.get('location');
      if (next === null) return url;
      url = new URL(next, url);
    }
    throw new Error('Redirected without end');
  }

  cookieOf({ origin }: URL): string {
    return [...(this.cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep({ origin }: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const ofOrigin = this.cookies.get(origin) ?? new Map<string, string>();
    const isGone = attributes.some((one) => /^expires=thu, 01 jan 1970/i.test(one));
    if (isGone) ofOrigin.delete(name);
    else ofOrigin.set(name, value);
    this.cookies.set(origin, ofOrigin);
  }
}
