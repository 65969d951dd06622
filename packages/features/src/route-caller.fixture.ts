/** Calls routes as the host does: input through the contract's schemas, then the handler, then the answer's schema. */
import { randomUUID } from 'node:crypto';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { RequestContext, RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { RouteCall, RouteContract } from '@muhasebi/platform/http/route.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';

type Input<R extends RouteContract> = {
  readonly [K in 'params' | 'query' | 'body' as RouteCall<R>[K] extends undefined
    ? never
    : K]: RouteCall<R>[K];
};

/** Answers as the route would; throws what the handler throws, or the schema's error where the input does not fit. */
export type RouteCaller = <R extends RouteContract>(
  contract: R,
  input: Input<R>,
  scope?: Scope,
) => Promise<RouteCall<R>['response']>;

const log = createLogger({ service: 'test', level: 'silent', format: 'json' });

/** What a handler sees of a request of `scope`. */
export function requestContext(scope: Scope): RequestContext {
  return {
    actor: {
      userId: scope.userId,
      tenantId: scope.tenantId,
      sessionId: null,
      role: 'owner',
      clientIds: scope.clientIds,
    },
    scope,
    requestId: randomUUID(),
    address: scope.address,
    userAgent: null,
    language: 'tr',
    log,
    cookies: {},
    setCookie: () => {},
    setHeader: () => {},
    files: async function* () {},
    sendEvent: () => {},
    closed: new AbortController().signal,
  };
}

/** A caller of these routes in `scope`. */
export function createCaller(routes: readonly RouteImplementation[], scope: Scope): RouteCaller {
  return async (contract, input, ofScope = scope) => {
    const route = routes.find((each) => each.contract === contract);
    if (route === undefined) throw new Error(`No route implements ${contract.method} ${contract.path}.`);
    const given: Readonly<Record<string, unknown>> = input;
    const parsed = {
      params: contract.params?.parse(given.params ?? {}) ?? {},
      query: contract.query?.parse(given.query ?? {}) ?? {},
      body: contract.body?.parse(given.body),
    };
    const answer = await route.handle(requestContext(ofScope), parsed as Parameters<typeof route.handle>[1]);
    return contract.response?.parse(answer) as RouteCall<typeof contract>['response'];
  };
}
