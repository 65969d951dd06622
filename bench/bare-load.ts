/**
 * The baseline of load.ts: Fastify and pg, with one route for each of ours that asks one query for the same rows. No
 * tenancy, permission, check or job; its writes go to tables of its own.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashPassword, isPasswordRight } from '@muhasebi/features/identity/password-hash.ts';
import Fastify from 'fastify';
import pg from 'pg';

const API = '/api/v1';
const storeDir = process.env.STORAGE_DIR ?? '';
await mkdir(storeDir, { recursive: true });
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pool.on('error', () => {});
await pool.query(`create schema if not exists bare;
  create table if not exists bare.documents (document_id uuid primary key default uuidv7(), client_id uuid, sha256 text);
  create table if not exists bare.posted (voucher_id uuid primary key, posted_at timestamptz default now())`);
const storedHash = await hashPassword('sarı-bisiklet-kapıda-41');

const app = Fastify({ bodyLimit: 10 * 1024 * 1024 });
app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
);
const rows = async (sql: string, values: unknown[]) => ({ items: (await pool.query(sql, values)).rows });

/** Keys begin with the office: without it the same rows would be looked for in the whole table. */
const OFFICES = 'tenant_id = any (array (select tenant_id from offices))';

app.get('/healthz', () => ({ status: 'ok' }));
app.get(`${API}/clients`, () => rows('select * from clients order by title limit 50', []));
app.get<{ Params: { id: string } }>(`${API}/clients/:id/documents`, (request) =>
  rows(
    `select document_id, state, kind, file_name, ettn, voucher_id, created_at from documents
     where ${OFFICES} and client_id = $1 order by document_id desc limit 50`,
    [request.params.id],
  ),
);
app.get<{ Params: { id: string } }>(`${API}/clients/:id/vouchers`, (request) =>
  rows(
    `select * from vouchers where ${OFFICES} and client_id = $1 order by voucher_date desc, voucher_id desc limit 50`,
    [request.params.id],
  ),
);
app.get<{ Params: { id: string } }>(`${API}/clients/:id/mizan`, (request) =>
  rows(
    `select account_code, sum(debit_kurus) debit, sum(credit_kurus) credit from voucher_lines
     join vouchers using (tenant_id, voucher_id) where ${OFFICES} and vouchers.client_id = $1 and status = 'posted' group by account_code`,
    [request.params.id],
  ),
);
app.get<{ Params: { id: string } }>(`${API}/documents/:id`, (request) =>
  rows(`select * from documents where ${OFFICES} and document_id = $1`, [request.params.id]),
);
app.get<{ Params: { id: string } }>(`${API}/vouchers/:id`, (request) =>
  rows(`select * from voucher_lines where ${OFFICES} and voucher_id = $1 order by line_no`, [
    request.params.id,
  ]),
);
app.post<{ Params: { id: string }; Body: Buffer }>(`${API}/clients/:id/documents`, async (request, reply) => {
  const sha256 = createHash('sha256').update(request.body).digest('hex');
  await writeFile(path.join(storeDir, sha256), request.body, { flush: true });
  const { rows: made } = await pool.query<{ documentId: string }>(
    'insert into bare.documents (client_id, sha256) values ($1, $2) returning document_id "documentId"',
    [request.params.id, sha256],
  );
  return reply.status(202).send({ results: [{ status: 'accepted', documentId: made[0]?.documentId }] });
});
app.post<{ Body: { vouchers: { id: string }[] } }>(`${API}/vouchers/post`, async (request) => {
  const id = request.body.vouchers[0]?.id;
  await pool.query('insert into bare.posted (voucher_id) values ($1) on conflict do nothing', [id]);
  return { results: [{ id, status: 'posted' }] };
});
app.post<{ Body: { email: string; password: string } }>(`${API}/auth/login`, async (request, reply) => {
  await pool.query('select * from users where email = $1', [request.body.email]);
  const right = await isPasswordRight(storedHash, request.body.password);
  return reply.status(right ? 200 : 401).send({ accessToken: 'x' });
});

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
const stop = async () => {
  await app.close();
  await pool.end();
  process.exit();
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
