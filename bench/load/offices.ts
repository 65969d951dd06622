/** The offices of a measurement: an owner each, one client company, a month of invoices read and waiting for review. */
import { setTimeout as sleep } from 'node:timers/promises';
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { createOfficeWithOwner, hashOfStrongPassword } from '@muhasebi/features/identity/create-office.ts';
import { insertMember } from '@muhasebi/features/identity/members.queries.ts';
import { insertUser } from '@muhasebi/features/identity/users.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { generateFaulty } from '@muhasebi/testkit/ubl-generator/faults.ts';
import { generateInvoice, type InvoiceOptions } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { makeCompany, type Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { Kysely } from 'kysely';
import type { Call } from './caller.ts';
import type { Measured } from './installation.ts';

export const PASSWORD = 'sarı-bisiklet-kapıda-41';
const BOUNDARY = 'muhasebi-load-boundary';
const SUPPLIERS = 40;
const READ_LIMIT_MS = 300_000;

export interface Office {
  readonly email: string;
  readonly clientId: string;
  readonly company: Party;
  readonly suppliers: readonly Party[];
  token: string;
  readonly documents: string[];
  readonly vouchers: string[];
  /** Drafts that nobody has tried to post yet. */
  readonly drafts: string[];
}

interface DocumentItem {
  readonly id: string;
  readonly voucherId: string | null;
}

interface Counts {
  readonly offices: number;
  readonly invoices: number;
  /** Beside them, so many whose sum is not what their lines come to. */
  readonly doubtful?: number;
}

/** Opens offices of so many invoices each and waits until the worker has read them. */
export async function openOffices(measured: Measured, call: Call, counts: Counts): Promise<Office[]> {
  const offices = await withDatabase(measured, async (db) => {
    const opened: Office[] = [];
    for (let n = 0; n < counts.offices; n++) {
      const email = `sahip-${n}@ofis.example`;
      const owner = { email, name: 'Defne Aksoy', password: PASSWORD };
      const deps = { db, clock: systemClock, publicUrl: measured.url };
      await createOfficeWithOwner(deps, { officeName: `Ofis ${n}`, owner });
      opened.push(await openClient(call, email, n));
    }
    return opened;
  });
  const { invoices, doubtful = 0 } = counts;
  for (const office of offices) await uploadZip(call, office, invoices, doubtful);
  for (const office of offices) await untilRead(call, office, invoices + doubtful);
  return offices;
}

/** Opens one office of as many people as clients, each signed in and at a client of their own; without documents. */
export async function openSharedOffice(measured: Measured, call: Call, people: number): Promise<Office[]> {
  const emails = Array.from({ length: people }, (_, n) => `kisi-${n}@ortak.example`);
  const [first = ''] = emails;
  const name = 'Defne Aksoy';
  const passwordHash = await hashOfStrongPassword({ email: first, name, password: PASSWORD });
  await withDatabase(measured, (db) =>
    createOfficeWithOwner(
      { db, clock: systemClock, publicUrl: measured.url },
      {
        officeName: 'Ortak Ofis',
        owner: { email: first, name, passwordHash },
        async settle(trx, tenantId) {
          for (const email of emails.slice(1)) {
            const userId = await insertUser(trx, { email, name, passwordHash, platformAdmin: false });
            await insertMember(trx, { tenantId, userId, name, role: 'accountant', portalParts: null });
          }
        },
      },
    ),
  );
  const places: Office[] = [];
  for (const [n, email] of emails.entries()) {
    const place = await openClient(call, first, people + n);
    places.push({ ...place, email, token: await tokenOf(call, email) });
  }
  return places;
}

async function withDatabase<Result>(
  measured: Measured,
  work: (db: Kysely<DB>) => Promise<Result>,
): Promise<Result> {
  const db = createDatabase<DB>(
    createPool({ url: measured.database.appUrl, maxConnections: 1, applicationName: 'bench' }),
  );
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

export const bearer = (office: Office) => ({ authorization: `Bearer ${office.token}` });

/** A body with one invoice that this client bought; each seed gives another. */
export function uploadOf(
  office: Office,
  seed: string,
  number: number,
): { contentType: string; body: Buffer } {
  return multipart(`${seed.replaceAll('/', '-')}.xml`, Buffer.from(invoiceOf(office, seed, number)));
}

function optionsOf({ company, suppliers }: Office, number: number): InvoiceOptions {
  const supplier = suppliers[number % suppliers.length];
  return {
    kind: 'satis',
    issueDate: `2026-10-${String((number % 28) + 1).padStart(2, '0')}`,
    sector: 'toptan',
    customer: company,
    ...(supplier === undefined ? {} : { supplier }),
  };
}

function invoiceOf(office: Office, seed: string, number: number): string {
  return generateInvoice(seed, optionsOf(office, number)).xml;
}

function multipart(name: string, content: Buffer): { contentType: string; body: Buffer } {
  const head =
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n` +
    'content-type: application/octet-stream\r\n\r\n';
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  };
}

const json = { 'content-type': 'application/json' };

async function tokenOf(call: Call, email: string): Promise<string> {
  const body = JSON.stringify({ email, password: PASSWORD });
  const { text } = await call({ method: 'POST', path: '/api/v1/auth/login', headers: json, body });
  return (JSON.parse(text) as { accessToken: string }).accessToken;
}

/** Signs in once more: a token does not live as long as a large database takes to fill. */
export async function signInAgain(call: Call, office: Office): Promise<void> {
  office.token = await tokenOf(call, office.email);
}

async function openClient(call: Call, email: string, n: number): Promise<Office> {
  const token = await tokenOf(call, email);
  const prng = createPrng(`load/${n}`);
  const company = makeCompany(prng, 'toptan');
  const suppliers = Array.from({ length: SUPPLIERS }, () => makeCompany(prng, 'toptan'));
  const created = await call({
    method: 'POST',
    path: '/api/v1/clients',
    headers: { ...json, authorization: `Bearer ${token}` },
    body: JSON.stringify({ title: company.name, taxId: company.taxId.value }),
  });
  if (created.status !== 201) throw new Error(`a client was refused: ${created.text}`);
  const { id: clientId } = JSON.parse(created.text) as { id: string };
  return { email, clientId, company, suppliers, token, documents: [], vouchers: [], drafts: [] };
}

async function uploadZip(call: Call, office: Office, invoices: number, doubtful: number): Promise<void> {
  const seed = (n: number) => `seed/${office.email}/${n}`;
  const files: Record<string, string | Buffer> = {};
  for (let n = 0; n < invoices; n++) files[`${n}.xml`] = invoiceOf(office, seed(n), n);
  for (let n = invoices; n < invoices + doubtful; n++)
    files[`${n}.xml`] = generateFaulty('wrong-total', seed(n), optionsOf(office, n)).bytes;
  const { contentType, body } = multipart('ekim.zip', await zipOf(files));
  const headers = { ...bearer(office), 'content-type': contentType };
  const path = `/api/v1/clients/${office.clientId}/documents`;
  const { status, text } = await call({ method: 'POST', path, headers, body });
  if (status !== 202) throw new Error(`a ZIP was refused: ${status} ${text}`);
}

async function untilRead(call: Call, office: Office, invoices: number): Promise<void> {
  const path = `/api/v1/clients/${office.clientId}/documents?state=READY&limit=200`;
  for (const limit = Date.now() + READ_LIMIT_MS; Date.now() < limit; await sleep(250)) {
    const { text } = await call({ method: 'GET', path, headers: bearer(office) });
    const { counts } = JSON.parse(text) as { counts: { READY?: number } };
    if ((counts.READY ?? 0) < invoices) continue;
    await listAll(call, office, path);
    return;
  }
  throw new Error(`the invoices of ${office.email} were not read within ${READ_LIMIT_MS / 1000} s`);
}

async function listAll(call: Call, office: Office, path: string): Promise<void> {
  let after = '';
  for (;;) {
    const { text } = await call({ method: 'GET', path: path + after, headers: bearer(office) });
    const page = JSON.parse(text) as { items: DocumentItem[]; nextCursor: string | null };
    for (const { id, voucherId } of page.items) {
      office.documents.push(id);
      if (voucherId !== null) office.vouchers.push(voucherId);
    }
    if (page.nextCursor === null) break;
    after = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
  office.drafts.push(...office.vouchers);
}
