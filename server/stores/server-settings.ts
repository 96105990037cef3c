import type pg from 'pg';
import { readFileSync } from 'node:fs';
import { errorMessage } from '../error-code.js';
import { StartFailure } from '../start-failure.js';

/**
 * How the connection is kept private, as `sslmode` of the address says: `disable`; `no-verify` encrypts but believes
 * any server; `verify-ca` wants a certificate of an authority that is known; `verify-full` one for this host as well,
 * and so does `require`, as Node's driver has always had it. Modes that fall back to plain text are refused.
 */
export const SSL_MODES = ['disable', 'no-verify', 'verify-ca', 'verify-full', 'require'] as const;
type Mode = (typeof SSL_MODES)[number];

const FILES = { sslrootcert: 'ca', sslcert: 'cert', sslkey: 'key' } as const;

/** Whether an address has an `sslmode` that cannot be used. */
export function hasBadSslMode(url: string): boolean {
  const mode = parametersOf(url).get('sslmode');
  return mode !== null && !(SSL_MODES as readonly string[]).includes(mode);
}

/** What the driver wants for an address, with its certificates read. Throws `StartFailure` when one cannot be. */
export function serverSettings(url: string): pg.PoolConfig & { connectionString: string } {
  const parameters = parametersOf(url);
  const mode = parameters.get('sslmode') as Mode | null;
  const connectionString = withoutSsl(url);
  // Without a word in the address the driver's own variable PGSSLMODE decides.
  if (mode === null && !Object.keys(FILES).some((name) => parameters.has(name))) return { connectionString };
  if (mode === 'disable') return { connectionString, ssl: false };
  const files = Object.entries(FILES).flatMap(([name, key]) => {
    const file = parameters.get(name);
    return file === null ? [] : [[key, readCertificate(name, file)] as const];
  });
  return {
    connectionString,
    ssl: {
      ...Object.fromEntries(files),
      rejectUnauthorized: mode !== 'no-verify',
      ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    },
  };
}

function parametersOf(url: string): URLSearchParams {
  const from = url.indexOf('?');
  return new URLSearchParams(from === -1 ? '' : url.slice(from + 1));
}

/** Without the parameters that are read here: the driver would let them win over what it is given. */
function withoutSsl(url: string): string {
  const [address = '', query] = url.split('?', 2);
  if (query === undefined) return address;
  const kept = query.split('&').filter((part) => !/^(sslmode|sslrootcert|sslcert|sslkey)=/.test(part));
  return kept.length === 0 ? address : `${address}?${kept.join('&')}`;
}

function readCertificate(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFailure(
      `The file that ${name} of DATABASE_URL names cannot be read: ${errorMessage(error)}.`,
      'Name a file in PEM form that this program may read.',
    );
  }
}
