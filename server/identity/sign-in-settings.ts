import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errorMessage } from '../error-code.js';
import { StartFailure } from '../start-failure.js';

const Filled = z.string().trim().min(1).max(400);
/** Plain http is for a provider on this computer alone. */
const Address = z
  .url({ protocol: /^https?$/, error: 'must be an address' })
  .refine(isSafe, 'must start with https://');

function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

const OidcSettings = z
  .strictObject({
    kind: z.literal('oidc'),
    /** Stands in addresses; its place in the list where it is not given. */
    id: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .optional(),
    /** As the sign-in page names it: "Sign in with …". */
    title: Filled,
    issuer: Address,
    clientId: Filled,
    clientSecretFile: Filled.optional(),
    clientSecretEnv: Filled.optional(),
    scope: Filled.default('openid email'),
    emailClaim: Filled.default('email'),
    /** The district vouches that the claim is an address of its own, where the provider does not say so. */
    emailIsVerified: z.boolean().default(false),
  })
  .refine(({ clientSecretFile, clientSecretEnv }) => !(clientSecretFile && clientSecretEnv), {
    path: ['clientSecretEnv'],
    message: 'and clientSecretFile do not go together: set one',
  });

const EntraSettings = z.strictObject({
  kind: z.literal('entra'),
  tenantId: z.uuid(),
  /** The application id of Sitebook in that tenant, or its `api://` address. */
  audience: Filled,
  scope: Filled.default('access_as_user'),
  emailClaim: Filled.default('preferred_username'),
  /** Of another cloud, such as https://login.microsoftonline.us. */
  authority: Address.default('https://login.microsoftonline.com'),
});

const SettingsFile = z
  .strictObject({
    /** Where people reach this server: providers send them back there. */
    address: Address.optional(),
    districts: z.record(
      z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the short name of a district'),
      z.array(z.discriminatedUnion('kind', [OidcSettings, EntraSettings])),
    ),
  })
  .refine(
    ({ address, districts }) =>
      address !== undefined ||
      !Object.values(districts)
        .flat()
        .some(({ kind }) => kind === 'oidc'),
    { path: ['address'], message: 'is needed, since a provider sends people back there' },
  );

export type OidcProvider = Omit<
  z.infer<typeof OidcSettings>,
  'id' | 'clientSecretFile' | 'clientSecretEnv'
> & { id: string; clientSecret: string | null };
export type EntraProvider = z.infer<typeof EntraSettings>;

/** Where people of each district may sign in elsewhere, by the district's short name. */
export type SignInSettings = {
  /** Without a slash at its end; empty where no provider sends anybody back. */
  address: string;
  districts: ReadonlyMap<string, readonly (OidcProvider | EntraProvider)[]>;
};

/** Reads the file that SITEBOOK_SIGN_IN names; throws a `StartFailure` that names every fault in it. */
export function readSignInSettings(file: string, env: NodeJS.ProcessEnv): SignInSettings {
  const fail = (faults: readonly string[]) =>
    new StartFailure(
      `The sign-in settings in ${file} cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
      'Correct the file, or unset SITEBOOK_SIGN_IN.',
    );
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw fail([errorMessage(error)]);
  }
  const parsed = SettingsFile.safeParse(json);
  if (!parsed.success)
    throw fail(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'} ${issue.message}`));
  const faults: string[] = [];
  const districts = new Map<string, (OidcProvider | EntraProvider)[]>();
  for (const [district, providers] of Object.entries(parsed.data.districts)) {
    const ids = new Set<string>();
    const made = providers.map((provider, at): OidcProvider | EntraProvider => {
      if (provider.kind === 'entra') return provider;
      const { id = String(at + 1), kind, title, issuer, clientId, scope, emailClaim } = provider;
      const place = `districts.${district}.${String(at)}`;
      if (ids.has(id)) faults.push(`${place}.id is ${id}, which another has`);
      ids.add(id);
      const secret = readSecretOf(provider, path.dirname(file), env);
      if ('fault' in secret) faults.push(`${place}.${secret.fault}`);
      const clientSecret = 'fault' in secret ? null : secret.secret;
      const { emailIsVerified } = provider;
      return { kind, id, title, issuer, clientId, clientSecret, scope, emailClaim, emailIsVerified };
    });
    districts.set(district, made);
  }
  if (faults.length > 0) throw fail(faults);
  return { address: (parsed.data.address ?? '').replace(/\/+$/, ''), districts };
}

/** The secret of a client, which never stands in the settings themselves; null for a public client. */
function readSecretOf(
  {
    clientSecretFile,
    clientSecretEnv,
  }: Pick<z.infer<typeof OidcSettings>, 'clientSecretFile' | 'clientSecretEnv'>,
  folder: string,
  env: NodeJS.ProcessEnv,
): { secret: string | null } | { fault: string } {
  if (clientSecretEnv !== undefined) {
    const secret = env[clientSecretEnv] ?? '';
    return secret === ''
      ? { fault: `clientSecretEnv names ${clientSecretEnv}, which is not set` }
      : { secret };
  }
  if (clientSecretFile === undefined) return { secret: null };
  try {
    const secret = readFileSync(path.resolve(folder, clientSecretFile), 'utf8').trim();
    return secret === '' ? { fault: 'clientSecretFile names an empty file' } : { secret };
  } catch (error) {
    return { fault: `clientSecretFile cannot be read: ${errorMessage(error)}` };
  }
}
