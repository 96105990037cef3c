import { z } from 'zod';
import { endpoint, NoBody, NoParams } from './endpoint.js';
import { DistrictName, SignedIn } from './sign-in.js';

/** Where a district's people sign in with an account that they have elsewhere: a link for the browser to follow. */
export const SignInWay = z.object({ title: z.string(), path: z.string() });
export type SignInWay = z.infer<typeof SignInWay>;

/** The other ways to sign in of a district. A district that is not there has none, like one that set none up. */
export const listSignInWays = endpoint({
  name: 'listSignInWays',
  method: 'GET',
  path: '/v1/sign-in/ways/:district',
  permission: 'public',
  params: z.object({ district: DistrictName }),
  body: NoBody,
  reply: z.object({ ways: z.array(SignInWay) }),
});

/** Gives the tokens of a sign-in that came back from elsewhere, once and within a minute. */
export const redeemHandover = endpoint({
  name: 'redeemHandover',
  method: 'POST',
  path: '/v1/sign-in/handover',
  permission: 'public',
  params: NoParams,
  body: z.object({ code: z.string().min(1).max(300) }),
  reply: z.object({ district: z.string(), signedIn: SignedIn }),
});

/** Signs in with an access token that Microsoft Entra ID made for this application. */
export const signInWithEntra = endpoint({
  name: 'signInWithEntra',
  method: 'POST',
  path: '/v1/sign-in/entra',
  permission: 'public',
  params: NoParams,
  body: z.object({ district: DistrictName, accessToken: z.string().min(1).max(16_000) }),
  reply: SignedIn,
});
