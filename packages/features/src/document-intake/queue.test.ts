/** The queue over all clients of an office. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  call,
  createIntake,
  createOffice,
  type Intake,
  list,
  type Office,
  OTHER_TAX_ID,
  runJobs,
  upload,
} from './intake.fixture.ts';
import { invoiceXml } from './ubl-invoice.fixture.ts';

let intake: Intake;
let office: Office;
beforeAll(async () => {
  intake = await createIntake();
});
afterAll(() => intake.close());
beforeEach(async () => {
  office = await createOffice(intake);
  const other = { ...office, clientId: office.otherClientId };
  await upload(intake, office, { '1.xml': invoiceXml({}) });
  await upload(intake, other, { '2.xml': invoiceXml({ customer: OTHER_TAX_ID }) });
  await upload(intake, office, { '3.xml': invoiceXml({}), 'bozuk.xml': Buffer.from('x') });
  await upload(intake, other, { 'yabanci.xml': invoiceXml({}) });
  await runJobs(intake);
});

interface Page {
  readonly items: { fileName: string; clientTitle: string }[];
  readonly nextCursor: string | null;
}

const ask = async (query: object, scope = office.scope) =>
  (await call(intake, 'GET /documents/queue', scope, { query })) as Page;

/** All pages, two documents each. */
async function walk(query: object): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await ask({ ...query, limit: 2, ...(cursor === null ? {} : { cursor }) });
    names.push(...page.items.map(({ fileName }) => fileName));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return names;
}

it('holds what waits of every client in the order it came, or client by client; nothing that is not an invoice of theirs', async () => {
  expect(await walk({})).toEqual(['1.xml', '2.xml', '3.xml']);
  expect(await walk({ order: 'client' })).toEqual(['2.xml', '1.xml', '3.xml']);
  expect(await walk({ clean: 'true' })).toHaveLength(3);
  expect(await walk({ clean: 'false' })).toEqual([]);
  const first = await ask({ limit: 1 });
  expect(first).toMatchObject({ total: 3, cleanCount: 3, clientCount: 2 });
  expect(first.items[0]?.clientTitle).toBe('Örnek Ticaret Ltd. Şti.');
});

it('shows a person in charge of some clients the documents of those', async () => {
  expect(await walk({ mine: 'true' })).toEqual([]);
  const { tenantId, userId, otherClientId } = office;
  await inScope(intake.db, office.scope, async (trx) => {
    await trx
      .insertInto('memberships')
      .values({ tenant_id: tenantId, user_id: userId, role: 'staff' })
      .execute();
    await trx
      .insertInto('client_assignments')
      .values({ tenant_id: tenantId, user_id: userId, client_id: otherClientId })
      .execute();
  });
  expect(await walk({ mine: 'true' })).toEqual(['2.xml']);
});

it('shows no client out of sight, and no other office', async () => {
  const scope = { ...office.scope, clientIds: [office.otherClientId] };
  expect((await ask({}, scope)).items.map(({ fileName }) => fileName)).toEqual(['2.xml']);
  const stranger = await createOffice(intake);
  expect(await ask({}, stranger.scope)).toMatchObject({ items: [], total: 0, clientCount: 0 });
  expect(await list(intake, office)).toHaveLength(3);
});
