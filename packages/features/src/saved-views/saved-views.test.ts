/** Saved views on a real database: who sees which, who may change them, names and defaults. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { requestContext } from '../route-caller.fixture.ts';
import { createView, removeView, showViews, updateView } from './keep-views.ts';

const VIEW = {
  page: 'vouchers',
  name: 'Bu ayın taslakları',
  office: false,
  isDefault: false,
  search: 'durum=draft',
  layout: { columnOrder: ['no', 'date'], columnVisibility: { type: false }, columnSizing: { no: 80 } },
};

describe('saved views', () => {
  let books: BooksFixture;
  let office: Scope;
  let owner: Caller;
  let staff: Caller;
  let clientUser: Caller;
  type Caller = ReturnType<typeof requestContext>;

  beforeAll(async () => {
    books = await createBooks();
  });
  afterAll(() => books.close());
  beforeEach(async () => {
    office = await books.openOffice();
    owner = await member('owner');
    staff = await member('staff');
    clientUser = await member('client', []);
  });

  async function member(role: string, clientIds: string[] | null = null): Promise<Caller> {
    const stranger = await books.openOffice();
    const scope: Scope = { ...office, userId: stranger.userId };
    await books.run(async (trx) => {
      const row = { tenant_id: office.tenantId ?? '', user_id: scope.userId ?? '', role };
      await trx.insertInto('memberships').values(row).execute();
    }, scope);
    const context = requestContext({ ...scope, clientIds });
    return { ...context, actor: { ...context.actor, role } };
  }
  const names = async (caller: Caller, page?: string) =>
    (await showViews(books, caller, page)).map((view) => view.name);

  it('are the person’s own unless kept for the office', async () => {
    const own = await createView(books, owner, VIEW);
    expect(own).toMatchObject({ ...VIEW, version: 1 });
    await createView(books, owner, { ...VIEW, name: 'Ofisin görünümü', office: true });
    expect(await names(owner)).toEqual(['Ofisin görünümü', VIEW.name]);
    expect(await names(staff)).toEqual(['Ofisin görünümü']);
    expect(await names(owner, 'documents')).toEqual([]);
  });
  it('of the office are not shown to client users, who have their own', async () => {
    await createView(books, owner, { ...VIEW, office: true });
    expect(await names(clientUser)).toEqual([]);
    await createView(books, clientUser, VIEW);
    expect(await names(clientUser)).toEqual([VIEW.name]);
  });
  it('of another person are neither seen, changed nor deleted', async () => {
    const { id } = await createView(books, owner, VIEW);
    const notFound = { code: 'VIEW_NOT_FOUND' };
    await expect(updateView(books, staff, id, { version: 1, name: 'x' })).rejects.toMatchObject(notFound);
    await expect(removeView(books, staff, id)).rejects.toMatchObject(notFound);
    expect(await names(owner)).toEqual([VIEW.name]);
  });
  it('of the office are made, changed and deleted by owners and accountants alone', async () => {
    const refused = { code: 'VIEW_OF_THE_OFFICE' };
    const { id } = await createView(books, owner, { ...VIEW, office: true });
    await expect(createView(books, staff, { ...VIEW, office: true })).rejects.toMatchObject(refused);
    await expect(updateView(books, staff, id, { version: 1, name: 'x' })).rejects.toMatchObject(refused);
    await expect(removeView(books, staff, id)).rejects.toMatchObject(refused);
    const own = await createView(books, staff, VIEW);
    await expect(updateView(books, staff, own.id, { version: 1, office: true })).rejects.toMatchObject(
      refused,
    );
    await removeView(books, owner, id);
    expect(await names(owner)).toEqual([]);
  });
  it('have one name once a page and keeper, however it is typed', async () => {
    await createView(books, owner, { ...VIEW, name: 'Işık' });
    const again = { ...VIEW, name: 'IŞIK' };
    await expect(createView(books, owner, again)).rejects.toMatchObject({ code: 'VIEW_NAME_TAKEN' });
    await createView(books, owner, { ...again, page: 'documents' });
    await createView(books, staff, again);
    const office = await createView(books, owner, { ...again, office: true });
    await expect(updateView(books, owner, office.id, { version: 1, office: false })).rejects.toMatchObject({
      code: 'VIEW_NAME_TAKEN',
    });
  });
  it('have one default a page and keeper: the newest said', async () => {
    const first = await createView(books, owner, { ...VIEW, isDefault: true });
    const second = await createView(books, owner, { ...VIEW, name: 'İkinci' });
    await updateView(books, owner, second.id, { version: second.version, isDefault: true });
    const now = await showViews(books, owner, 'vouchers');
    expect(now.filter((view) => view.isDefault).map((view) => view.id)).toEqual([second.id]);
    expect(now.find((view) => view.id === first.id)?.version).toBe(2);
  });
  it('changed meanwhile are not overwritten', async () => {
    const { id } = await createView(books, owner, VIEW);
    await updateView(books, owner, id, { version: 1, name: 'Yeni ad' });
    await expect(updateView(books, owner, id, { version: 1, search: '' })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
  });
  it('of the office are told in the audit log, those of a person are not', async () => {
    await createView(books, owner, VIEW);
    const { id } = await createView(books, owner, { ...VIEW, office: true });
    await removeView(books, owner, id);
    const rows = await books.run(
      (trx) =>
        trx
          .selectFrom('audit_log')
          .select(['action', 'entity_id'])
          .where('tenant_id', '=', office.tenantId ?? '')
          .where('entity', '=', 'saved_views')
          .orderBy('audit_id')
          .execute(),
      owner.scope,
    );
    expect(rows).toEqual([
      { action: 'insert', entity_id: id },
      { action: 'delete', entity_id: id },
    ]);
  });
});
