import type { ErrorCode } from '../../src/contract/problem-reply.js';
import type { Problem } from '../../src/core/problem.js';

/**
 * A request that cannot be carried out, for a reason its sender can act on. Use cases throw it, one handler turns it
 * into the reply; nothing of the request has been stored then.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: ErrorCode,
    readonly params: Record<string, string | number> = {},
    readonly problems: readonly Problem[] = [],
  ) {
    super(code);
  }
}
