/** Notifications on a real database: who is told what, who reads it, what goes and when. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { createMailTransport } from '@muhasebi/connectors/mail/create-mail-transport.ts';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { systemScope } from '@muhasebi/platform/db/scope.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, testClock } from '../books.fixture.ts';
import type { Trx } from '../feature.ts';
import { outboxOn } from '../mail-outbox.fixture.ts';
import { type Notice, notify } from '../notify.queries.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { notificationsContract as contract } from './contract.ts';
import { createNotificationsFeature } from './feature.ts';

describe('notifications', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let jobs: ReturnType<typeof createNotificationsFeature>['jobs'];
  let now: Date;
  let ayse: Scope;
  let can: Scope;
  beforeAll(async () => {
    books = await createBooks();
    const clock = { now: () => now };
    const mail = createMailTransport({
      ...{ smtpUrl: undefined, from: 'AI Muhasebi <a@ornek.test>', outboxDir: tmpdir(), clock },
    });
    const outbox = outboxOn({ db: books.db, clock, mail, folder: tmpdir() }).service;
    const publicUrl = 'https://muhasebi.test';
    const feature = createNotificationsFeature({ db: books.db, clock, live: null, outbox, publicUrl });
    call = createCaller(feature.routes, books.scope);
    jobs = feature.jobs;
  });
  beforeEach(async () => {
    now = testClock.now();
    [ayse, can] = [await addMember(), await addMember()];
  });
  afterAll(() => books.close());

  async function addMember(role = 'staff', over: Partial<Scope> = {}): Promise<Scope> {
    const userId = randomUUID();
    await books.run(async (trx) => {
      await trx
        .insertInto('users')
        .values({ user_id: userId, email: `${userId}@ofis.example`, name: 'Ayşe' })
        .execute();
      await trx
        .insertInto('memberships')
        .values({ tenant_id: books.tenantId, user_id: userId, role })
        .execute();
    });
    return { ...books.scope, userId, ...over };
  }
  const tell = (to: Scope, over: Partial<Notice> = {}, by: Scope = books.scope) =>
    books.run(
      (trx) =>
        notify(trx, { tenantId: books.tenantId, userIds: [to.userId ?? ''], kind: 'bulk-done', ...over }),
      by,
    );
  const log = createLogger({ service: 'test', level: 'silent', format: 'json' });
  const runJob = (name: string) =>
    jobs
      .find((job) => job.name === name)
      ?.run(
        { ...(name === 'notifications.clear' ? {} : { tenantId: books.tenantId }) },
        { jobId: '1', attempt: 1, maxAttempts: 1, log, signal: undefined },
      );
  const digestsOf = (who: Scope) =>
    books.run((trx) =>
      trx
        .selectFrom('outgoing_mails')
        .where('tenant_id', '=', books.tenantId)
        .where('to_address', '=', `${who.userId}@ofis.example`)
        .where('purpose', '=', 'digest')
        .select(['subject', 'body_text as text', 'body_html as html'])
        .orderBy('mail_id')
        .execute(),
    );
  const list = (who: Scope, query = {}) => call(contract.listNotifications, { query }, who);
  const mark = (who: Scope, body: { ids?: string[]; read?: boolean }) =>
    call(contract.markNotifications, { body }, who);

  /** A document that waits for review since so many days. */
  async function putDocument(trx: Trx, clientId: string, days: number, more: object = {}): Promise<void> {
    const sha256 = randomUUID().replaceAll('-', '').repeat(2);
    const tenant_id = books.tenantId;
    await trx.insertInto('stored_files').values({ tenant_id, sha256, size_bytes: 1n }).execute();
    await trx
      .insertInto('documents')
      .values({
        ...{ tenant_id, client_id: clientId, sha256, size_bytes: 1n, file_name: 'fatura.xml' },
        ...{ upload_id: randomUUID(), state: 'READY' },
        created_at: new Date(now.getTime() - days * 86_400_000),
        ...more,
      })
      .execute();
  }

  it('reach those named, once each, and nobody else of the office', async () => {
    const both = [ayse.userId ?? '', can.userId ?? '', ayse.userId ?? ''];
    await tell(ayse, { userIds: both, params: { done: 40, refused: 2 }, link: '/ofis' });
    for (const who of [ayse, can])
      expect(await list(who)).toMatchObject({
        unread: 1,
        items: [{ kind: 'bulk-done', params: { done: 40, refused: 2 }, link: '/ofis', readAt: null }],
      });
    expect(await list(await addMember())).toMatchObject({ unread: 0, items: [] });
  });

  it('are read and marked by their person alone, also where another knows their ids', async () => {
    await tell(ayse);
    const [notice] = (await list(ayse)).items;
    expect(await mark(can, { ids: [notice?.id ?? ''] })).toEqual({ changed: [], unread: 0 });
    expect((await list(ayse)).unread).toBe(1);
    const seen = await books.run((trx) => trx.selectFrom('notifications').selectAll().execute(), can);
    expect(seen).toEqual([]);
    await expect(
      books.run((trx) => trx.deleteFrom('notifications').executeTakeFirst(), ayse),
    ).resolves.toMatchObject({ numDeletedRows: 0n });
  });

  it('are marked all at once, and what that changed can be taken back', async () => {
    await tell(ayse);
    const earlier = (await list(ayse)).items.map(({ id }) => id);
    await mark(ayse, { ids: earlier });
    await tell(ayse);
    await tell(ayse);
    const all = await mark(ayse, {});
    expect(all).toMatchObject({ unread: 0 });
    expect(all.changed).toHaveLength(2);
    expect(await mark(ayse, { ids: all.changed, read: false })).toMatchObject({ unread: 2 });
    expect((await list(ayse)).items.filter(({ readAt }) => readAt !== null).map(({ id }) => id)).toEqual(
      earlier,
    );
    expect(await mark(ayse, { read: false })).toEqual({ changed: [], unread: 2 });
  });

  it('come the newest first, page by page, each once', async () => {
    for (const done of [1, 2, 3, 4, 5]) await tell(ayse, { params: { done } });
    const shown: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(ayse, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      shown.push(...page.items.map(({ params }) => params.done));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(shown).toEqual([5, 4, 3, 2, 1]);
  });

  it('about a client name it, and are neither shown nor counted to whom the client is out of sight', async () => {
    const [seen, hidden] = [await books.openClient(), await books.openClient()];
    const portal = await addMember('client', { clientIds: [seen.clientId] });
    await tell(portal, { clientId: seen.clientId });
    await tell(portal, { clientId: hidden.clientId });
    const { items, unread } = await list(portal);
    expect(items.map(({ client }) => client?.id)).toEqual([seen.clientId]);
    expect(items[0]?.client?.title).toMatch(/^Deneme/);
    expect(unread).toBe(1);
  });

  it('of one key grow while unread, and begin anew once read', async () => {
    const worker = systemScope(books.tenantId);
    const fold = { kind: 'upload-failures', foldKey: 'upload-failures x' } as const;
    await tell(ayse, { ...fold, params: { count: 3 } }, worker);
    await tell(ayse, { ...fold, params: { count: 17 } }, worker);
    expect((await list(ayse)).items.map(({ params }) => params)).toEqual([{ count: 20 }]);
    const { changed } = await mark(ayse, {});
    await tell(ayse, { ...fold, params: { count: 1 } }, worker);
    expect((await list(ayse)).items.map(({ params }) => params.count)).toEqual([1, 20]);
    expect((await mark(ayse, { ids: changed, read: false })).unread).toBe(2);
  });

  it('of a kind that was turned off do not come; the door cannot be turned off, only its mail', async () => {
    const set = (body: { kind: Notice['kind']; inApp: boolean; mail: boolean }) =>
      call(contract.setNoticePreference, { body }, ayse);
    await set({ kind: 'bulk-done', inApp: false, mail: false });
    await tell(ayse);
    expect((await list(ayse)).items).toEqual([]);
    await expect(set({ kind: 'new-sign-in', inApp: false, mail: true })).rejects.toMatchObject({
      code: 'NOTICE_ALWAYS_SHOWN',
    });
    await expect(set({ kind: 'bulk-done', inApp: true, mail: true })).rejects.toMatchObject({
      code: 'NOTICE_NEVER_MAILED',
    });
    expect((await tell(ayse, { kind: 'new-sign-in' })).mailTo).toEqual([ayse.userId]);
    await set({ kind: 'new-sign-in', inApp: true, mail: false });
    expect((await tell(ayse, { kind: 'new-sign-in' })).mailTo).toEqual([]);
    expect((await list(ayse)).unread).toBe(2);
  });

  it('of the digest come in one mail a day from eight on, each once, however often the job runs', async () => {
    const at = (moment: string) => {
      now = new Date(moment);
      return runJob('notifications.send-digests');
    };
    const { clientId } = await books.openClient();
    await tell(ayse, { kind: 'sync-failed', params: { name: 'Banka <SFTP>' }, link: '/entegrasyonlar' });
    await tell(ayse, { kind: 'report-failed', params: { name: 'Aylık özet' }, clientId });
    await tell(can, { kind: 'documents-waiting', params: { documents: 3 } });
    await at('2026-11-23T04:40:00Z');
    expect(await digestsOf(ayse)).toEqual([]);
    await at('2026-11-23T05:40:00Z');
    await at('2026-11-23T06:40:00Z');
    const [mail, ...others] = await digestsOf(ayse);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Deneme Ofisi: günün özeti (2)');
    expect(mail?.text).toMatch(/^Merhaba Ayşe,\n\nEşitlenemeyenler\n- Banka <SFTP> eşitlenemedi \(/);
    expect(mail?.text).toMatch(/\n- Deneme \d+ Ltd\. Şti\.: Aylık özet gönderilemedi \(/);
    expect(mail?.html).toContain('<a href="https://muhasebi.test/entegrasyonlar">Banka &lt;SFTP&gt; eşit');
    // Documents that wait are mailed to who asks for it.
    expect(await digestsOf(can)).toEqual([]);
    await tell(ayse, { kind: 'sync-failed', params: { name: 'Posta kutusu' } });
    await at('2026-11-23T15:40:00Z');
    expect(await digestsOf(ayse)).toHaveLength(1);
    await at('2026-11-24T05:40:00Z');
    const [, second] = await digestsOf(ayse);
    expect(second?.text).toContain('- Posta kutusu eşitlenemedi');
    expect(second?.text).not.toContain('Banka');
  });

  it('of the digest come by mail, in the app, both or neither, as the person chose', async () => {
    const set = (kind: Notice['kind'], inApp: boolean, mail: boolean) =>
      call(contract.setNoticePreference, { body: { kind, inApp, mail } }, ayse);
    const chosen = (await set('documents-waiting', false, true)).items;
    const modes = Object.fromEntries(
      chosen.filter(({ isDigest }) => isDigest).map(({ kind, inApp, mail }) => [kind, [inApp, mail]]),
    );
    expect(modes).toEqual({
      'sync-failed': [true, true],
      'report-failed': [true, true],
      'documents-waiting': [false, true],
      'answers-ending': [true, false],
      'period-closing': [true, true],
    });
    await set('sync-failed', true, false);
    await set('report-failed', false, false);
    const worker = systemScope(books.tenantId);
    const waits = { kind: 'documents-waiting', foldKey: 'documents-waiting' } as const;
    await tell(ayse, { ...waits, params: { documents: 3 } }, worker);
    await tell(ayse, { ...waits, params: { documents: 5 } }, worker);
    await tell(ayse, { kind: 'sync-failed', params: { name: 'Banka' } });
    await tell(ayse, { kind: 'report-failed', params: { name: 'Özet' } });
    expect((await list(ayse)).items.map(({ kind }) => kind)).toEqual(['sync-failed']);
    await runJob('notifications.send-digests');
    const [mail] = await digestsOf(ayse);
    expect(mail?.subject).toBe('Deneme Ofisi: günün özeti (1)');
    expect(mail?.text).toContain('- 5 belgeniz iki günden uzun süredir');
  });

  it('remind who answers for a client of documents that wait, answers that end and months about to be late, not of others’', async () => {
    const owner = await addMember('owner');
    const [mine, nobodys] = [await books.openClient(), await books.openClient()];
    await books.run(async (trx) => {
      const tenant_id = books.tenantId;
      const settings = { tenant_id, late_day: 26 };
      await trx.insertInto('office_settings').values(settings).execute();
      const charge = { tenant_id, client_id: mine.clientId, user_id: ayse.userId ?? '' };
      await trx.insertInto('client_assignments').values(charge).execute();
      for (const { clientId } of [mine, nobodys]) {
        await trx
          .insertInto('periods')
          .values({ tenant_id, client_id: clientId, period: '2026-10-01', fiscal_year: 2026 })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        for (const days of [3, 1]) await putDocument(trx, clientId, days);
        for (const lastDay of ['2026-11-22', '2026-11-25', '2026-11-26'])
          await putDocument(trx, clientId, 1, {
            issue_date: '2026-11-17',
            findings: JSON.stringify([{ code: 'belge.yanit-suresi', params: { lastDay } }]),
          });
      }
    });
    await runJob('notifications.remind');
    await runJob('notifications.remind');
    const told = async (who: Scope) =>
      (await list(who)).items.map(({ kind, params }) => [kind, params]).toSorted();
    const each = [
      ['answers-ending', { documents: 1, day: '2026-11-25' }],
      ['documents-waiting', { documents: 1 }],
      ['period-closing', { month: '2026-10', day: '2026-11-26', clients: 1 }],
    ];
    expect(await told(ayse)).toEqual(each);
    expect(await told(can)).toEqual([]);
    expect((await told(owner)).map(([kind]) => kind)).toEqual(each.map(([kind]) => kind));
  });

  it('are nothing of another office’s, and nobody’s who has no office', async () => {
    await tell(ayse);
    const stranger = await books.openOffice();
    expect(await list({ ...ayse, tenantId: stranger.tenantId })).toMatchObject({ unread: 0, items: [] });
    await expect(list({ ...ayse, tenantId: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(list({ ...ayse, userId: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('go at night: read ones after a month, all after half a year, and what is past the newest 500', async () => {
    const day = 86_400_000;
    const ago = (days: number) => new Date(testClock.now().getTime() - days * day);
    const put = (rows: object[]) =>
      books.run(
        (trx) =>
          trx
            .insertInto('notifications')
            .values(
              rows.map((row) => ({
                tenant_id: books.tenantId,
                user_id: ayse.userId ?? '',
                kind: 'bulk-done',
                ...row,
              })),
            )
            .execute(),
        ayse,
      );
    await put([
      { created_at: ago(40), read_at: ago(31), params: '{"done":1}' },
      { created_at: ago(40), read_at: ago(29), params: '{"done":2}' },
      { created_at: ago(181), params: '{"done":3}' },
      { created_at: ago(179), params: '{"done":4}' },
    ]);
    const run = () => runJob('notifications.clear');
    await run();
    expect((await list(ayse)).items.map(({ params }) => params.done)).toEqual([2, 4]);
    await put(Array.from({ length: 500 }, () => ({ created_at: ago(1) })));
    await run();
    const left = await books.run((trx) => trx.selectFrom('notifications').select('params').execute(), ayse);
    expect(left).toHaveLength(500);
    expect(left.every(({ params }) => JSON.stringify(params) === '{}')).toBe(true);
  });
});
