/** A small server that speaks the part of the S3 protocol the store uses: PUT, GET, HEAD, DELETE of objects, path style. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface S3Server {
  readonly endpoint: string;
  /** When each object was put; a test may make one older. */
  readonly putAt: Map<string, Date>;
  /** "bucket/key" to content. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Every request so far: "PUT bucket/key". */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

interface Asked {
  readonly key: string;
  readonly bucket: string;
  readonly objects: Map<string, Buffer>;
  readonly putAt: Map<string, Date>;
}

/** Refuses unsigned requests, unknown buckets, and a body that is not what its signature says. */
export async function startS3Server(bucket: string): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  const putAt = new Map<string, Date>();
  const server = createServer((request, response) => {
    const key = decodeURIComponent((request.url ?? '').split('?')[0] ?? '').slice(1);
    requests.push(`${request.method} ${key}`);
    answer(request, response, { key, bucket, objects, putAt }).catch(() =>
      refuse(response, 500, 'InternalError'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    putAt,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { key, bucket, objects, putAt }: Asked,
): Promise<void> {
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 '))
    return refuse(response, 403, 'AccessDenied');
  if (!key.startsWith(`${bucket}/`)) return refuse(response, 404, 'NoSuchBucket');
  if (request.method === 'PUT') {
    const body = await buffer(request);
    const stated = request.headers['x-amz-content-sha256'];
    const isHash = typeof stated === 'string' && /^[0-9a-f]{64}$/.test(stated);
    const matches = !isHash || createHash('sha256').update(body).digest('hex') === stated;
    if (!matches || body.length !== Number(request.headers['content-length']))
      return refuse(response, 400, 'BadDigest');
    objects.set(key, body);
    putAt.set(key, new Date());
    response.writeHead(200, { etag: '"1"' }).end();
    return;
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
    return;
  }
  const content = objects.get(key);
  if (content === undefined) return refuse(response, 404, 'NoSuchKey');
  const at = (putAt.get(key) ?? new Date()).toUTCString();
  response.writeHead(200, { 'content-length': content.length, etag: '"1"', 'last-modified': at });
  response.end(request.method === 'HEAD' ? undefined : content);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
