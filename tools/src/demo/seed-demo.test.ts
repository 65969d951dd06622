/** The demo office on a real database: made by the product's own routes and jobs, once, and taken up where it was cut off. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { booksContract } from '@muhasebi/features/books/contract.ts';
import { clientsContract } from '@muhasebi/features/clients/contract.ts';
import { documentIntakeContract, documentState } from '@muhasebi/features/document-intake/contract.ts';
import { isPasswordRight } from '@muhasebi/features/identity/password-hash.ts';
import { permissionsOf } from '@muhasebi/features/identity/permissions.ts';
import { findUserByEmail } from '@muhasebi/features/identity/users.queries.ts';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import { periodsContract } from '@muhasebi/features/periods/contract.ts';
import { revaluationsContract } from '@muhasebi/features/revaluations/contract.ts';
import { statementsContract } from '@muhasebi/features/statements/contract.ts';
import { voucherDeskContract } from '@muhasebi/features/voucher-desk/contract.ts';
import { voucherImportContract } from '@muhasebi/features/voucher-import/contract.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CLIENTS } from './demo-clients.ts';
import { demoDay, faultyFiles, soundFiles } from './demo-invoices.ts';
import { demoAccount, demoSignIns } from './demo-sign-ins.ts';
import { type DemoStage, openStage } from './demo-stage.ts';
import { postOlderMonths, receiveDocuments } from './keep-demo-books.ts';
import { keepTraderYears } from './keep-trader-years.ts';
import { type OpenedOffice, openDemoOffice } from './open-demo-office.ts';
import { seedDemo } from './seed-demo.ts';
import { traderBooks } from './trader-books.ts';
import { closedYear, traderMonths } from './trader-months.ts';

interface Place {
  readonly database: TestDatabase;
  readonly appUrl: string;
  readonly storageDir: string;
}

async function newPlace(): Promise<Place> {
  const database = await createTestDatabase();
  const storageDir = await mkdtemp(path.join(tmpdir(), 'muhasebi-demo-'));
  return { database, appUrl: database.appUrl, storageDir };
}

async function removePlace({ database, storageDir }: Place): Promise<void> {
  await database.drop();
  await rm(storageDir, { recursive: true, force: true });
}

/** Documents of all clients, by state. */
async function stateCounts(stage: DemoStage, office: OpenedOffice): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { clientId } of office.clients) {
    const list = await stage.api.call(office.owner, documentIntakeContract.listDocuments, {
      params: { clientId },
    });
    for (const state of documentState.options)
      counts[state] = (counts[state] ?? 0) + (list.counts[state] ?? 0);
  }
  return counts;
}

/** The trader's closed year: how many of its months are closed, and where its yevmiye numbers do not follow on each other. */
async function closedYearOf(stage: DemoStage, office: OpenedOffice) {
  const { clientId } = traderBooks(stage, office);
  const { months } = await stage.api.call(office.owner, periodsContract.showYear, {
    params: { clientId, year: closedYear(office.today) },
  });
  let last = 0;
  const gaps: string[] = [];
  for (const { month, firstNo, lastNo, numbered, vouchers } of months) {
    if (firstNo !== last + 1 || numbered !== vouchers) gaps.push(month);
    last = lastNo ?? last;
  }
  return {
    clientId,
    results: { months: months.filter(({ status }) => status === 'closed').length, gaps },
  };
}

describe('the demo office', () => {
  let place: Place;
  let stage: DemoStage;
  let office: OpenedOffice;

  beforeAll(async () => {
    place = await newPlace();
    expect((await seedDemo(place)).made).toBe(true);
    stage = await openStage({ ...place, env: {} });
    office = await openDemoOffice(stage);
  });

  afterAll(async () => {
    await stage?.close();
    await removePlace(place);
  });

  const documents = async (clientId: string, query: { state?: string; notThisClient?: string } = {}) =>
    (
      await stage.api.call(office.owner, documentIntakeContract.listDocuments, {
        params: { clientId },
        query: { ...query, limit: 500 },
      })
    ).items;

  it('every client’s mizan balances, and holds what was posted', async () => {
    for (const { clientId } of office.clients) {
      const query = { from: `${demoDay(office.today, 5, 1).slice(0, 4)}-01-01`, to: office.today };
      const mizan = await stage.api.call(office.owner, ledgerContract.getMizan, {
        params: { clientId },
        query,
      });
      expect(mizan.balanced).toBe(true);
      expect(mizan.totals.periodDebit).toBe(mizan.totals.periodCredit);
      expect(mizan.rows.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['102', '191', '391', '320', '120']),
      );
    }
  });

  it('holds every generated document, the older months posted and nothing left unread', async () => {
    const files = DEMO_CLIENTS.flatMap((client) => [
      ...soundFiles(client, office.today),
      ...faultyFiles(client, office.today),
    ]);
    const counts = await stateCounts(stage, office);
    expect(counts.PENDING).toBe(0);
    expect(counts.PROCESSING).toBe(0);
    expect(counts.UNPACKED).toBe(1);
    expect(counts.REJECTED).toBe(1);
    expect(counts.FAILED).toBe(DEMO_CLIENTS.flatMap(({ faults }) => faults).filter(isUnreadable).length);
    // The misplaced invoice and the archive itself come on top.
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(files.length + 2);
    const older = DEMO_CLIENTS.flatMap((client) => soundFiles(client, office.today)).filter(
      (file) => file.monthsBack > 1,
    );
    // One was reversed and waits again.
    expect(counts.POSTED).toBe(older.length - 1);
  });

  it('shows each kind of trouble: errors, duplicates, other companies’ invoices', async () => {
    const all = (await Promise.all(office.clients.map(({ clientId }) => documents(clientId)))).flat();
    expect(all.filter(({ duplicateOf }) => duplicateOf !== null)).toHaveLength(2);
    expect(all.filter(({ notThisClient }) => notThisClient)).toHaveLength(3);
    expect(
      all.filter(({ state, worstFinding }) => state === 'READY' && worstFinding === 'error').length,
    ).toBeGreaterThan(5);
    expect(all.filter(({ clean }) => clean).length).toBeGreaterThan(80);
    const [archive] = all.filter(({ kind }) => kind === 'archive');
    expect(archive?.memberCounts?.READY).toBeGreaterThan(3);
    expect(archive?.memberCounts?.FAILED).toBe(1);
  });

  it('its people sign in with the printed passwords and have the roles printed', async () => {
    const scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };
    for (const account of demoSignIns) {
      const user = await inScope(stage.db, scope, (trx) => findUserByEmail(trx, account.email));
      expect(await isPasswordRight(user?.passwordHash ?? null, account.password)).toBe(true);
      expect(user?.platformAdmin).toBe(account.role === 'platform');
      expect(permissionsOf(account.role).length).toBeGreaterThan(0);
    }
  });

  it('the client user sees one client, and its documents only', async () => {
    const scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };
    const user = await inScope(stage.db, scope, (trx) => findUserByEmail(trx, demoAccount('client').email));
    const [first, second] = office.clients;
    const actor = {
      tenantId: office.tenantId,
      userId: user?.userId ?? null,
      role: 'client',
      sessionId: null,
      clientIds: first === undefined ? [] : [first.clientId],
    };
    const { items } = await stage.api.call(actor, clientsContract.listClients);
    expect(items.map(({ id }) => id)).toEqual([first?.clientId]);
    await expect(documentsAs(actor, second?.clientId ?? '')).rejects.toThrow();
  });

  const documentsAs = (actor: OpenedOffice['owner'], clientId: string) =>
    stage.api.call(actor, documentIntakeContract.listDocuments, { params: { clientId } });

  it('the trader has a year that is closed as a whole and carried on, and after it closed, locked and open months', async () => {
    const { clientId, results } = await closedYearOf(stage, office);
    expect(results).toEqual({ months: 12, gaps: [] });
    const year = closedYear(office.today);
    const { steps } = await stage.api.call(office.owner, periodsContract.showYearEnd, {
      params: { clientId, year },
    });
    expect(steps.map(({ state }) => state)).toEqual(Array(8).fill('posted'));
    const { items } = await stage.api.call(office.owner, periodsContract.listPeriods, {
      params: { clientId },
    });
    const months = traderMonths(office.today);
    const statusOf = (monthsBack: number) => {
      const { month } = months.find((each) => each.monthsBack === monthsBack) ?? { month: '' };
      return `${items.find((each) => each.month === month)?.status}`;
    };
    expect([3, 2, 1, 0].map(statusOf)).toEqual(['closed', 'locked', 'open', 'open']);
    const month = demoDay(office.today, 2, 1).slice(0, 7);
    const { items: exceptions } = await stage.api.call(office.owner, periodsContract.listExceptions, {
      params: { clientId, month },
    });
    expect(exceptions).toMatchObject([{ name: demoAccount('accountant').name, isRunning: true }]);
    const { checks } = await stage.api.call(office.owner, periodsContract.listChecks, {
      params: { clientId, month: demoDay(office.today, 1, 1).slice(0, 7) },
    });
    expect(checks.filter(({ count }) => count > 0).map(({ name }) => name)).toEqual([
      'earlier-open',
      'drafts',
      'documents',
      'cash-negative',
      'kdv-open',
      'unnumbered',
    ]);
  });

  it('every book and statement of the trader has something to show, foreign money and an import too', async () => {
    const { clientId } = traderBooks(stage, office);
    const params = { clientId };
    const to = demoDay(office.today, 1, 28);
    const from = `${closedYear(office.today)}-01-01`;
    const ask: typeof stage.api.call = (actor, route, input) => stage.api.call(actor, route, input);
    const { owner } = office;
    const journal = await ask(owner, booksContract.listJournal, { params, query: { from, to } });
    expect(journal.items[0]).toMatchObject({ type: 'acilis', yevmiyeNo: 1 });
    const kebir = await ask(owner, booksContract.listKebir, { params, query: { from, to } });
    expect(kebir.items.length).toBeGreaterThan(25);
    const bilanco = await ask(owner, statementsContract.getBilanco, { params, query: { to } });
    expect(bilanco).toMatchObject({ equal: true, differences: [] });
    const gelir = await ask(owner, statementsContract.getGelirTablosu, { params, query: { to } });
    expect(gelir.equal).toBe(true);
    // With the period before: both columns hold something.
    expect([...bilanco.aktif, ...gelir.netResult].map((text) => Number(text) > 0)).toEqual(
      Array(4).fill(true),
    );
    const query = { account: '120.02.0101', from, to };
    const ekstre = await ask(owner, statementsContract.sumEkstre, { params, query });
    expect(ekstre.currencies).toMatchObject([{ currency: 'EUR' }]);
    const aging = await ask(owner, statementsContract.getAging, { params, query: { at: to } });
    expect(aging.totals.buckets.filter((text) => Number(text) > 0).length).toBeGreaterThan(1);
    const { items: imports } = await ask(owner, voucherImportContract.listVoucherImports, { params });
    expect(imports).toMatchObject([{ state: 'done', counts: { posted: 4, faulty: 1 } }]);
    const { items: templates } = await ask(owner, voucherDeskContract.listVoucherTemplates, { params });
    const { items: recurring } = await ask(owner, voucherDeskContract.listRecurringVouchers, { params });
    expect([templates.length, recurring.length]).toEqual([1, 1]);
    const revaluation = await ask(owner, revaluationsContract.showRevaluation, {
      params: { clientId, date: traderMonths(office.today).at(-2)?.lastDay ?? '' },
    });
    expect(revaluation.state).toBe('proposed');
    expect(new Set(revaluation.items.map(({ rate }) => rate?.source))).toEqual(new Set(['hand']));
  });

  it('a second run touches nothing', async () => {
    const before = await stateCounts(stage, office);
    expect((await seedDemo(place)).made).toBe(false);
    expect(await stateCounts(stage, office)).toEqual(before);
  });

  it('is never made in production', async () => {
    await expect(seedDemo({ ...place, env: { NODE_ENV: 'production' } })).rejects.toThrow(/production/);
  });
});

const isUnreadable = ({ fault }: { fault: string }): boolean => fault === 'truncated' || fault === 'not-xml';

/** Throws at the call of this number, as a machine that dies there would. */
function dyingAt(stage: DemoStage, lastCall: number): DemoStage {
  let calls = 0;
  const call: DemoStage['api']['call'] = (...asked) => {
    calls += 1;
    if (calls > lastCall) throw new Error('cut off');
    return stage.api.call(...asked);
  };
  return { ...stage, api: { call } };
}

/** What runs that are cut off leave, one after the other on one database: each takes up what the one before left. */
const CUTS: readonly (readonly [string, (stage: DemoStage, office: OpenedOffice) => Promise<void>])[] = [
  ['the office', async () => {}],
  [
    'documents that are uploaded and not read',
    (stage, office) => receiveDocuments({ ...stage, drain: async () => {} }, office),
  ],
  [
    'a year that is entered and half closed',
    async (stage, office) =>
      expect(keepTraderYears(traderBooks(dyingAt(stage, 70), office))).rejects.toThrow('cut off'),
  ],
  [
    'some months that are posted',
    async (stage, office) => {
      await receiveDocuments(stage, office);
      await postOlderMonths(stage, { ...office, clients: office.clients.slice(0, 3) });
    },
  ],
];

it('a seeding that was cut off again and again is taken up by the next run and ends the same', {
  timeout: 120_000,
}, async () => {
  const place = await newPlace();
  try {
    for (const [, part] of CUTS) {
      const cut = await openStage({ ...place, env: {} });
      await part(cut, await openDemoOffice(cut));
      await cut.close();
    }
    expect((await seedDemo(place)).made).toBe(true);
    const stage = await openStage({ ...place, env: {} });
    const office = await openDemoOffice(stage);
    const counts = await stateCounts(stage, office);
    const { results } = await closedYearOf(stage, office);
    await stage.close();
    expect(office.clients).toHaveLength(DEMO_CLIENTS.length);
    expect(results).toEqual({ months: 12, gaps: [] });
    const older = DEMO_CLIENTS.flatMap((client) => soundFiles(client, office.today)).filter(
      (file) => file.monthsBack > 1,
    );
    expect(counts).toMatchObject({
      PENDING: 0,
      PROCESSING: 0,
      UNPACKED: 1,
      REJECTED: 1,
      POSTED: older.length - 1,
    });
  } finally {
    await removePlace(place);
  }
});
