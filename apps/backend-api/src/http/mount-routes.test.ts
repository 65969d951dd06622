/** A route without a permission that somebody can hold does not start; a file that breaks off is seen to, and whoever leaves is noticed. */
import { PassThrough, Readable } from 'node:stream';
import compress from '@fastify/compress';
import { type FileResult, implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { type RoutePermission, route } from '@muhasebi/platform/http/route.ts';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, test } from 'vitest';
import { nobody } from './auth.ts';
import { type MountOptions, mountRoutes } from './mount-routes.ts';

function mount(app: FastifyInstance, implementation: RouteImplementation): void {
  const never = () => Promise.reject(new Error('not asked'));
  const options: Omit<MountOptions, 'db'> = {
    authenticate: never,
    secureCookies: false,
    shutdown: new AbortController().signal,
    shed: () => {},
  };
  const feature = { name: 'deneme', routes: [implementation], jobs: [], schedules: [] };
  mountRoutes(app, [feature], options as MountOptions);
}

function start(permission: RoutePermission): void {
  const contract = route({ method: 'GET', path: '/deneme', permission, summary: 'deneme' });
  mount(
    Fastify(),
    implement(contract, async () => undefined),
  );
}

test('a route without a permission does not start', () => {
  expect(() => start(undefined as never)).toThrow('GET /deneme has no known permission');
});

test('a route with a permission that no role holds does not start', () => {
  expect(() => start('uydurma:yetki')).toThrow('GET /deneme has no known permission: uydurma:yetki');
});

test('a route with a permission of the table starts', () => {
  expect(() => start('client:read')).not.toThrow();
});

describe('a file that is made while it is sent', () => {
  /** Over a real connection, compressed on its way where the type can be. */
  async function sending(
    file: (closed: AbortSignal) => Promise<FileResult>,
    ask: (url: string, logged: string[]) => Promise<void>,
  ): Promise<void> {
    const logged: string[] = [];
    const stream = { write: (line: string) => void logged.push(line) };
    const app = Fastify({ logger: { level: 'error', stream } });
    const summary = 'deneme';
    const contract = route({ method: 'GET', path: '/deneme', permission: 'public', summary, kind: 'file' });
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    app.addHook('onRequest', async (request) => {
      request.actor = nobody;
    });
    await app.register(compress, { threshold: 1024 });
    await app.register(async (guarded) =>
      mount(
        guarded,
        implement(contract, ({ closed }) => file(closed)),
      ),
    );
    try {
      await ask(`${await app.listen({ port: 0, host: '127.0.0.1' })}/api/v1/deneme`, logged);
    } finally {
      app.server.closeAllConnections();
      await app.close();
    }
  }
  const fileOf = (stream: Readable, contentType: string): FileResult => ({
    fileName: 'yevmiye',
    contentType,
    sizeBytes: null,
    stream,
  });

  test.each(['text/csv; charset=utf-8', 'application/pdf'])(
    'ends its connection where it breaks off, so that nobody takes the part for the whole: %s',
    async (type) => {
      const broken = async () =>
        fileOf(
          Readable.from(
            (async function* () {
              yield Buffer.alloc(200_000, 'x');
              await new Promise((resolve) => setTimeout(resolve, 50));
              throw new Error('the database went away');
            })(),
          ),
          type,
        );
      await sending(broken, async (url, logged) => {
        const response = await fetch(url);
        expect(response.status).toBe(200);
        await expect(response.arrayBuffer()).rejects.toThrow();
        await expect.poll(() => logged.join('')).toContain('a file broke off while it was sent');
      });
    },
  );

  test('reaches whoever asked before it is whole', async () => {
    const stream = new PassThrough();
    stream.write('bir');
    await sending(
      async () => fileOf(stream, 'application/pdf'),
      async (url) => {
        const reader = (await fetch(url)).body?.getReader();
        expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('bir');
        stream.end('iki');
        expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('iki');
        expect((await reader?.read())?.done).toBe(true);
      },
    );
  });

  test.each(['before its first byte', 'in its middle'] as const)(
    'is told that whoever asked has left %s, and that is no fault of ours',
    async (when) => {
      const stream = new PassThrough();
      const asked = Promise.withResolvers<AbortSignal>();
      const file = async (closed: AbortSignal) => {
        asked.resolve(closed);
        if (when === 'in its middle') stream.write('bir');
        else await new Promise((resolve) => closed.addEventListener('abort', resolve));
        return fileOf(stream, 'application/pdf');
      };
      await sending(file, async (url, logged) => {
        const leaving = new AbortController();
        const answer = fetch(url, { signal: leaving.signal }).then((response) => response.arrayBuffer());
        const closed = await asked.promise;
        if (when === 'in its middle') await expect.poll(() => stream.readableLength).toBe(0);
        leaving.abort();
        await expect(answer).rejects.toThrow();
        await expect.poll(() => closed.aborted).toBe(true);
        await expect.poll(() => stream.destroyed).toBe(true);
        expect(logged).toEqual([]);
      });
    },
  );
});
