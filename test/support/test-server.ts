import type { AddressInfo } from 'node:net';
import { pino, type Logger } from 'pino';
import type { ApiClient } from '../../src/api/client.js';
import { signIn } from '../../src/contract/sign-in.js';
import { connectServices } from '../../src/ui/services/connect.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { createApp } from '../../server/app.js';
import { loadDemo } from '../../server/demo/load-demo.js';
import { DEMO_PASSWORD } from '../../server/demo/people.js';
import type { CsvFiles } from '../../server/imports/csv-table.js';
import { httpServer, type ConnectionLimits } from '../../server/http/http-server.js';
import type { PagesOptions } from '../../server/http/pages.js';
import type { ThreadLimits } from '../../server/threads/limited-thread.js';
import type { Elsewhere, Parts } from '../../server/use-cases/parts.js';
import { openTestDatabase } from './test-database.js';
import { TEST_START, testParts } from './test-parts.js';

export type TestServer = {
  baseUrl: string;
  parts: Parts;
  /** Moves the server's clock. */
  clock: { now: Date };
  /** What the program says when it is asked to stop. */
  stopping: { isStopping: boolean };
  /** Client of one of the sample people, by the first part of the e-mail address, such as `reyes`. */
  as: (who: string) => Promise<ApiClient>;
  close: () => Promise<void>;
};

/** The whole server over real HTTP, with the sample district and a clock that tests set. */
export async function startTestServer(
  options: {
    withSeason?: boolean;
    pages?: PagesOptions;
    files?: CsvFiles;
    /** How many proxies the server believes to stand before it. */
    proxies?: number;
    /** Where else people sign in; such a server has to know its own port before. */
    elsewhere?: Elsewhere;
    port?: number;
    /** Takes what the server logs. */
    logger?: Logger;
    /** How long connections may take over a request. */
    limits?: ConnectionLimits;
    /** What reading a file may cost; a test may change it while the server runs. */
    fileLimits?: ThreadLimits;
    /** Serves https with this certificate. */
    tls?: { cert: string; key: string };
  } = {},
): Promise<TestServer> {
  const template = options.withSeason ? 'season' : 'district';
  const database = await openTestDatabase(options.files ? 'empty' : template);
  const stopping = { isStopping: false };
  const clock = { now: TEST_START };
  const now = () => clock.now;
  const parts: Parts = {
    ...(await testParts(database.db, now)),
    ...(options.elsewhere ? { elsewhere: options.elsewhere } : {}),
    ...(options.fileLimits ? { fileLimits: options.fileLimits } : {}),
  };
  // Nothing to do in a copy of a database that has it.
  await loadDemo(parts, {
    withSeason: options.withSeason ?? false,
    ...(options.files ? { files: options.files } : {}),
  });
  const app = createApp(parts, {
    logger: options.logger ?? pino({ level: 'silent' }),
    pages: options.pages ?? null,
    proxies: options.proxies ?? 0,
    isStopping: () => stopping.isStopping,
  });
  const { tls } = options;
  const server = httpServer(app, tls ?? null, options.limits);
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const port = String((server.address() as AddressInfo).port);
  const baseUrl = tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  return {
    baseUrl,
    parts,
    clock,
    stopping,
    async as(who) {
      const session = createSessionStore({ storage: null, now });
      const { api } = connectServices({ session, now, baseUrl });
      const body = { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD };
      session.set({ ...(await api.call(signIn, { params: {}, body })), district: 'dayton' });
      return api;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
