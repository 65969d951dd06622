/** A real API for tests: own database, own store, every feature, and people of two offices to ask as. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMailTransport } from '@muhasebi/connectors/mail/create-mail-transport.ts';
import { createKeyDoor } from '@muhasebi/features/api-keys/key-door.ts';
import type { FeatureDeps } from '@muhasebi/features/feature.ts';
import { createAuthenticator } from '@muhasebi/features/identity/authenticator.ts';
import { createOfficeWithOwner } from '@muhasebi/features/identity/create-office.ts';
import { doorScope, operatorOrigin } from '@muhasebi/features/identity/identity-deps.ts';
import { hashPassword } from '@muhasebi/features/identity/password-hash.ts';
import { rightsService } from '@muhasebi/features/identity/rights.ts';
import { setPasswordHash } from '@muhasebi/features/identity/users.queries.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { createReadiness } from '@muhasebi/platform/health/readiness.ts';
import { watchStore } from '@muhasebi/platform/health/store-probe.ts';
import { createLogger, type Logger } from '@muhasebi/platform/log/logger.ts';
import { createHttpMetrics, type HttpMetrics } from '@muhasebi/platform/metrics/http-metrics.ts';
import { createProcessMetrics } from '@muhasebi/platform/metrics/process-metrics.ts';
import { watchRequests } from '@muhasebi/platform/metrics/request-figures.ts';
import { createHostFacts } from '@muhasebi/platform/operations/host-facts.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type pg from 'pg';
import { type ApiServer, createServer } from './server.ts';

export const PASSWORD = 'sarı-bisiklet-kapıda-41';

export interface TestApi {
  readonly server: ApiServer;
  readonly deps: FeatureDeps;
  readonly database: TestDatabase;
  /** Makes an office with an owner and signs the owner in. */
  office(name: string): Promise<Person>;
  signIn(email: string, password?: string): Promise<Person>;
  /** What a person does by the link in the invitation. */
  setPassword(userId: string): Promise<void>;
  request(options: InjectOptions): Promise<LightMyRequestResponse>;
  stop(): Promise<void>;
}

export interface Person {
  readonly email: string;
  readonly accessToken: string;
  readonly tenantId: string;
  /** Asks as this person; the body is JSON. */
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
  ): Promise<LightMyRequestResponse>;
}

/** What a test may want otherwise than the others. */
export interface TestApiOptions {
  readonly trustProxy?: boolean;
  readonly publicUrl?: string;
  /** A built web app; none unless told. */
  readonly webDistDir?: string;
  /** Silent unless told. */
  readonly log?: Logger;
  /** Told of every request in the place of the operations page. */
  readonly httpMetrics?: HttpMetrics;
  /** Hears what is announced in the database of this URL; nobody unless told. */
  readonly live?: (databaseUrl: string) => FeatureDeps['live'];
}

async function readinessOf(pool: pg.Pool, { storage, log }: FeatureDeps) {
  const migrations = await readMigrations(path.join(import.meta.dirname, '../../../db/migrations'));
  return createReadiness({ pool, migrations, store: watchStore(() => storage.check()), log });
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-api-test-'));
  const connection = { url: database.appUrl, applicationName: 'api-test' };
  const db = createDatabase<DB>(createPool({ ...connection, maxConnections: 6 }));
  const probePool = createPool({ ...connection, maxConnections: 1 });
  const migrations = await readMigrations(path.join(import.meta.dirname, '../../../db/migrations'));
  const { httpMetrics, requests } = measured();
  const host = { pool: probePool, release: 'test', migrations };
  const log = options.log ?? createLogger({ service: 'api-test', level: 'silent', format: 'json' });
  const publicUrl = options.publicUrl ?? 'http://localhost';
  const deps: FeatureDeps = {
    db,
    storage: createDiskStorage(path.join(folder, 'files')),
    clock: systemClock,
    log,
    mail: outboxIn(folder),
    live: options.live?.(database.appUrl) ?? null,
    host: createHostFacts({ ...host, requests: requests.read, storageDir: folder }),
    jwtSecret: 'a-secret-of-the-tests-that-is-long-enough',
    encryptionKey: Buffer.alloc(32, 7),
    publicUrl,
    tcmbUrl: null,
    outboundReach: 'public-or-loopback',
    watchRoot: null,
    signatureRoots: null,
    scratchDir: folder,
  };
  const server = await createServer({
    features: createFeatures(deps),
    db,
    readiness: await readinessOf(probePool, deps),
    authenticate: createAuthenticator(deps, createKeyDoor({ ...deps, rights: rightsService })).authenticate,
    log,
    publicUrl,
    trustProxy: options.trustProxy ?? false,
    webDistDir: options.webDistDir ?? path.join(folder, 'no-web'),
    version: 'test',
    httpMetrics: options.httpMetrics ?? httpMetrics,
  });
  const request = (options: InjectOptions) => server.app.inject(options);
  const signIn = (email: string, password = PASSWORD) => signInAs(request, email, password);
  return {
    server,
    deps,
    database,
    request,
    signIn,
    async setPassword(userId) {
      const hash = await hashPassword(PASSWORD);
      await inScope(db, doorScope(null, operatorOrigin), (trx) => setPasswordHash(trx, userId, hash));
    },
    office: async (name) => signIn(await openOffice(deps, name)),
    async stop() {
      requests.stop();
      await server.close();
      await db.destroy();
      await probePool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function outboxIn(folder: string): FeatureDeps['mail'] {
  const outboxDir = path.join(folder, 'mail');
  return createMailTransport({
    smtpUrl: undefined,
    from: 'test@muhasebi.example',
    outboxDir,
    clock: systemClock,
  });
}

/** As the host measures itself for the operations page. */
function measured() {
  const metrics = createProcessMetrics();
  return { httpMetrics: createHttpMetrics(metrics), requests: watchRequests(metrics) };
}

async function openOffice(deps: FeatureDeps, officeName: string): Promise<string> {
  const email = `sahip-${crypto.randomUUID()}@ofis.example`;
  await createOfficeWithOwner(deps, { officeName, owner: { email, name: 'Sahip', password: PASSWORD } });
  return email;
}

async function signInAs(request: TestApi['request'], email: string, password: string): Promise<Person> {
  const response = await request({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password } });
  if (response.statusCode !== 200) throw new Error(`sign-in failed: ${response.body}`);
  const { accessToken, me } = response.json();
  return {
    email,
    accessToken,
    tenantId: me.office?.id ?? '',
    ask: (method, url, body) =>
      request({
        method,
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${accessToken}` },
        ...(body === undefined ? {} : { payload: body as object }),
      }),
  };
}

/** A multipart body with files, as a browser sends it. */
export function multipartFiles(files: readonly { name: string; content: string | Buffer }[]) {
  const boundary = 'muhasebi-test-boundary';
  const parts = files.flatMap((file) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${file.name}"\r\n` +
        'content-type: application/octet-stream\r\n\r\n',
    ),
    Buffer.from(file.content),
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
