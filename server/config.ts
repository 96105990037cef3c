import { z } from 'zod';

/** What the environment decides, checked once at start. */
export type Config = {
  port: number;
  /** Address to listen on. Loopback unless it is set. */
  host: string;
  /** Folder of the embedded database; unused with `databaseUrl`. */
  dataFolder: string;
  databaseUrl: string | null;
  /** Sample district and sign-ins. Loopback only. */
  isDemo: boolean;
  tls: { certFile: string; keyFile: string } | null;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const flag = z.enum(['0', '1'], 'must be 1 (on) or 0 (off)');

const Environment = z
  .object({
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number, such as 3000')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be at most 65535')
      .default(3000),
    SITEBOOK_HOST: z.string().min(1, 'must be an address, such as 127.0.0.1').default('127.0.0.1'),
    SITEBOOK_DATA: z.string().min(1, 'must be a folder, such as ./data').default('./data'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\/[^/]+\/.+/, 'must look like postgres://user:password@host:5432/database')
      .optional(),
    SITEBOOK_DEMO: flag.default('1'),
    SITEBOOK_TLS_CERT: z.string().min(1, 'must be a file').optional(),
    SITEBOOK_TLS_KEY: z.string().min(1, 'must be a file').optional(),
    SITEBOOK_LOG: z
      .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
      .default('warn'),
  })
  .superRefine((env, context) => {
    const add = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message });
    if ((env.SITEBOOK_TLS_CERT === undefined) !== (env.SITEBOOK_TLS_KEY === undefined)) {
      add('SITEBOOK_TLS_CERT', 'and SITEBOOK_TLS_KEY go together: set both or neither');
    }
    if (env.SITEBOOK_DEMO === '1' && !LOOPBACK.includes(env.SITEBOOK_HOST)) {
      add(
        'SITEBOOK_DEMO',
        `must be 0 when SITEBOOK_HOST is ${env.SITEBOOK_HOST}: sample sign-ins are for this computer only`,
      );
    }
  });

export type ConfigProblem = { variable: string; message: string };

/** Reads the configuration from environment variables, or names every variable that is wrong and what it must be. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] } {
  const known = Object.keys(Environment.shape);
  const problems: ConfigProblem[] = Object.keys(env)
    .filter(
      (name) => name.startsWith('SITEBOOK_') && !name.startsWith('SITEBOOK_TEST_') && !known.includes(name),
    )
    .map((variable) => ({ variable, message: `is not a setting. There are: ${known.join(', ')}` }));
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push({ variable: String(issue.path[0] ?? ''), message: issue.message });
    }
  }
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const { data } = parsed;
  const tls =
    data.SITEBOOK_TLS_CERT !== undefined && data.SITEBOOK_TLS_KEY !== undefined
      ? { certFile: data.SITEBOOK_TLS_CERT, keyFile: data.SITEBOOK_TLS_KEY }
      : null;
  return {
    ok: true,
    config: {
      port: data.PORT,
      host: data.SITEBOOK_HOST,
      dataFolder: data.SITEBOOK_DATA,
      databaseUrl: data.DATABASE_URL ?? null,
      isDemo: data.SITEBOOK_DEMO === '1',
      tls,
      logLevel: data.SITEBOOK_LOG,
    },
  };
}
