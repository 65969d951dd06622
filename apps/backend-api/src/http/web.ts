/** The built web app on the API's origin: files with long-lived names are cached for ever, every other path is the app. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { FastifyInstance } from 'fastify';

export async function mountWeb(app: FastifyInstance, webDistDir: string): Promise<void> {
  const root = path.resolve(webDistDir);
  const built = existsSync(path.join(root, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root,
      cacheControl: false,
      setHeaders(reply, file) {
        const lasting = file.includes(`${path.sep}assets${path.sep}`);
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    // A file has an extension that begins with a letter; an account has a code, "/mizan/100.01".
    const [pathname = ''] = request.url.split('?');
    const isPage =
      request.method === 'GET' && !pathname.startsWith('/api/') && !/\.[a-z]\w*$/i.test(pathname);
    if (built && isPage) return reply.sendFile('index.html');
    throw platformErrors.NOT_FOUND();
  });
}
