/** OpenAPI 3.1 from the same schemas that validate, at /api/v1/openapi.json, and a page to read it. */
import swagger from '@fastify/swagger';
import reference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { API_PREFIX } from './mount-routes.ts';

/** The reading page brings its own inline script; nothing else of the origin may. */
const PAGE_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

export async function mountOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'AI Muhasebi',
        version,
        description:
          'Tutarlar metin olarak ondalık sayıdır ("1234.56"). Hatalar application/problem+json biçimindedir. ' +
          'Yazma istekleri Idempotency-Key başlığı kabul eder. Listeler imleçle sayfalanır.',
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    transform: describeRoute,
  });
  app.get(`${API_PREFIX}/openapi.json`, { schema: { hide: true } }, () => app.swagger());
  await app.register(async (page) => {
    page.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', PAGE_POLICY);
    });
    await page.register(reference, {
      routePrefix: `${API_PREFIX}/docs`,
      // A page to read, without the maker's services around it.
      configuration: {
        url: `${API_PREFIX}/openapi.json`,
        withDefaultFonts: false,
        telemetry: false,
        showDeveloperTools: 'never',
        hideClientButton: true,
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}

/** The files of an upload are streamed, so no schema validates them; the document shows their form all the same. */
const UPLOAD_BODY = {
  type: 'object',
  required: ['files'],
  properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
};

function describeRoute(
  route: Parameters<typeof jsonSchemaTransform>[0],
): ReturnType<typeof jsonSchemaTransform> {
  const described = jsonSchemaTransform(route);
  const isUpload = route.schema?.consumes?.includes('multipart/form-data') ?? false;
  return isUpload ? { ...described, schema: { ...described.schema, body: UPLOAD_BODY } } : described;
}
