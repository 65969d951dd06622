/** Mounts every feature's routes: permission, validation, idempotency, presentation, all from the declaration. */
import type { Database, Feature } from '@muhasebi/features/feature.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type {
  FileResult,
  IncomingFile,
  RequestContext,
  RouteImplementation,
} from '@muhasebi/platform/http/handler.ts';
import { problem } from '@muhasebi/platform/http/wire.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { type Authenticate, authorize, isGrantable } from './auth.ts';
import { eventStream } from './events.ts';
import { answerOnce } from './idempotency.ts';
import { requestContext } from './request-context.ts';
import { StreamSeats } from './stream-seats.ts';

export interface MountOptions {
  readonly db: Database;
  readonly authenticate: Authenticate;
  /** Cookies are marked Secure where people come over https. */
  readonly secureCookies: boolean;
  readonly shutdown: AbortSignal;
  /** Throws OVERLOADED where another request would only wait. */
  readonly shed: () => void;
}

export const API_PREFIX = '/api/v1';

const seats = new StreamSeats();

/** As the table of keys takes them. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,200}$/;

/** Throws at start for a route whose permission is missing or unknown. */
export function mountRoutes(app: FastifyInstance, features: readonly Feature[], options: MountOptions): void {
  for (const feature of features) {
    for (const implementation of feature.routes) mountRoute(app, feature.name, implementation, options);
  }
}

function mountRoute(
  app: FastifyInstance,
  tag: string,
  implementation: RouteImplementation,
  options: MountOptions,
) {
  const { contract } = implementation;
  const { permission } = contract;
  if (!isGrantable(permission)) {
    throw new Error(`${contract.method} ${contract.path} has no known permission: ${String(permission)}`);
  }
  app.route({
    method: contract.method,
    url: API_PREFIX + contract.path,
    schema: schemaOf(tag, implementation),
    // Before the body is read: nobody without permission makes the server take a gigabyte.
    onRequest: async (request) => {
      options.shed();
      request.actor = await authorize(request, permission, options.authenticate);
    },
    handler: (request, reply) => answer(request, reply, implementation, options),
  });
}

function schemaOf(tag: string, { contract }: RouteImplementation): FastifySchema {
  const status = successStatus(
    contract.status,
    contract.response !== undefined || contract.kind !== undefined,
  );
  return {
    tags: [tag],
    summary: contract.summary,
    ...(contract.permission === 'public' ? { security: [] } : {}),
    description: `Yetki / permission: \`${contract.permission}\``,
    ...(contract.kind === 'multipart' ? { consumes: ['multipart/form-data'] } : {}),
    ...(contract.kind === 'file' ? { produces: ['application/octet-stream'] } : {}),
    ...(contract.kind === 'events' ? { produces: ['text/event-stream'] } : {}),
    ...(contract.params ? { params: contract.params } : {}),
    ...(contract.query ? { querystring: contract.query } : {}),
    ...(contract.body ? { body: contract.body } : {}),
    response: {
      ...(contract.response ? { [status]: contract.response } : {}),
      '4xx': problem,
      '5xx': problem,
    },
  };
}

const successStatus = (status: number | undefined, hasBody: boolean) => status ?? (hasBody ? 200 : 204);

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { contract, handle }: RouteImplementation,
  options: MountOptions,
): Promise<unknown> {
  const context = requestContext(request, reply, options.secureCookies);
  const input = { params: request.params, query: request.query, body: request.body } as Parameters<
    typeof handle
  >[1];
  if (contract.kind === 'events') {
    reply.raw.once('close', seats.take(request.actor.userId ?? ''));
    const stream = eventStream(reply, {
      shutdown: options.shutdown,
      stillTheSame: async () => {
        const now = await authorize(request, contract.permission, options.authenticate);
        return JSON.stringify(now) === JSON.stringify(request.actor);
      },
    });
    await handle({ ...context, sendEvent: stream.send, closed: stream.closed }, input);
    if (!stream.isOpen()) return reply.status(204).send();
    return reply;
  }
  if (contract.kind === 'file') {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const file = (await handle({ ...context, closed: gone.signal }, input)) as FileResult;
    return sendFile(request, reply, file, gone.signal);
  }
  const status = successStatus(contract.status, contract.response !== undefined);
  if (contract.kind === 'multipart') {
    const body = await handle({ ...context, files: () => incomingFiles(request) }, input);
    return reply.status(status).send(body);
  }
  return sendJson(
    request,
    reply,
    status,
    context,
    () => handle(context, input),
    { contract, handle },
    options,
  );
}

async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  context: RequestContext,
  work: () => Promise<unknown>,
  { contract }: RouteImplementation,
  options: MountOptions,
): Promise<unknown> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || contract.method === 'GET' || contract.idempotent === true) {
    return reply.status(status).send(await work());
  }
  if (!IDEMPOTENCY_KEY.test(key)) {
    const message = '8 ile 200 arasında görünür ASCII karakter olmalı';
    const messageEn = 'must be 8 to 200 visible ASCII characters';
    throw platformErrors.VALIDATION_FAILED({}, [{ path: 'headers.idempotency-key', message, messageEn }]);
  }
  const route = `${request.method} ${request.url}`;
  const once = await answerOnce(
    options.db,
    { scope: context.scope, key, route, body: request.body, status },
    work,
  );
  if (once.replayed) reply.header('idempotency-replayed', 'true');
  return reply.status(once.status).send(once.body ?? undefined);
}

/**
 * A file that is made while it is sent has no length: where it breaks off, the connection is closed before the end of the
 * answer, which every client takes for a failure. It is logged as one, whatever the status that was sent before.
 */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: FileResult,
  gone: AbortSignal,
): Promise<unknown> {
  file.stream.once('error', (error: Error) => {
    if (gone.aborted) return;
    request.failureCause = error.message.slice(0, 500);
    request.log.error({ err: error, code: 'INTERNAL' }, 'a file broke off while it was sent');
  });
  const name = encodeURIComponent(file.fileName).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  if (file.sizeBytes !== null) reply.header('content-length', file.sizeBytes);
  reply
    .header('content-type', file.contentType)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', `sandbox; ${file.shownUnder ?? "default-src 'none'"}`)
    .header(
      'content-disposition',
      `${file.shownUnder === undefined ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
    );
  return reply.send(file.stream);
}

async function* incomingFiles(request: FastifyRequest): AsyncIterable<IncomingFile> {
  for await (const part of request.files()) {
    yield { fileName: part.filename, stream: part.file, truncated: () => part.file.truncated };
    // A part left unread would hold the rest of the request back.
    part.file.resume();
  }
}
