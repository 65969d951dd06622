/** What a handler gets of a request, apart from its validated input. */
import { isIP } from 'node:net';
import type { Actor, RequestContext } from '@muhasebi/platform/http/handler.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
    /** Code of the refusal that was answered, for the access line. */
    refusalCode: string | null;
    /** What a 5xx came from, for the access line. */
    failureCause: string | null;
    /** What the log says of that refusal and the answer does not. */
    refusalReason: string | null;
  }
}

/** Cookies of the sign-in routes only: out of reach for scripts and for other sites. */
const COOKIE_PATH = '/api/v1/auth';

const NOT_THIS_KIND = 'this route is not of the kind that offers it';

/**
 * Where the request comes from. An IPv4 address that came over IPv6 is written as IPv4, so that one address counts once;
 * what a proxy wrote that is no address gives way to the proxy's own.
 */
function addressOf(request: FastifyRequest): string | null {
  const plain = (text: string) => text.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const candidates = [request.ip, request.socket.remoteAddress ?? ''].map(plain);
  return candidates.find((candidate) => isIP(candidate) !== 0) ?? null;
}

export function requestContext(
  request: FastifyRequest,
  reply: FastifyReply,
  secureCookies: boolean,
): RequestContext {
  const { actor } = request;
  const address = addressOf(request);
  return {
    actor,
    scope: {
      tenantId: actor.tenantId,
      userId: actor.userId,
      clientIds: actor.clientIds,
      requestId: request.id,
      address,
      apiKeyId: actor.apiKeyId,
    },
    requestId: request.id,
    address,
    userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
    language: languageOf(request),
    log: request.log as RequestContext['log'],
    cookies: request.cookies,
    setCookie(name, value, maxAgeSeconds) {
      const flags = { path: COOKIE_PATH, httpOnly: true, sameSite: 'strict', secure: secureCookies } as const;
      if (value === null) reply.clearCookie(name, flags);
      else reply.setCookie(name, value, { ...flags, maxAge: maxAgeSeconds });
    },
    setHeader(name, value) {
      reply.header(name, value);
    },
    files() {
      throw new Error(NOT_THIS_KIND);
    },
    sendEvent() {
      throw new Error(NOT_THIS_KIND);
    },
    closed: new AbortController().signal,
  };
}
