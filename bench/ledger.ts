/** Measures the ledger on its own PostgreSQL: proposing, posting, mizan and drill-down at 10,000 documents of one client. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { createExchangeRatesFeature } from '@muhasebi/features/exchange-rates/feature.ts';
import { browseVouchers } from '@muhasebi/features/ledger/browse-books.ts';
import type { ClientForBooks } from '@muhasebi/features/ledger/contract.ts';
import { insertDocuments, purchase } from '@muhasebi/features/ledger/document.fixture.ts';
import { createLedgerFeature } from '@muhasebi/features/ledger/feature.ts';
import { getMizan } from '@muhasebi/features/ledger/get-mizan.ts';
import { postVouchers } from '@muhasebi/features/ledger/post-vouchers.ts';
import { createOfficeSettingsFeature } from '@muhasebi/features/office-settings/feature.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';

const DOCUMENTS = Number(process.argv[2] ?? 10_000);
const COUNTERPARTIES = Number(process.argv[3] ?? 500);
const BATCH = 50;

async function timed<Result>(name: string, per: number, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  console.log(
    JSON.stringify({ name, ms: Math.round(ms), perItemMs: Number((ms / per).toFixed(3)), items: per }),
  );
  return result;
}

const postgres = await startTemporaryPostgres();
const database = await copyTemplate(postgres.address);
const db = createDatabase<DB>(
  createPool({ url: database.appUrl, maxConnections: 4, applicationName: 'bench' }),
);
const clock = { now: () => new Date('2026-11-23T09:00:00+03:00') };
const { letterhead } = createOfficeSettingsFeature({ db });
const deps = { db, clock, scratchDir: tmpdir(), letterhead };
const { service } = createLedgerFeature(
  deps,
  createExchangeRatesFeature({ db, clock, tcmbUrl: null }).service,
);
const tenantId = randomUUID();
const person: Scope = { ...systemScope(tenantId), userId: randomUUID() };
const context = {
  ...deps,
  listeners: { posted: [], reversed: [], booked: [] },
  // Nobody has a page open.
  news: { changed: () => undefined },
};
try {
  await inScope(db, person, (trx) =>
    trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Ölçüm' }).execute(),
  );
  const client = await timed('open books', 1, () =>
    inScope(db, systemScope(tenantId), async (trx): Promise<ClientForBooks> => {
      const values = { tenant_id: tenantId, title: 'Ölçüm A.Ş.', tax_id: '1234567890' };
      const row = await trx
        .insertInto('clients')
        .values(values)
        .returning('client_id')
        .executeTakeFirstOrThrow();
      const made = {
        tenantId,
        clientId: row.client_id,
        taxId: values.tax_id,
        purchaseDefault: 'expense' as const,
        fiscalYearStartMonth: 1,
      };
      await service.openBooks(trx, made, '2026-11-23');
      return made;
    }),
  );
  const invoices = Array.from({ length: DOCUMENTS }, (_, n) => ({
    ...purchase(client, String(2_000_000_000 + ((n * 7919) % COUNTERPARTIES))),
    issueDate: `2025-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
  }));
  const batches = Array.from({ length: Math.ceil(DOCUMENTS / BATCH) }, (_, n) =>
    invoices.slice(n * BATCH, (n + 1) * BATCH),
  );
  const requests = await timed('insert documents (setup)', DOCUMENTS, async () => {
    const all = [];
    for (const batch of batches)
      all.push(await inScope(db, systemScope(tenantId), (trx) => insertDocuments(trx, client, batch)));
    return all;
  });
  const ids = await timed('propose drafts, batches of 50', DOCUMENTS, async () => {
    const all: string[] = [];
    for (const batch of requests) {
      const outcomes = await inScope(db, systemScope(tenantId), (trx) =>
        service.proposeDrafts(trx, client, batch),
      );
      all.push(...outcomes.flatMap((outcome) => outcome.voucherId ?? []));
    }
    return all;
  });
  await timed('propose again (replaces drafts)', 1000, async () => {
    for (const batch of requests.slice(0, 20)) {
      const outcomes = await inScope(db, systemScope(tenantId), (trx) =>
        service.proposeDrafts(trx, client, batch),
      );
      ids.splice(ids.length, 0, ...outcomes.flatMap((outcome) => outcome.voucherId ?? []));
    }
  });
  const live = ids.slice(1000);
  await timed('post, 1,000 a request', live.length, async () => {
    for (let at = 0; at < live.length; at += 1000) {
      const results = await postVouchers(
        context,
        person,
        live.slice(at, at + 1000).map((id) => ({ id })),
      );
      const refused = results.find((result) => result.status === 'refused');
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
    }
  });
  const range = { from: '2025-06-01', to: '2025-12-31' };
  await timed('mizan, cold', 1, () => getMizan(context, person, client.clientId, { ...range, level: 12 }));
  await timed('mizan', 10, async () => {
    for (let n = 0; n < 10; n++) await getMizan(context, person, client.clientId, { ...range, level: 12 });
  });
  await timed('voucher list', 10, async () => {
    for (let n = 0; n < 10; n++)
      await browseVouchers(context, person, client.clientId, { order: '-date', offset: 0, limit: 50 });
  });
} finally {
  await db.destroy();
  await postgres.stop();
}
