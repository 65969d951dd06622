/** What the queue shows as clean and an act on all that is clean: the same documents, however both are narrowed. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { documentIntakeContract as documents } from '../document-intake/contract.ts';
import { OTHER_TAX_ID } from '../whole-office.fixture.ts';
import { type AskBody, workActsContract as acts } from './contract.ts';
import { type ActsOffice, createActsOffice } from './work-acts.fixture.ts';

let office: ActsOffice;
let scope: Scope & { readonly tenantId: string };
let clientId: string;
let otherClientId: string;
beforeAll(async () => {
  office = await createActsOffice();
});
afterAll(() => office.close());
/** Of the client one document of October and two of November, of the other one of each. */
beforeEach(async () => {
  ({ scope, clientId, otherClientId } = await office.openOffice());
  const october = { issueDate: '2026-10-20' };
  const ofOther = { customer: OTHER_TAX_ID };
  await office.fill(scope, clientId, 1, october);
  await office.fill(scope, clientId, 2);
  await office.fill(scope, otherClientId, 1, { ...ofOther, ...october });
  await office.fill(scope, otherClientId, 1, ofOther);
});

type Narrowed = Pick<NonNullable<AskBody['selection']>, 'clientId' | 'month' | 'mine'>;

/** What the queue shows, what it counts, and what an act would take. */
async function ask({ mine, ...narrowed }: Narrowed) {
  const own = mine === undefined ? {} : { mine };
  const query = { ...narrowed, ...(mine === undefined ? {} : { mine: 'true' }) };
  const { items, total, cleanCount } = await office.call(documents.listQueue, { query }, scope);
  const body = { selection: { clean: true, kind: 'invoice', ...narrowed, ...own } as const };
  const { count } = await office.call(acts.countWorkActTargets, { body }, scope);
  return { shown: items.filter(({ clean }) => clean).length, total, cleanCount, count };
}
const allAre = (n: number) => ({ shown: n, total: n, cleanCount: n, count: n });

const monthsOf = async (of: string, state: string) =>
  (await office.list(scope, of))
    .filter((document) => document.state === state)
    .map(({ issueDate }) => issueDate?.slice(0, 7))
    .toSorted();

it('all that is clean of a month is approved, and what is clean of another month or client waits on', async () => {
  const selection = { clean: true, kind: 'invoice', clientId, month: '2026-11' } as const;
  expect(await ask({ clientId, month: '2026-11' })).toEqual(allAre(2));
  const act = await office.ask(scope, { kind: 'approve', selection });
  expect(act.counts).toMatchObject({ total: 2, done: 2 });
  expect(await monthsOf(clientId, 'POSTED')).toEqual(['2026-11', '2026-11']);
  expect(await monthsOf(clientId, 'READY')).toEqual(['2026-10']);
  expect(await monthsOf(otherClientId, 'READY')).toEqual(['2026-10', '2026-11']);
  expect(await ask({ clientId, month: '2026-11' })).toEqual(allAre(0));
});

it('the queue counts and shows what an act on it takes: of a month, of a client, of all', async () => {
  expect(await ask({})).toEqual(allAre(5));
  expect(await ask({ month: '2026-10' })).toEqual(allAre(2));
  expect(await ask({ month: '2026-09' })).toEqual(allAre(0));
  expect(await ask({ clientId })).toEqual(allAre(3));
  expect(await ask({ clientId: otherClientId, month: '2026-10' })).toEqual(allAre(1));
});

it('an act on the clients that a person is in charge of takes those alone', async () => {
  expect(await ask({ mine: true })).toEqual(allAre(0));
  const { tenantId, userId } = scope;
  await inScope(office.db, scope, (trx) =>
    trx
      .insertInto('client_assignments')
      .values({ tenant_id: tenantId, user_id: userId ?? '', client_id: otherClientId })
      .execute(),
  );
  expect(await ask({ mine: true })).toEqual(allAre(2));
  expect(await ask({ mine: true, month: '2026-11' })).toEqual(allAre(1));
});

it('over all clients nothing of an archived one is shown or taken; named itself it is', async () => {
  await inScope(office.db, scope, (trx) =>
    trx
      .updateTable('clients')
      .set({ archived_at: new Date() })
      .where('tenant_id', '=', scope.tenantId)
      .where('client_id', '=', otherClientId)
      .execute(),
  );
  expect(await ask({})).toEqual(allAre(3));
  expect(await ask({ clientId: otherClientId })).toEqual(allAre(2));
});

it('the queue of a client out of sight is refused', async () => {
  const narrow = { ...scope, clientIds: [otherClientId] };
  await expect(office.call(documents.listQueue, { query: { clientId } }, narrow)).rejects.toMatchObject({
    code: 'CLIENT_NOT_FOUND',
  });
});
