/** What the tests of identity stand on: a real database, a clock that is set by hand, and a browser's cookie jar. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMailTransport } from '@muhasebi/connectors/mail/create-mail-transport.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { RequestContext, RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { createTestDatabase } from '@muhasebi/testkit/postgres.ts';
import pg from 'pg';
import { outboxOn } from '../mail-outbox.fixture.ts';
import type { DB } from '../schema.gen.ts';
import { createAuthenticator } from './authenticator.ts';
import type { MeView } from './contract.ts';
import { createOfficeWithOwner } from './create-office.ts';
import type { IdentityDeps, MailingDeps } from './identity-deps.ts';
import { meRoutes } from './me.routes.ts';
import { memberRoutes } from './members.routes.ts';
import { sendMailJob } from './send-mail.job.ts';
import { SEND_MAIL } from './send-mail-payload.ts';
import { REFRESH_COOKIE, signInRoutes } from './sign-in.routes.ts';

export const PASSWORD = 'mavi kedi 7 dam';
const log = createLogger({ service: 'test', level: 'silent', format: 'json' });
let counter = 0;

/** A mail address nobody else in the test run has. */
export function freshEmail(): string {
  counter += 1;
  return `kisi${counter}.${process.pid}@ornek.test`;
}

export class HandClock {
  ms = Date.parse('2026-11-23T09:00:00Z');
  now(): Date {
    return new Date(this.ms);
  }
  pass(seconds: number): void {
    this.ms += seconds * 1000;
  }
}

/** One person at one browser: keeps the cookie and the access token, as the web app does. */
export interface Browser {
  readonly address: string | null;
  /** How it names itself; "vitest" unless told. */
  readonly userAgent?: string;
  cookie: string | undefined;
  accessToken: string | null;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** Call in `beforeAll`; `close` in `afterAll`. */
export async function createWorld() {
  const database = await createTestDatabase();
  const connect = () =>
    createDatabase<DB>(createPool({ url: database.appUrl, maxConnections: 10, applicationName: 'test' }));
  const db = connect();
  const clock = new HandClock();
  const outboxDir = await mkdtemp(path.join(tmpdir(), 'muhasebi-outbox-'));
  const mail = createMailTransport({
    ...{ smtpUrl: undefined, from: 'AI Muhasebi <a@ornek.test>', outboxDir, clock },
  });
  const outbox = outboxOn({ db, clock, mail, folder: tmpdir() }).service;
  const deps: IdentityDeps & MailingDeps = {
    db,
    clock,
    jwtSecret: 'j'.repeat(40),
    encryptionKey: Buffer.alloc(32, 7),
    publicUrl: 'https://muhasebi.test',
    outbox,
  };
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  return {
    deps,
    db,
    clock,
    connect,
    database,
    /** Past every guard: to look at what no route shows, and to set up clients. */
    superuser,
    outboxDir,
    authenticator: createAuthenticator(deps),
    async close() {
      await superuser.end();
      await db.destroy();
      await database.drop();
      await rm(outboxDir, { recursive: true });
    },
  };
}

export function browser(address: string | null = null): Browser {
  return { address, cookie: undefined, accessToken: null };
}

/** An office with an owner who has PASSWORD. */
export async function newOffice(world: World, officeName = 'Deneme Ofisi') {
  const email = freshEmail();
  const owner = { email, name: 'Ayşe Yılmaz', password: PASSWORD };
  const { tenantId, ownerId } = await createOfficeWithOwner(world.deps, { officeName, owner });
  return { tenantId, ownerId, email };
}

/** A client company, as a row only: making one properly is another feature's affair. */
export async function newClient(world: World, tenantId: string, taxId: string): Promise<string> {
  const row = await inScope(world.db, systemScope(tenantId), (trx) =>
    trx
      .insertInto('clients')
      .values({ tenant_id: tenantId, title: 'Örnek Ltd', tax_id: taxId })
      .returning('client_id')
      .executeTakeFirstOrThrow(),
  );
  return row.client_id;
}

/** Calls a route as the host does: nobody at public routes, else authenticates the browser's token, gives the scope, keeps the cookie. */
export async function call(
  world: World,
  who: Browser,
  key: string,
  input: { params?: object; query?: object; body?: object } = {},
) {
  const { contract, handle } = routeOf(world, key);
  const actor =
    who.accessToken === null || contract.permission === 'public'
      ? { userId: null, tenantId: null, sessionId: null, role: null, clientIds: null }
      : await world.authenticator.authenticate(who.accessToken);
  const scope: Scope = {
    tenantId: actor.tenantId,
    userId: actor.userId,
    clientIds: actor.clientIds,
    requestId: 'req-1',
    address: who.address,
  };
  const body: unknown = contract.body === undefined ? undefined : contract.body.parse(input.body);
  const query: unknown = contract.query === undefined ? {} : contract.query.parse(input.query ?? {});
  const params: unknown = contract.params === undefined ? {} : contract.params.parse(input.params);
  const result = await handle(contextFor(who, actor, scope), { body, query, params } as never);
  const answer = contract.response === undefined ? undefined : contract.response.parse(result);
  if (isSignedIn(answer)) who.accessToken = answer.accessToken;
  return answer;
}

function isSignedIn(answer: unknown): answer is { accessToken: string; me: MeView } {
  return typeof answer === 'object' && answer !== null && 'accessToken' in answer;
}

function routeOf(world: World, key: string): RouteImplementation {
  const all = [...signInRoutes(world.deps), ...meRoutes(world.deps), ...memberRoutes(world.deps)];
  const found = all.find(({ contract }) => `${contract.method} ${contract.path}` === key);
  if (found === undefined) throw new Error(`no route ${key}`);
  return found;
}

function contextFor(who: Browser, actor: RequestContext['actor'], scope: Scope): RequestContext {
  return {
    actor,
    scope,
    requestId: 'req-1',
    address: who.address,
    userAgent: who.userAgent ?? 'vitest',
    language: 'tr',
    log,
    cookies: { [REFRESH_COOKIE]: who.cookie },
    setCookie: (_name, value) => {
      who.cookie = value ?? undefined;
    },
    setHeader: () => {},
    files: () => {
      throw new Error('no files here');
    },
    sendEvent: () => {},
    closed: new AbortController().signal,
  };
}

/** Signs in and returns the browser and /me. */
export async function signedIn(world: World, email: string, password = PASSWORD) {
  const who = browser();
  const answer = await call(world, who, 'POST /auth/login', { body: { email, password } });
  if (!isSignedIn(answer)) throw new Error('a second factor was asked for');
  return { who, me: answer.me };
}

/** Runs the waiting mail jobs as a worker would, and returns the decoded mails of the outbox, the latest last. */
export async function sendWaitingMail(world: World): Promise<string[]> {
  const job = sendMailJob(world.deps);
  const { rows } = await world.superuser.query<{ id: string; payload: unknown }>(
    `select j.id, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.id`,
    [SEND_MAIL],
  );
  for (const { id, payload } of rows) {
    world.clock.pass(1);
    await job.run(payload, { jobId: id, attempt: 1, maxAttempts: 1, log, signal: undefined });
    await world.superuser.query('delete from graphile_worker._private_jobs where id = $1', [id]);
  }
  const names = (await readdir(world.outboxDir)).sort();
  return Promise.all(
    names.map(async (name) => decodeMail(await readFile(path.join(world.outboxDir, name), 'utf8'))),
  );
}

/** Enough of quoted-printable and base64 to read our own mails. */
function decodeMail(eml: string): string {
  const [head = '', ...rest] = eml.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/transfer-encoding: base64/i.test(head))
    return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
}

/** The one-time token in a mail or link. */
export function tokenIn(text: string | undefined): string {
  const token = /#token=([\w-]+)/.exec(text ?? '')?.[1];
  if (token === undefined) throw new Error('there is no link in the mail');
  return token;
}

/** Kinds of the security events of a person, the oldest first. */
export async function eventsOf(world: World, userId: string): Promise<string[]> {
  const { rows } = await world.superuser.query<{ kind: string }>(
    'select kind from security_events where user_id = $1 order by event_id',
    [userId],
  );
  return rows.map(({ kind }) => kind);
}
