import type { BodyOf } from '../../src/contract/endpoint.js';
import type { reportClientErrors as endpoint } from '../../src/contract/client-errors.js';
import type { Parts } from './parts.js';

/** Writes faults of pages and panes to the log, under the number of the request that told of them. Stores nothing. */
export function noteClientErrors(
  { noteClientError }: Parts,
  { platform, errors }: BodyOf<typeof endpoint>,
  requestId: string,
): Promise<Record<string, never>> {
  for (const error of errors) noteClientError?.({ requestId, platform, ...error });
  return Promise.resolve({});
}
