/** An office with clients on a real database, for tests of the books. */
import { randomInt, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { createBooksFeature } from './books/feature.ts';
import { linesOfAccounts } from './books/page-of-book.ts';
import type { ChartContext } from './chart/chart-context.ts';
import { createChartFeature } from './chart/feature.ts';
import { createClientsFeature } from './clients/feature.ts';
import type { ExchangeRates } from './exchange-rates/contract.ts';
import { createExchangeRatesFeature } from './exchange-rates/feature.ts';
import type { Database, Trx } from './feature.ts';
import { rightsService } from './identity/rights.ts';
import { sumByAccount } from './ledger/balances.queries.ts';
import { lockChart } from './ledger/books.queries.ts';
import type { ClientForBooks, LedgerService } from './ledger/contract.ts';
import { createLedgerFeature } from './ledger/feature.ts';
import { createOfficeSettingsFeature } from './office-settings/feature.ts';
import { createPeriodsFeature } from './periods/feature.ts';
import { createCaller, type RouteCaller } from './route-caller.fixture.ts';
import type { DB } from './schema.gen.ts';
import { createStatementsFeature } from './statements/feature.ts';
import type { ExportDeps } from './table-export.ts';

/** The day on which all tests of the books stand. */
export const TODAY = '2026-11-23';
export const testClock: Clock = { now: () => new Date(`${TODAY}T09:00:00+03:00`) };

export interface BooksFixture {
  readonly db: Database;
  readonly service: LedgerService;
  /** Calls a route of the ledger, of the chart or of the clients as this office's person, or in another scope. */
  readonly call: RouteCaller;
  readonly tenantId: string;
  /** Of a person of the office that sees all clients. */
  readonly scope: Scope;
  readonly appUrl: string;
  readonly superuserUrl: string;
  /** Opens an office of its own, with its owner. */
  readonly openOffice: () => Promise<Scope>;
  /** Opens a client with its books. */
  readonly openClient: (scope?: Scope) => Promise<ClientForBooks>;
  /** Numbers and closes every opened month up to this day's, in order. */
  readonly closeMonths: (client: ClientForBooks, until: string) => Promise<void>;
  readonly run: <Result>(work: (trx: Trx) => Promise<Result>, scope?: Scope) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** Ten digits that no other client has; whether the check digit holds does not matter. */
function someTaxId(): string {
  return String(randomInt(1_000_000_000, 9_999_999_999));
}

/** A migrated database with one office and the ledger on it; a long run brings a database of its own. */
export async function createBooks(maxConnections = 8, given?: TestDatabase): Promise<BooksFixture> {
  const database = given ?? (await createTestDatabase());
  const db = createDatabase<DB>(
    createPool({ url: database.appUrl, maxConnections, applicationName: 'test', statementTimeoutMs: 60_000 }),
  );
  const { service, routes } = routesOfBooks(db);
  const openOffice = (): Promise<Scope> => insertOffice(db);
  const scope = await openOffice();
  return {
    db,
    service,
    call: createCaller(routes, scope),
    tenantId: scope.tenantId ?? '',
    scope,
    appUrl: database.appUrl,
    superuserUrl: database.superuserUrl,
    openOffice,
    openClient: (ofScope = scope) => inScope(db, ofScope, (trx) => insertClient(trx, service, ofScope)),
    closeMonths: (client, until) =>
      inScope(db, { ...scope, tenantId: client.tenantId }, (trx) => closeMonths(trx, client, until)),
    run: (work, ofScope = scope) => inScope(db, ofScope, work),
    close: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}

/** What lists need to become files, with the office's own letterhead. */
export function exportDepsOf(db: Database, scratchDir = tmpdir()): ExportDeps {
  return { db, clock: testClock, scratchDir, letterhead: createOfficeSettingsFeature({ db }).letterhead };
}

/** What the books borrow of the ledger. */
export const sumsOfLedger = sumByAccount;

/** What the statements borrow of the books. */
export const linesOfBooks = linesOfAccounts;
const ledgerOfChart = { lockChart, sumByAccount };

/** What the use cases of the chart work with, for those that take or give a file. */
export function chartContextOf(db: Database): ChartContext {
  return { ...exportDepsOf(db), ledger: ledgerOfChart };
}

/** Rates of exchange as they stand in the database; TCMB itself is not asked. */
export function ratesOf(db: Database): ExchangeRates {
  return createExchangeRatesFeature({ db, clock: testClock, tcmbUrl: null }).service;
}

/** The routes of the ledger, the chart and the clients on any connection. */
export function routesOfBooks(db: Database, scratchDir = tmpdir()) {
  const deps = exportDepsOf(db, scratchDir);
  const { feature, service } = createLedgerFeature(deps, ratesOf(db));
  const clients = createClientsFeature(deps, service);
  const chart = createChartFeature(deps, ledgerOfChart);
  const others = [
    createBooksFeature(deps, sumByAccount),
    chart,
    clients,
    createStatementsFeature({ ...deps, lines: linesOfAccounts }),
    createPeriodsFeature(deps, { ledger: service, rights: rightsService }),
  ];
  return { service, routes: [feature, ...others].flatMap(({ routes }) => routes) };
}

async function insertOffice(db: Database): Promise<Scope> {
  const tenantId = randomUUID();
  const userId = randomUUID();
  const scope: Scope = { tenantId, userId, clientIds: null, requestId: 'test', address: '127.0.0.1' };
  await inScope(db, scope, async (trx) => {
    await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Deneme Ofisi' }).execute();
    const user = { user_id: userId, email: `${userId}@ofis.example`, name: 'Mali Müşavir' };
    await trx.insertInto('users').values(user).execute();
  });
  return scope;
}

async function closeMonths(trx: Trx, { tenantId, clientId }: ClientForBooks, until: string): Promise<void> {
  const months = await trx
    .selectFrom('periods')
    .select('period')
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('period', '<=', until)
    .where('status', '<>', 'closed')
    .orderBy('period')
    .execute();
  for (const { period } of months)
    await trx
      .updateTable('periods')
      .set({ numbered_at: new Date(), status: 'closed' })
      .where('tenant_id', '=', tenantId)
      .where('client_id', '=', clientId)
      .where('period', '=', period)
      .execute();
}

async function insertClient(trx: Trx, service: LedgerService, scope: Scope): Promise<ClientForBooks> {
  const tenantId = scope.tenantId ?? '';
  const taxId = someTaxId();
  const { client_id } = await trx
    .insertInto('clients')
    .values({ tenant_id: tenantId, title: `Deneme ${taxId} Ltd. Şti.`, tax_id: taxId })
    .returning('client_id')
    .executeTakeFirstOrThrow();
  const client: ClientForBooks = {
    tenantId,
    clientId: client_id,
    taxId,
    purchaseDefault: 'expense',
    fiscalYearStartMonth: 1,
  };
  await service.openBooks(trx, client, TODAY);
  return client;
}
