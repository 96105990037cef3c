import { z } from 'zod';
import { endpoint, NoBody, NoParams } from './endpoint.js';

/** `principal` edits a site’s own rows, `office` the rows of central offices; the others work for the whole district. */
export const Role = z.enum(['principal', 'office', 'reviewer', 'budgetManager']);
export type Role = z.infer<typeof Role>;

/** Who is signed in and what they may do. */
export const Person = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.email(),
  districtName: z.string(),
  roles: z.array(z.object({ role: Role, siteCodes: z.array(z.string()), offices: z.array(z.string()) })),
});
export type Person = z.infer<typeof Person>;

/** Signs a person in. `district` is the short name, such as `dayton`. */
export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/v1/sign-in',
  permission: 'public',
  params: NoParams,
  body: z.object({
    district: z.string().trim().min(1).max(60),
    email: z.string().trim().min(1).max(200),
    password: z.string().min(1).max(200),
  }),
  reply: z.object({ token: z.string(), expiresAt: z.iso.datetime(), person: Person }),
});

export const getMe = endpoint({
  name: 'getMe',
  method: 'GET',
  path: '/v1/me',
  permission: 'signedIn',
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
