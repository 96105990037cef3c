import { z } from 'zod';
import { RequestWayView } from '../core/approval/answer-request.js';
import { AccountString } from '../core/account/account-structure.js';
import { Cents } from '../core/money.js';
import { Problem } from '../core/problem.js';
import { endpoint, NoBody, NoParams, SiteParams } from './endpoint.js';
import { NextPage, PageQuery } from './paging.js';

/** A new account string, described in plain words: finance says which string it is. */
export const CodeWish = z.object({
  kind: z.literal('code'),
  /** What the money is for. */
  purpose: z.string().trim().min(1).max(2000),
  fundingSource: z.string().min(1).max(40),
  amountCents: Cents,
});
export type CodeWish = z.infer<typeof CodeWish>;

/** Leave to do what a rule finds fault with, for exactly the figures that the finding has. */
export const ExceptionWish = z.object({
  kind: z.literal('exception'),
  problem: Problem.extend({ ruleId: z.string().min(1).max(80) }),
  reason: z.string().trim().min(1).max(2000),
});
export type ExceptionWish = z.infer<typeof ExceptionWish>;

export const Wish = z.discriminatedUnion('kind', [CodeWish, ExceptionWish]);
export type Wish = z.infer<typeof Wish>;

/** How finance answered. A granted code has its account. */
export const RequestAnswer = z.object({
  decision: z.enum(['granted', 'declined']),
  answeredById: z.uuid(),
  answeredBy: z.string(),
  answeredAt: z.iso.datetime(),
  reason: z.string(),
  account: z.string().optional(),
});
export type RequestAnswer = z.infer<typeof RequestAnswer>;

/** What a site asked of finance. Never changed; answered once, by as many as its way asks. */
export const SiteRequest = z.object({
  id: z.uuid(),
  siteCode: z.string(),
  wish: Wish,
  requestedById: z.uuid(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  answer: RequestAnswer.nullable(),
  /** Who signs it and has, where the district declares ways of requests; absent where one answer is enough. */
  way: RequestWayView.optional(),
});
export type SiteRequest = z.infer<typeof SiteRequest>;

/** Asks finance for a code or an exception. Safe to repeat: the sender chooses the request's id. */
export const addRequest = endpoint({
  name: 'addRequest',
  method: 'POST',
  path: '/v1/sites/:siteCode/requests',
  permission: 'request:write',
  params: SiteParams,
  body: z.object({ id: z.uuid(), wish: Wish }),
  reply: SiteRequest,
});

/** What a site asked, newest first. */
export const listSiteRequests = endpoint({
  name: 'listSiteRequests',
  method: 'GET',
  path: '/v1/sites/:siteCode/requests',
  permission: 'site:read',
  params: SiteParams,
  query: PageQuery,
  body: NoBody,
  reply: z.object({ requests: z.array(SiteRequest), next: NextPage }),
});

/** What all sites of the caller asked: open ones first, the oldest of them first; then the answered, newest first. */
export const listRequests = endpoint({
  name: 'listRequests',
  method: 'GET',
  path: '/v1/requests',
  permission: 'request:read',
  params: NoParams,
  query: PageQuery,
  body: NoBody,
  reply: z.object({ requests: z.array(SiteRequest), next: NextPage }),
});

const RequestParams = SiteParams.extend({ requestId: z.uuid() });

/** One request as it stands. */
export const getRequest = endpoint({
  name: 'getRequest',
  method: 'GET',
  hasEtag: true,
  path: '/v1/sites/:siteCode/requests/:requestId',
  permission: 'site:read',
  params: RequestParams,
  body: NoBody,
  reply: SiteRequest,
});

/**
 * Answers a request, or signs the step of its way that waits for the caller: it is granted when every step is signed, and
 * declined by one. Nobody answers her own (`request.ownWork`), and nobody signs twice. A granted code names its account string, which from then on is part of the year's chart
 * (`request.accountWrong` where it cannot be). A repeated answer gives the one that stands; another one is refused.
 */
export const answerRequest = endpoint({
  name: 'answerRequest',
  method: 'POST',
  ifMatch: 'getRequest',
  path: '/v1/sites/:siteCode/requests/:requestId/answer',
  permission: 'request:answer',
  params: RequestParams,
  body: z.discriminatedUnion('decision', [
    z.object({
      decision: z.literal('granted'),
      account: AccountString.optional(),
      reason: z.string().trim().max(2000),
    }),
    z.object({ decision: z.literal('declined'), reason: z.string().trim().min(1).max(2000) }),
  ]),
  reply: SiteRequest,
});
