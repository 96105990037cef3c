import { z } from 'zod';
import { endpoint, NoParams } from './endpoint.js';

/** A place in one of Sitebook's own built scripts. */
export const ScriptPlace = z.object({
  file: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+)*\.js$/)
    .max(80),
  line: z.int().min(0).max(10_000_000),
  column: z.int().min(0).max(100_000_000),
});
export type ScriptPlace = z.infer<typeof ScriptPlace>;

/** A fault in a page or pane, without anything that anybody typed. */
export const ClientError = z.object({
  /** Class of the error, such as `TypeError`. */
  name: z.string().regex(/^[A-Za-z]{1,40}$/),
  /** Its message in words of the program's own; everything else is left out. */
  message: z.string().max(200),
  frames: z.array(ScriptPlace).max(8),
  /** Where it surfaced: as an error of the page, a promise nobody waited for, or while a screen was drawn. */
  source: z.enum(['error', 'rejection', 'screen']),
});
export type ClientError = z.infer<typeof ClientError>;

export const HostPlatform = z.enum(['browser', 'PC', 'Mac', 'OfficeOnline', 'iOS', 'Android', 'Universal']);
export type HostPlatform = z.infer<typeof HostPlatform>;

/**
 * Tells the server of faults in a page or pane. Public, since what breaks most is starting and signing in, when there
 * is no token, and since nothing is stored: the server writes it to its log. A tight limit and a small body keep it
 * from being misused.
 */
export const reportClientErrors = endpoint({
  name: 'reportClientErrors',
  method: 'POST',
  path: '/v1/client-errors',
  permission: 'public',
  params: NoParams,
  maxBodyBytes: 4096,
  body: z.object({ platform: HostPlatform, errors: z.array(ClientError).min(1).max(5) }),
  reply: z.object({}),
});
