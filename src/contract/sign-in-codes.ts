import { z } from 'zod';
import { endpoint, NoParams } from './endpoint.js';
import { SignedIn } from './sign-in.js';

/**
 * Begins a sign-in on a device where typing a password is not wanted or does not work: the person confirms the code in
 * a browser where she is signed in, and the device asks meanwhile (the way of RFC 8628).
 */
export const createSignInCode = endpoint({
  name: 'createSignInCode',
  method: 'POST',
  path: '/v1/sign-in/codes',
  permission: 'public',
  params: NoParams,
  body: z.object({ district: z.string().trim().min(1).max(60) }),
  reply: z.object({
    /** Only the device has it; whoever holds it gets the tokens. */
    deviceSecret: z.string(),
    userCode: z.string(),
    /** The page where the code is confirmed, below the address of the server. */
    verifyPath: z.string(),
    expiresAt: z.iso.datetime(),
    pollSeconds: z.int().min(1),
  }),
});

/** Confirms or denies a code of the actor's own district. What it signs in is the actor. */
export const confirmSignInCode = endpoint({
  name: 'confirmSignInCode',
  method: 'POST',
  path: '/v1/sign-in/codes/confirm',
  permission: 'signedIn',
  params: NoParams,
  body: z.object({ userCode: z.string().min(1).max(40), decision: z.enum(['confirm', 'deny']) }),
  reply: z.object({ decision: z.enum(['confirm', 'deny']) }),
});

/** What became of a code; asked again and again. The tokens are given once. */
export const redeemSignInCode = endpoint({
  name: 'redeemSignInCode',
  method: 'POST',
  path: '/v1/sign-in/codes/redeem',
  permission: 'public',
  params: NoParams,
  body: z.object({ deviceSecret: z.string().min(1).max(300) }),
  reply: z.discriminatedUnion('status', [
    z.object({ status: z.literal('pending') }),
    z.object({ status: z.literal('denied') }),
    /** Too old, or its tokens were given already. */
    z.object({ status: z.literal('expired') }),
    z.object({ status: z.literal('signedIn'), signedIn: SignedIn }),
  ]),
});
