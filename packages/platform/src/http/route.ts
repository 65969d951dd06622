/** The shape of a route: one declaration that the server mounts, OpenAPI shows and the web client is typed from. */
import type { z } from 'zod';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** `public` is said aloud: a route without a permission does not start. */
export type RoutePermission = 'public' | 'signed-in' | `${string}:${string}`;

/**
 * `json` (default) answers with the response schema; `multipart` takes files and answers JSON;
 * `file` streams stored bytes; `events` is a text/event-stream.
 */
export type RouteKind = 'json' | 'multipart' | 'file' | 'events';

export interface RouteContract {
  readonly method: HttpMethod;
  /** Below /api/v1, parameters as in Fastify: "/clients/:clientId/documents". */
  readonly path: string;
  readonly permission: RoutePermission;
  readonly summary: string;
  readonly kind?: RouteKind;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response?: z.ZodType;
  /** Success status; 200 unless told, 204 where there is no response schema. */
  readonly status?: number;
  /** A write that may be repeated without an Idempotency-Key because it is idempotent in itself. */
  readonly idempotent?: boolean;
}

/** Declares a route; keeps the literal types so that the client and the handler are typed from it. */
export function route<const T extends RouteContract>(contract: T): T {
  return contract;
}

type Inferred<S, Fallback, Direction extends 'input' | 'output'> = S extends z.ZodType
  ? Direction extends 'input'
    ? z.input<S>
    : z.output<S>
  : Fallback;

/** What a handler gets, after validation. */
export interface RouteInput<R extends RouteContract> {
  readonly params: Inferred<R['params'], Record<string, never>, 'output'>;
  readonly query: Inferred<R['query'], Record<string, never>, 'output'>;
  readonly body: Inferred<R['body'], undefined, 'output'>;
}

/** What a handler returns, before the response schema presents it. */
export type RouteResult<R extends RouteContract> = Inferred<R['response'], undefined, 'input'>;

/** What a caller sends and receives; used by the typed client of the web app. */
export interface RouteCall<R extends RouteContract> {
  readonly params: Inferred<R['params'], undefined, 'input'>;
  readonly query: Inferred<R['query'], undefined, 'input'>;
  readonly body: Inferred<R['body'], undefined, 'input'>;
  readonly response: Inferred<R['response'], undefined, 'output'>;
}
