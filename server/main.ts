import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { pino } from 'pino';
import { createApp } from './app.js';
import { readConfig, type Config } from './config.js';
import { assertNoDemo, demoSignIns, loadDemo } from './demo/load-demo.js';
import { DEMO_PASSWORD } from './demo/people.js';
import { errorCode, errorMessage } from './error-code.js';
import { layoutsWith, type LayoutShelf } from './exports/export-layouts.js';
import { faultLogger, faultText } from './fault-entry.js';
import { createEntraVerifier } from './identity/entra.js';
import { createOidcClient } from './identity/oidc.js';
import { readSignInSettings } from './identity/sign-in-settings.js';
import { httpServer } from './http/http-server.js';
import { createTokens } from './identity/tokens.js';
import { startJobs, type Jobs } from './jobs/start-jobs.js';
import { masterThreads } from './masters/run-master-task.js';
import { projectRoot } from './project-root.js';
import { readAddInId } from './read-add-in-id.js';
import { StartFailure } from './start-failure.js';
import { endOnFault, stopping } from './stop.js';
import { openDatabase, type OpenDatabase } from './stores/open-database.js';
import { signingSecret } from './stores/person-store.js';
import { isUnavailable } from './stores/unavailable.js';
import { hasOpenYear } from './stores/year-store.js';
import { firstStart } from './use-cases/first-start.js';
import type { Elsewhere, Parts } from './use-cases/parts.js';

async function start(config: Config): Promise<void> {
  const tls = config.tls ? readCertificate(config.tls) : null;
  const elsewhere = config.signInFile === null ? null : readElsewhere(config.signInFile);
  const layouts = layoutsWith(config.layoutsFolder);
  const logger = faultLogger(pino({ level: config.logLevel }));
  endOnFault(logger);
  const database = await openDatabase(config);
  const stop = stopping();
  let jobs: Jobs | null = null;
  try {
    const parts = { ...(await makeParts(config, database, layouts)), ...(elsewhere ? { elsewhere } : {}) };
    if (config.isDemo) await loadDemo(parts, { withSeason: true });
    else await assertNoDemo(parts.db);
    const first = config.isDemo ? null : await firstStart(parts, config.firstDistrict);
    const started = await startJobs(parts, { mail: config.mail, keep: config.keep, logger });
    jobs = started;
    stop.onStop(started.stop);
    const served: Parts = { ...parts, nudges: started.nudges };
    const app = createApp(served, {
      logger,
      proxies: config.proxies,
      isStopping: stop.isStopping,
      metrics: {
        token: config.metricsToken,
        gauges: [
          {
            name: 'sitebook_database_connections',
            help: 'Connections to the database: all, idle, and requests that wait for one.',
            label: 'state',
            read: database.connections,
          },
          {
            name: 'sitebook_database_syncs',
            help: 'How often the embedded database has synced to disk.',
            read: database.syncCount,
          },
          {
            name: 'sitebook_master_threads',
            help: 'Threads that make a workbook or an export of a master budget.',
            read: masterThreads,
          },
        ],
      },
      pages: {
        webFolder: path.join(projectRoot(), 'dist/web'),
        officeJsFolder: config.isDemo
          ? path.join(projectRoot(), 'node_modules/@microsoft/office-js/dist')
          : null,
        officeJsOrigin: new URL(config.officeJsUrl).origin,
      },
    });
    const server = httpServer(app, tls);
    await listen(server, config);
    stop.watch(server, database, logger);
    if (database.backup !== null)
      console.log(`The tables were brought up to date; as they were before: ${database.backup}`);
    announce(server, config, first?.password ?? null, await hasOpenYear(parts.db));
  } catch (error) {
    await jobs?.stop();
    await database.close();
    if (isUnavailable(error))
      throw new StartFailure(
        `The database stopped answering while Sitebook started: ${errorMessage(error)}.`,
        'See that it has room and may write its files, and start Sitebook again: what was saved is there.',
      );
    throw error;
  }
}

async function makeParts(config: Config, { db }: OpenDatabase, layouts: LayoutShelf): Promise<Parts> {
  const now = () => new Date();
  const secret = await signingSecret(db, () => randomBytes(32).toString('base64'));
  return {
    db,
    now,
    newId: randomUUID,
    tokens: createTokens(secret, now),
    demoSignIns: config.isDemo ? demoSignIns() : [],
    addInId: readAddInId(),
    layouts,
  };
}

function readElsewhere(file: string): Elsewhere {
  return {
    settings: readSignInSettings(file, process.env),
    oidc: createOidcClient(),
    entra: createEntraVerifier(() => new Date()),
  };
}

function readCertificate({ certFile, keyFile }: { certFile: string; keyFile: string }): {
  cert: Buffer;
  key: Buffer;
} {
  try {
    const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    throw new StartFailure(
      `The certificate ${certFile} with the key ${keyFile} cannot be used: ${errorMessage(error)}.`,
      'Check SITEBOOK_TLS_CERT and SITEBOOK_TLS_KEY.',
    );
  }
}

function listen(server: http.Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        errorCode(error) === 'EADDRINUSE'
          ? new StartFailure(
              `Port ${String(port)} is in use by another program.`,
              `Stop that program, or choose another port: PORT=${String(port < 65_535 ? port + 1 : 3000)} npm start`,
            )
          : new StartFailure(
              `Sitebook cannot listen on ${host}, port ${String(port)}: ${errorMessage(error)}.`,
              'Set PORT and SITEBOOK_HOST to ones of this computer.',
            ),
      );
    });
    server.listen(port, host, resolve);
  });
}

/** Says where it is, and what a new database needs. The password is printed here, once, and stored nowhere. */
function announce(server: http.Server, config: Config, password: string | null, hasYear: boolean): void {
  const { host, isDemo, tls } = config;
  const { port } = server.address() as AddressInfo;
  const name = host === '127.0.0.1' || host === '::1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const address = `${tls ? 'https' : 'http'}://${name}:${String(port)}`;
  const lines = [`Sitebook is ready on ${address}`, `  Finance office   ${address}/`];
  if (isDemo) {
    lines.push(`  Workbench        ${address}/workbench   (a stand-in for Excel beside the pane)`);
    lines.push(
      '',
      `Sample district: Dayton School District 8 (short name dayton). Password for all: ${DEMO_PASSWORD}`,
    );
    for (const { email, name: who, who: role } of demoSignIns())
      lines.push(`  ${email.padEnd(28)} ${who}, ${role}`);
  }
  if (password !== null) {
    const { shortName, name: district, administrator } = config.firstDistrict;
    lines.push(
      '',
      `This is a new database. It has the district “${district}” with one administrator, who signs in once with:`,
      `  District   ${shortName}`,
      `  E-mail     ${administrator}`,
      `  Password   ${password}`,
      'The password is not shown again; the first sign-in asks for another.',
    );
  }
  if (!hasYear) {
    lines.push(
      '',
      'No district here has a budget year yet. The administrator can set up people; there is nothing to budget until',
      'a year is imported. The sample shows everything, on this computer: SITEBOOK_DEMO=1 npm start, with another',
      'SITEBOOK_DATA and without SITEBOOK_HOST.',
    );
  }
  console.log(lines.join('\n'));
}

const read = readConfig(process.env);
for (const { variable, message } of read.warnings) console.error(`${variable} ${message}`);
if (read.ok) {
  try {
    await start(read.config);
  } catch (error) {
    console.error(
      error instanceof StartFailure
        ? `${error.message}\n${error.whatToDo}`
        : `Sitebook cannot start. ${faultText(error)}`,
    );
    process.exitCode = 1;
  }
} else {
  console.error('Sitebook cannot start with these settings:');
  for (const { variable, message } of read.problems) console.error(`  ${variable} ${message}`);
  process.exitCode = 1;
}
