import { z } from 'zod';
import { endpoint, NoParams } from './endpoint.js';
import { DistrictName, SignedIn } from './sign-in.js';

/** As long as it may be; whether it is good enough is said in words by `password.weak`. */
const NewPassword = z.string().min(1).max(400);

/**
 * Asks for a link to choose a new password, which is sent by mail. The answer is the same whether or not there is
 * such a person.
 */
export const askPasswordReset = endpoint({
  name: 'askPasswordReset',
  method: 'POST',
  path: '/v1/password-resets',
  permission: 'public',
  params: NoParams,
  body: z.object({ district: DistrictName, email: z.string().trim().min(1).max(200) }),
  reply: z.object({}),
});

/** Sets the password that a link is good for, once, and ends every sign-in of the person. */
export const redeemPasswordReset = endpoint({
  name: 'redeemPasswordReset',
  method: 'POST',
  path: '/v1/password-resets/redeem',
  permission: 'public',
  params: NoParams,
  body: z.object({ token: z.string().min(1).max(300), password: NewPassword }),
  /** What to sign in with next. */
  reply: z.object({ district: z.string(), email: z.string() }),
});

/** Changes one's own password. Every sign-in of the person ends; the caller gets a new one. */
export const changePassword = endpoint({
  name: 'changePassword',
  method: 'PUT',
  path: '/v1/me/password',
  permission: 'signedIn',
  isForNewPassword: true,
  params: NoParams,
  body: z.object({ current: z.string().min(1).max(400), password: NewPassword }),
  reply: SignedIn,
});
