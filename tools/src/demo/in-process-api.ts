/** Calls the features' routes without a server: the same handlers, the same schemas, the same database scope. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Feature } from '@muhasebi/features/feature.ts';
import type { Actor, IncomingFile, RequestContext } from '@muhasebi/platform/http/handler.ts';
import type { RouteCall, RouteContract } from '@muhasebi/platform/http/route.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import type { GeneratedFile } from '@muhasebi/testkit/ubl-generator/faults.ts';

/** What a call may carry; each part is validated as the server does it. */
export interface CallInput<R extends RouteContract> {
  readonly params?: RouteCall<R>['params'];
  readonly query?: RouteCall<R>['query'];
  readonly body?: RouteCall<R>['body'];
  readonly files?: readonly GeneratedFile[];
}

export interface InProcessApi {
  /** Answers what the route's response schema says; throws the route's AppError, or a ZodError on bad input. */
  call<R extends RouteContract>(
    actor: Actor,
    route: R,
    input?: CallInput<R>,
  ): Promise<RouteCall<R>['response']>;
}

/** Somebody who is not signed in. */
export const nobody: Actor = { userId: null, tenantId: null, sessionId: null, role: null, clientIds: null };

async function* incoming(files: readonly GeneratedFile[]): AsyncIterable<IncomingFile> {
  for (const { fileName, bytes } of files) {
    yield { fileName, stream: Readable.from([bytes]), truncated: () => false };
  }
}

function contextOf(actor: Actor, files: readonly GeneratedFile[], log: Logger): RequestContext {
  const requestId = `demo-${randomUUID()}`;
  const { tenantId, userId, clientIds } = actor;
  return {
    actor,
    scope: { tenantId, userId, clientIds, requestId, address: null },
    requestId,
    address: null,
    userAgent: 'muhasebi-demo',
    language: 'tr',
    log,
    cookies: {},
    setCookie: () => {},
    setHeader: () => {},
    files: () => incoming(files),
    sendEvent: () => {},
    closed: new AbortController().signal,
  };
}

export function createInProcessApi(features: readonly Feature[], log: Logger): InProcessApi {
  const routes = features.flatMap((feature) => feature.routes);
  return {
    async call(actor, route, input = {}) {
      const implementation = routes.find((each) => each.contract === route);
      if (implementation === undefined) throw new Error(`nobody answers ${route.method} ${route.path}`);
      const parsed = {
        params: route.params?.parse(input.params) ?? {},
        query: route.query?.parse(input.query ?? {}) ?? {},
        body: route.body?.parse(input.body),
      };
      const context = contextOf(actor, input.files ?? [], log);
      const answer = await implementation.handle(
        context,
        parsed as Parameters<typeof implementation.handle>[1],
      );
      return route.response?.parse(answer) as RouteCall<typeof route>['response'];
    },
  };
}
