import { z } from 'zod';
import { HeldGrant } from '../core/district/role.js';
import { endpoint, NoBody, NoParams } from './endpoint.js';

/** Who is signed in and what they may do. */
export const Person = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.email(),
  districtName: z.string(),
  /** Several, where somebody has several offices; those of others whom she stands in for as well. */
  roles: z.array(HeldGrant),
  /** Somebody else made the password: nothing works until it is changed. */
  mustChangePassword: z.literal(true).optional(),
});
export type Person = z.infer<typeof Person>;

/** What a sign-in gives, by whatever way. */
export const SignedIn = z.object({
  /** The bearer token of calls. It holds for minutes; a newer one comes from `refreshSession`. */
  token: z.string(),
  /** Good for one refresh. */
  refreshToken: z.string(),
  /** When the person has to sign in again, however often the token was refreshed. */
  expiresAt: z.iso.datetime(),
  person: Person,
});
export type SignedIn = z.infer<typeof SignedIn>;

const RefreshToken = z.string().min(1).max(300);
export const DistrictName = z.string().trim().min(1).max(60);

/** Signs a person in. `district` is the short name, such as `dayton`. */
export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/v1/sign-in',
  permission: 'public',
  params: NoParams,
  body: z.object({
    district: DistrictName,
    email: z.string().trim().min(1).max(200),
    password: z.string().min(1).max(200),
  }),
  reply: SignedIn,
});

/**
 * Gives the next pair of tokens for a refresh token, which is used up by it. The same one again within seconds, as when
 * the answer was lost or two panes asked at once, gives the same next one; later it means that somebody else has it,
 * and ends the sign-in everywhere (`token.reused`).
 */
export const refreshSession = endpoint({
  name: 'refreshSession',
  method: 'POST',
  path: '/v1/sign-in/refresh',
  // The refresh token says who asks; the bearer token has ended by then.
  permission: 'public',
  params: NoParams,
  body: z.object({ refreshToken: RefreshToken }),
  reply: SignedIn,
});

/** Ends a sign-in: none of its refresh tokens is good any more. Safe to repeat. */
export const signOut = endpoint({
  name: 'signOut',
  method: 'POST',
  path: '/v1/sign-out',
  // Signing out must work with a bearer token that has ended.
  permission: 'public',
  params: NoParams,
  body: z.object({ refreshToken: RefreshToken }),
  reply: z.object({}),
});

/** Ends every sign-in of the caller, this one as well. */
export const endSessions = endpoint({
  name: 'endSessions',
  method: 'DELETE',
  path: '/v1/sessions',
  permission: 'signedIn',
  params: NoParams,
  body: z.object({}),
  reply: z.object({}),
});

export const getMe = endpoint({
  name: 'getMe',
  method: 'GET',
  path: '/v1/me',
  permission: 'signedIn',
  isForNewPassword: true,
  params: NoParams,
  body: NoBody,
  reply: Person,
});

/** The sample sign-ins of a demo server; empty otherwise. */
export const getDemo = endpoint({
  name: 'getDemo',
  method: 'GET',
  path: '/v1/demo',
  permission: 'public',
  params: NoParams,
  body: NoBody,
  reply: z.object({
    signIns: z.array(
      z.object({
        district: z.string(),
        email: z.string(),
        password: z.string(),
        name: z.string(),
        who: z.string(),
      }),
    ),
  }),
});
