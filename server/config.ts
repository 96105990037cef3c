import path from 'node:path';
import { z } from 'zod';
import type { Keep } from './use-cases/daily-work.js';
import { hasBadSslMode, SSL_MODES } from './stores/server-settings.js';

/** What the environment decides, checked once at start. */
export type Config = {
  port: number;
  /** Address to listen on. Loopback unless it is set. */
  host: string;
  /** Folder of the embedded database; unused with `databaseUrl`. */
  dataFolder: string;
  databaseUrl: string | null;
  /** Where backups go. Beside the data folder, or `./backups` with `databaseUrl`, unless it is set. */
  backupsFolder: string;
  /** Sample district and sign-ins. Loopback only; by itself only with the embedded database. */
  isDemo: boolean;
  /** Where the built pane loads office.js from; its origin goes into the pane's headers. */
  officeJsUrl: string;
  tls: { certFile: string; keyFile: string } | null;
  /** File that says where people may sign in elsewhere; null where they sign in here alone. */
  signInFile: string | null;
  /** Folder of further export layouts; null where the shipped ones are all. */
  layoutsFolder: string | null;
  /** The district that a new database gets, and the e-mail of its first administrator. */
  firstDistrict: { shortName: string; name: string; administrator: string };
  /** Where mails go; null where none are sent, and then they wait. */
  mail: { smtp: string; from: string; address: string } | null;
  /** How long things are kept that people wrote, in days. */
  keep: Keep;
  /** How many proxies stand before this server: as many addresses that they add are believed. */
  proxies: number;
  /** What a reader of `/metrics` has to show; null lets only this computer read it. */
  metricsToken: string | null;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
/** Settings of scripts and tests, which may be set in the same shell. */
const OF_OTHER_PROGRAMS = /^SITEBOOK_(TEST_|ADDRESS$|SCREENSHOTS$|POSTGRES_BIN$)/;
const flag = z.enum(['0', '1'], 'must be 1 (on) or 0 (off)');
const filled = (what: string) => z.string().refine((text) => text.trim() !== '', `must be ${what}`);

const days = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'must be a number of days, such as 90')
  .transform(Number);

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number, such as 3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be at most 65535')
    .default(3000),
  SITEBOOK_HOST: filled('an address, such as 127.0.0.1').default('127.0.0.1'),
  SITEBOOK_DATA: filled('a folder, such as ./data').default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseAddress, 'must look like postgres://user:password@host:5432/database')
    .refine((url) => !hasBadSslMode(url), {
      error: `must have one of these as sslmode: ${SSL_MODES.join(', ')}`,
    })
    .optional(),
  SITEBOOK_BACKUPS: filled('a folder, such as ./backups').optional(),
  SITEBOOK_DEMO: flag.optional(),
  SITEBOOK_TLS_CERT: filled('a file').optional(),
  SITEBOOK_TLS_KEY: filled('a file').optional(),
  SITEBOOK_LOG: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
    .default('warn'),
  SITEBOOK_PROXIES: z
    .string()
    .regex(/^\d$/, 'must be the number of proxies before this server, 0 to 9')
    .transform(Number)
    .default(0),
  SITEBOOK_SIGN_IN: filled('a file').optional(),
  SITEBOOK_LAYOUTS: filled('a folder').optional(),
  SITEBOOK_DISTRICT: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,59}$/,
      'must be a short name of small letters, digits and dashes, such as dayton',
    )
    .default('district'),
  SITEBOOK_DISTRICT_NAME: filled('the name of the district').default('School district'),
  SITEBOOK_ADMIN: z.email('must be the e-mail of the first administrator').default('admin@sitebook.example'),
  SITEBOOK_METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'must be 16 characters or more, without spaces')
    .optional(),
  SITEBOOK_SMTP: z
    .url({
      protocol: /^smtps?$/,
      error: 'must be the address of a mail server, such as smtp://user:password@host:587 or smtps://host',
    })
    .optional(),
  SITEBOOK_MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n]* <)?[^<>@\s]+@[^<>@\s]+>?$/,
      'must be an e-mail address, such as Sitebook <sitebook@district.example>',
    )
    .optional(),
  SITEBOOK_KEEP_MAILS: days.default(90),
  SITEBOOK_KEEP_COMMENTS: days.optional(),
  SITEBOOK_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the address at which people open Sitebook, such as https://budget.district.example',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OFFICE_JS_URL: z
    .url({ protocol: /^https$/, error: 'must be the address of office.js, starting with https://' })
    .default('https://appsforoffice.microsoft.com/lib/1/hosted/office.js'),
});

/** `./data-backups` for `./data`: not in the folder, so that they are there when it is not. */
function beside(folder: string): string {
  return `${path.resolve(folder)}-backups`;
}

/** Port and all; a password is not looked at beyond what an address can hold. */
function isDatabaseAddress(text: string): boolean {
  if (!/^postgres(ql)?:\/\/[^/]*\/[^/]+/.test(text)) return false;
  // A host is left out where a socket's folder follows as a parameter.
  return URL.canParse(text.replace('@/', '@localhost/'));
}

export type ConfigProblem = { variable: string; message: string };
export type ReadConfig =
  | { ok: true; config: Config; warnings: ConfigProblem[] }
  | { ok: false; problems: ConfigProblem[]; warnings: ConfigProblem[] };

/**
 * Reads the configuration from environment variables, or names every variable that is wrong and what it must be.
 * Variables that look like settings and are none come back as warnings: usually a name with a slip in it.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const warnings = unknownSettings(env);
  const parsed = Environment.safeParse(env);
  const together = faultsTogether(env);
  if (!parsed.success || together.length > 0) {
    const alone = (parsed.error?.issues ?? []).map(({ path, message }) => ({
      variable: String(path[0] ?? ''),
      message,
    }));
    return { ok: false, problems: [...alone, ...together], warnings };
  }
  const { data } = parsed;
  const { SITEBOOK_TLS_CERT: certFile, SITEBOOK_TLS_KEY: keyFile, DATABASE_URL: databaseUrl = null } = data;
  const isDemoByItself = databaseUrl === null && LOOPBACK.includes(data.SITEBOOK_HOST);
  return {
    ok: true,
    warnings,
    config: {
      port: data.PORT,
      host: data.SITEBOOK_HOST,
      dataFolder: data.SITEBOOK_DATA,
      databaseUrl,
      backupsFolder:
        data.SITEBOOK_BACKUPS ?? (databaseUrl === null ? beside(data.SITEBOOK_DATA) : './backups'),
      isDemo: data.SITEBOOK_DEMO === undefined ? isDemoByItself : data.SITEBOOK_DEMO === '1',
      officeJsUrl: data.OFFICE_JS_URL,
      tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : null,
      signInFile: data.SITEBOOK_SIGN_IN ?? null,
      layoutsFolder: data.SITEBOOK_LAYOUTS ?? null,
      firstDistrict: {
        shortName: data.SITEBOOK_DISTRICT,
        name: data.SITEBOOK_DISTRICT_NAME.trim(),
        administrator: data.SITEBOOK_ADMIN,
      },
      mail: mailOf(data),
      keep: { mailsDays: data.SITEBOOK_KEEP_MAILS, commentsDays: data.SITEBOOK_KEEP_COMMENTS ?? null },
      proxies: data.SITEBOOK_PROXIES,
      metricsToken: data.SITEBOOK_METRICS_TOKEN ?? null,
      logLevel: data.SITEBOOK_LOG,
    },
  };
}

function mailOf({
  SITEBOOK_SMTP: smtp,
  SITEBOOK_MAIL_FROM: from,
  SITEBOOK_URL: address,
}: z.infer<typeof Environment>): Config['mail'] {
  return smtp === undefined || from === undefined || address === undefined ? null : { smtp, from, address };
}

/** Settings that do not go together. Judged as they were given, so that another wrong one does not hide them. */
function faultsTogether(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if ((env['SITEBOOK_TLS_CERT'] === undefined) !== (env['SITEBOOK_TLS_KEY'] === undefined)) {
    problems.push({
      variable: 'SITEBOOK_TLS_CERT',
      message: 'and SITEBOOK_TLS_KEY go together: set both or neither',
    });
  }
  if (env['SITEBOOK_SMTP'] !== undefined) {
    for (const variable of ['SITEBOOK_MAIL_FROM', 'SITEBOOK_URL'])
      if (env[variable] === undefined)
        problems.push({
          variable,
          message: 'must be set with SITEBOOK_SMTP: mails name a sender and lead back here',
        });
  }
  const host = env['SITEBOOK_HOST'];
  if (env['SITEBOOK_DEMO'] === '1' && host !== undefined && !LOOPBACK.includes(host)) {
    problems.push({
      variable: 'SITEBOOK_DEMO',
      message: `must be 0 when SITEBOOK_HOST is ${host}: sample sign-ins are for this computer only`,
    });
  }
  return problems;
}

function unknownSettings(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const known = Object.keys(Environment.shape);
  return Object.keys(env)
    .filter((name) => name.startsWith('SITEBOOK_') && !known.includes(name))
    .filter((name) => !OF_OTHER_PROGRAMS.test(name))
    .map((variable) => ({
      variable,
      message: `is not a setting and is ignored. There are: ${known.join(', ')}`,
    }));
}
