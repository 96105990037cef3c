import { errorMessage } from '../error-code.js';
import { StartFailure } from '../start-failure.js';
import { databaseCode } from './database-code.js';

type Words = { message: string; whatToDo: string };

const NOT_REACHED =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|EPIPE)$/;
const CERTIFICATE =
  /CERT|SIGNED|SIGNATURE|UNABLE_TO_|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH/;

/** Why a database server cannot be used, in words of its address without the password. */
export function serverFailure(
  error: unknown,
  { connectionString }: { connectionString: string },
): StartFailure {
  const { message, whatToDo } = words(error, placeOf(connectionString));
  return new StartFailure(message, whatToDo);
}

function words(error: unknown, { host, user, database }: ReturnType<typeof placeOf>): Words {
  const code = databaseCode(error) ?? '';
  const said = errorMessage(error);
  if (NOT_REACHED.test(code) || /timeout|terminated unexpectedly/i.test(said)) {
    return {
      message: `The database server at ${host} does not answer (${code === '' ? said : code}).`,
      whatToDo: 'Check DATABASE_URL, and that the server runs and can be reached from this computer.',
    };
  }
  if (/does not support SSL/i.test(said)) {
    return {
      message: `The database server at ${host} does not encrypt, and DATABASE_URL asks for it.`,
      whatToDo:
        'Turn ssl on at the server. Only where nobody can listen in between: sslmode=disable in DATABASE_URL.',
    };
  }
  if (CERTIFICATE.test(code)) {
    return {
      message: `The certificate of the database server at ${host} is not trusted: ${said}.`,
      whatToDo:
        'Check DATABASE_URL: sslrootcert names the file of the authority that signed it, and verify-full wants the very host that the certificate is for.',
    };
  }
  return ofServer(code, said, { host, user, database });
}

function ofServer(code: string, said: string, { host, user, database }: ReturnType<typeof placeOf>): Words {
  switch (code) {
    case '28P01':
      return {
        message: `The database server at ${host} refuses the password of the user ${user}.`,
        whatToDo:
          'Check user and password in DATABASE_URL; signs such as @ or / are written %40 or %2F there.',
      };
    case '28000':
      return /no encryption/i.test(said)
        ? {
            message: `The database server at ${host} takes encrypted connections only.`,
            whatToDo:
              'Add sslmode=verify-full to DATABASE_URL, and sslrootcert where the authority is your own.',
          }
        : {
            message: `The database server at ${host} does not let the user ${user} in: ${said}.`,
            whatToDo: 'Check the user in DATABASE_URL, and what the server allows it (pg_hba.conf).',
          };
    case '3D000':
      return {
        message: `The database server at ${host} has no database ${database}.`,
        whatToDo: `Create it there (createdb ${database}), or set DATABASE_URL to another.`,
      };
    case '42501':
      return {
        message: `The user ${user} may not create tables in the database ${database}: ${said}.`,
        whatToDo: 'Check DATABASE_URL, or make this user the owner of the database.',
      };
    case '53300':
      return {
        message: `The database server at ${host} has no connection left.`,
        whatToDo: 'Stop other programs that use it, or raise its max_connections.',
      };
    case '57P03':
      return {
        message: `The database server at ${host} is starting or stopping.`,
        whatToDo: 'Try again in a moment.',
      };
    default:
      return {
        message: `The database cannot be used: ${said}.`,
        whatToDo: 'Check DATABASE_URL, and that the server runs and lets this user create tables.',
      };
  }
}

function placeOf(connectionString: string): { host: string; user: string; database: string } {
  // A host is left out where a socket's folder follows as a parameter.
  const url = new URL(connectionString.replace(/^(postgres(?:ql)?:\/\/(?:[^/@]*@)?)\//, '$1localhost/'));
  const port = url.port === '' ? '5432' : url.port;
  return {
    host: url.searchParams.get('host') ?? `${url.hostname}:${port}`,
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}
