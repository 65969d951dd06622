/** How a feature answers a route: the declaration, and a function of the request's actor and validated input. */
import type { Readable } from 'node:stream';
import type { Scope } from '../db/scope.ts';
import type { Logger } from '../log/logger.ts';
import type { RouteContract, RouteInput, RouteResult } from './route.ts';

/** Who asks. Null fields: nobody is signed in (public routes), or the platform administrator, who has no office. */
export interface Actor {
  readonly userId: string | null;
  readonly tenantId: string | null;
  readonly sessionId: string | null;
  readonly role: string | null;
  readonly clientIds: readonly string[] | null;
  /** What the role may do, "voucher:read"; absent where nobody is signed in. */
  readonly permissions?: readonly string[];
  /** The key that a machine came with, for the person who made it; absent where it is a person. */
  readonly apiKeyId?: string;
}

/** One uploaded file, streamed; the handler must consume it before it asks for the next. */
export interface IncomingFile {
  readonly fileName: string;
  readonly stream: Readable;
  /** True once the stream ended because the size limit was reached. */
  readonly truncated: () => boolean;
}

export interface RequestContext {
  readonly actor: Actor;
  /** The database scope of this request. */
  readonly scope: Scope;
  readonly requestId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly language: 'tr' | 'en';
  readonly log: Logger;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** Sets or, with null, clears a cookie of the sign-in routes. */
  readonly setCookie: (name: string, value: string | null, maxAgeSeconds: number) => void;
  readonly setHeader: (name: string, value: string) => void;
  /** Multipart routes only: the files in the order sent. */
  readonly files: () => AsyncIterable<IncomingFile>;
  /** Event routes only: writes one event. */
  readonly sendEvent: (name: string, data: unknown) => void;
  /** Routes of events and of files: aborts when the browser leaves. */
  readonly closed: AbortSignal;
}

/** What a `file` route returns. */
export interface FileResult {
  readonly fileName: string;
  readonly contentType: string;
  /** Null where it is made while it is sent. */
  readonly sizeBytes: number | null;
  /** An error of it breaks the answer off, so that a part never looks like the whole. */
  readonly stream: Readable;
  /** Of a page that is shown in a frame: what it may load, as a content security policy. All else is saved, never opened. */
  readonly shownUnder?: string;
}

type Answer<R extends RouteContract> = R['kind'] extends 'file'
  ? FileResult
  : R['kind'] extends 'events'
    ? undefined
    : RouteResult<R>;

export interface RouteImplementation {
  readonly contract: RouteContract;
  readonly handle: (context: RequestContext, input: RouteInput<RouteContract>) => Promise<unknown>;
}

/** Binds a handler to its declaration; the host validates input and output by it. */
export function implement<const R extends RouteContract>(
  contract: R,
  handle: (context: RequestContext, input: RouteInput<R>) => Promise<Answer<R>>,
): RouteImplementation {
  return { contract, handle: handle as RouteImplementation['handle'] };
}
