/** The demo office on a real database: made by the product's own routes and jobs, once, and taken up where it was cut off. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clientsContract } from '@muhasebi/features/clients/contract.ts';
import { documentIntakeContract, documentState } from '@muhasebi/features/document-intake/contract.ts';
import { isPasswordRight } from '@muhasebi/features/identity/password-hash.ts';
import { permissionsOf } from '@muhasebi/features/identity/permissions.ts';
import { findUserByEmail } from '@muhasebi/features/identity/users.queries.ts';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CLIENTS } from './demo-clients.ts';
import { demoDay, faultyFiles, soundFiles } from './demo-invoices.ts';
import { demoAccount, demoSignIns } from './demo-sign-ins.ts';
import { type DemoStage, openStage } from './demo-stage.ts';
import { postOlderMonths, receiveDocuments } from './keep-demo-books.ts';
import { type OpenedOffice, openDemoOffice } from './open-demo-office.ts';
import { seedDemo } from './seed-demo.ts';

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

/** What a cut-off run may leave: people and clients without documents, documents unread, some months posted. */
const CUTS: readonly (readonly [string, (stage: DemoStage, office: OpenedOffice) => Promise<void>])[] = [
  ['once the office stands', async () => {}],
  [
    'once the documents are uploaded',
    (stage, office) => receiveDocuments({ ...stage, drain: async () => {} }, office),
  ],
  [
    'once some months are posted',
    async (stage, office) => {
      await receiveDocuments(stage, office);
      await postOlderMonths(stage, { ...office, clients: office.clients.slice(0, 3) });
    },
  ],
];

describe('a seeding that was cut off', () => {
  it.each(CUTS)('%s is taken up by the next run and ends the same', async (_, part) => {
    const place = await newPlace();
    try {
      const first = await openStage({ ...place, env: {} });
      await part(first, await openDemoOffice(first));
      await first.close();
      expect((await seedDemo(place)).made).toBe(true);
      const stage = await openStage({ ...place, env: {} });
      const office = await openDemoOffice(stage);
      const counts = await stateCounts(stage, office);
      await stage.close();
      expect(office.clients).toHaveLength(DEMO_CLIENTS.length);
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
});
