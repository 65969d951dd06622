/** Builds the API: health outside of everything, then the guarded part with the features, OpenAPI and the web app. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { Database, Feature } from '@muhasebi/features/feature.ts';
import { errorCatalogue } from '@muhasebi/features/registry.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { Readiness } from '@muhasebi/platform/health/readiness.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import type { HttpMetrics } from '@muhasebi/platform/metrics/http-metrics.ts';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import helmet from 'helmet';
import { compileAnswer } from './http/answer-serializer.ts';
import { type Authenticate, nobody, refuseOtherSites } from './http/auth.ts';
import { closeServer, dissolveConnections } from './http/drain.ts';
import { mountErrorPage } from './http/error-page.ts';
import { mountHealth } from './http/health.ts';
import { measureRequests } from './http/metrics.ts';
import { mountRoutes } from './http/mount-routes.ts';
import { mountOpenApi } from './http/openapi.ts';
import { answerProblem, answerUnrouted } from './http/problem.ts';
import { type Capacity, createShedder } from './http/shed-load.ts';
import { refuseUnstorableText } from './http/storable-text.ts';
import { traceIdOf } from './http/trace-id.ts';
import { mountWeb } from './http/web.ts';

/** JSON bodies; uploads have limits of their own. Bytes. */
const JSON_LIMIT = 1024 * 1024;
/** One uploaded file. Bytes. */
const FILE_LIMIT = 1024 * 1024 * 1024;
/** Twice what an upload takes, so that each file too many is still refused by its name. */
const FILES_PER_REQUEST = 10_000;
const FIELDS_PER_REQUEST = 10;
/** Requests a minute from one address; a busy office behind one address stays far below. */
const REQUESTS_PER_MINUTE = 3_000;

/** The head of a request arrives within this; who sends slower holds connections. Milliseconds. */
const HEADERS_TIMEOUT_MS = 20_000;
/** A whole request, a gigabyte over a slow line included. Milliseconds. */
const REQUEST_TIMEOUT_MS = 60 * 60_000;
/** A connection on which nothing moves is closed; event streams ping more often. Milliseconds. */
const SILENCE_TIMEOUT_MS = 120_000;

export interface ServerOptions {
  readonly features: readonly Feature[];
  readonly db: Database;
  readonly readiness: Readiness;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  readonly webDistDir: string;
  readonly version: string;
  /** Told of every request; nobody unless given. */
  readonly httpMetrics?: HttpMetrics | null;
  /** What one process carries; without it nothing is shed. */
  readonly capacity?: Capacity | null;
  /** How long requests are still taken after readiness fell, for the proxy to notice. Milliseconds; 0 unless given. */
  readonly drainDelayMs?: number;
}

export interface ApiServer {
  readonly app: FastifyInstance;
  readonly readiness: Readiness;
  /** Readiness falls, the proxy gets its moment, then open event streams end and what is in flight is finished. */
  close(): Promise<void>;
}

export async function createServer(options: ServerOptions): Promise<ApiServer> {
  const { readiness } = options;
  const shutdown = new AbortController();
  const app = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    // One access line a request, written below; the framework's own two are off.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // The proxy before us and no further: what stands in X-Forwarded-For before its own entry, the client made up.
    trustProxy: options.trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    connectionTimeout: SILENCE_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: answerUnrouted,
    bodyLimit: JSON_LIMIT,
    requestIdHeader: false,
    // What still comes on a connection that is about to be closed is answered as ever.
    return503OnClosing: false,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    },
    routerOptions: { maxParamLength: 200 },
  });
  app.server.headersTimeout = HEADERS_TIMEOUT_MS;
  mountHealth(app, readiness);
  await app.register(async (guarded) => {
    dissolveConnections(guarded, readiness);
    await mountGuarded(guarded, options, shutdown.signal);
  });
  await app.ready();
  return {
    app,
    readiness,
    async close() {
      readiness.draining = true;
      if (options.drainDelayMs) await sleep(options.drainDelayMs);
      shutdown.abort();
      await closeServer(app);
    },
  };
}

async function mountGuarded(
  app: FastifyInstance,
  options: ServerOptions,
  shutdown: AbortSignal,
): Promise<void> {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(compileAnswer);
  app.setErrorHandler(answerProblem);
  app.setChildLoggerFactory((log, bindings, _options, request) =>
    log.child({ ...bindings, traceId: traceIdOf(request.headers) }),
  );
  const secure = options.publicUrl.startsWith('https:');
  setSecureHeaders(app, secure);
  await app.register(cookie);
  await app.register(compress, { threshold: 1024 });
  await app.register(multipart, {
    limits: {
      fileSize: FILE_LIMIT,
      files: FILES_PER_REQUEST,
      fields: FIELDS_PER_REQUEST,
      // The library's own bound of 1,000 would be met first.
      parts: FILES_PER_REQUEST + FIELDS_PER_REQUEST,
      fieldSize: 10_000,
    },
    throwFileSizeLimit: false,
  });
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, context) =>
      platformErrors.RATE_LIMITED({ seconds: Math.ceil(context.ttl / 1000) }),
  });
  mountHooks(app, options);
  await mountOpenApi(app, options.version);
  mountErrorPage(app, errorCatalogue);
  mountRoutes(app, options.features, {
    db: options.db,
    authenticate: options.authenticate,
    secureCookies: secure,
    shutdown,
    shed: await createShedder(app, options.capacity ?? null),
  });
  await mountWeb(app, options.webDistDir);
}

/** Built once: the plugin that hosts it builds it anew for each request. */
function setSecureHeaders(app: FastifyInstance, strictTransportSecurity: boolean): void {
  const set = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity,
  });
  app.addHook('onRequest', (request, reply, done) => set(request.raw, reply.raw, () => done()));
}

function mountHooks(app: FastifyInstance, options: ServerOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    request.actor = nobody;
    request.refusalCode = null;
    request.failureCause = null;
    request.refusalReason = null;
    // Who hung up before being heard has no address to be counted by, and reads no answer; the address goes before the socket does.
    if (request.socket.destroyed || request.socket.remoteAddress === undefined) {
      reply.hijack();
      return;
    }
    // Whatever way the address is written; files of the web app say otherwise themselves.
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    refuseOtherSites(request, options.publicUrl);
  });
  if (options.httpMetrics) measureRequests(app, options.httpMetrics);
  app.addHook('preValidation', async (request) => refuseUnstorableText(request));
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? request.url;
    if (!route.startsWith('/api/')) return;
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
        tenantId: request.actor.tenantId,
        userId: request.actor.userId,
        ...(request.actor.apiKeyId === undefined ? {} : { apiKeyId: request.actor.apiKeyId }),
        ...(request.refusalCode === null ? {} : { code: request.refusalCode }),
        ...(request.failureCause === null ? {} : { cause: request.failureCause }),
        ...(request.refusalReason === null ? {} : { reason: request.refusalReason }),
      },
      'request',
    );
  });
}
