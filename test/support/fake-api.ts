import { ApiError, type ApiClient, type ApiFailure, type CallInput } from '../../src/api/client.js';
import type { AnyEndpoint, ReplyOf } from '../../src/contract/endpoint.js';
import type { ErrorCode } from '../../src/contract/problem-reply.js';

type Answer = (input: { params: unknown; query: unknown; body: unknown }) => unknown;

/** An API client whose answers a test gives by endpoint. Bodies and answers are held to the contract. */
export class FakeApi implements ApiClient {
  readonly calls: { name: string; body: unknown }[] = [];
  private readonly answers = new Map<string, Answer>();

  /** What an endpoint answers from now on; an `ApiError` thrown in it is the refusal. */
  on<E extends AnyEndpoint>(
    endpoint: E,
    answer: (input: CallInput<E>) => ReplyOf<E> | Promise<ReplyOf<E>>,
  ): this {
    this.answers.set(endpoint.name, (input) => answer(input as CallInput<E>));
    return this;
  }

  /** The bodies that an endpoint was called with, oldest first. */
  bodies(endpoint: AnyEndpoint): unknown[] {
    return this.calls.filter(({ name }) => name === endpoint.name).map(({ body }) => body);
  }

  async call<E extends AnyEndpoint>(endpoint: E, input: CallInput<E>): Promise<ReplyOf<E>> {
    const body = endpoint.body.parse(input.body);
    this.calls.push({ name: endpoint.name, body });
    const answer = this.answers.get(endpoint.name);
    if (!answer) throw new ApiError({ kind: 'unreachable' });
    return endpoint.reply.parse(
      await answer({ params: endpoint.params.parse(input.params), query: input.query, body }),
    ) as ReplyOf<E>;
  }
}

/** A refusal as the server words it. */
export function refusal(code: ErrorCode, status: number, title: string, whatToDo = 'Do this.'): ApiError {
  const failure: ApiFailure = {
    kind: 'refused',
    problem: { code, status, title, whatToDo, requestId: 'request-1' },
  };
  return new ApiError(failure);
}

export const UNREACHABLE = new ApiError({ kind: 'unreachable' });
