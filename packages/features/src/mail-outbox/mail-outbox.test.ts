/** Outgoing mail on a real database and a real SMTP conversation: each recipient for itself, nothing lost, nothing told twice. */
import { createHash, randomUUID } from 'node:crypto';
import type { MailTransport } from '@muhasebi/connectors/mail/mail-transport.ts';
import {
  type SmtpConduct,
  type SmtpFixture,
  startSmtpServer,
} from '@muhasebi/connectors/mail/smtp-server.fixture.ts';
import { smtpTransport } from '@muhasebi/connectors/mail/smtp-transport.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { createTestGround, testLog } from '../test-ground.fixture.ts';
import { mailOutboxContract as contract, type EndedMail, type NewMail } from './contract.ts';
import { createMailOutboxFeature } from './feature.ts';

const FROM = 'AI Muhasebi <muhasebi@ornek.test>';

describe('outgoing mail', () => {
  let ground: Awaited<ReturnType<typeof createTestGround>>;
  let scope: Scope;
  let tenantId: string;
  let now: Date;
  let server: SmtpFixture | null;
  beforeAll(async () => {
    ground = await createTestGround();
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    // New jobs are due by the database's clock: the test's begins with it and is moved by hand.
    now = new Date();
    scope = await newOffice();
    tenantId = scope.tenantId ?? '';
    server = null;
  });
  afterEach(async () => {
    await server?.close();
    await ground.superuser.query('delete from graphile_worker._private_jobs');
  });

  async function newOffice(): Promise<Scope> {
    const office: Scope = { ...systemScope(randomUUID()), userId: randomUUID() };
    const { tenantId: tenant_id, userId } = office;
    await inScope(ground.db, office, async (trx) => {
      await trx
        .insertInto('offices')
        .values({ tenant_id: tenant_id ?? '', name: 'Işık Müşavirlik' })
        .execute();
      const user = { user_id: userId ?? '', email: `${userId}@ofis.example`, name: 'Defne' };
      await trx.insertInto('users').values(user).execute();
    });
    return office;
  }

  /** The outbox before a server of this conduct, or before a transport. */
  async function outboxWith(conduct: SmtpConduct | MailTransport) {
    let mail: MailTransport;
    if ('road' in conduct) mail = conduct;
    else {
      server = await startSmtpServer(undefined, conduct);
      mail = smtpTransport(`smtp://127.0.0.1:${server.port}`, FROM, { silenceMs: 400, wholeMs: 3_000 });
    }
    const { feature, service } = createMailOutboxFeature({
      ...ground.deps,
      mail,
      clock: { now: () => now },
      publicUrl: 'https://muhasebi.test',
    });
    const ended: EndedMail[] = [];
    service.onEnded(async (_trx, mail) => void ended.push(mail));
    const call = createCaller(feature.routes, scope);
    return { feature, service, ended, call };
  }
  const minutesOn = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  type Outbox = Awaited<ReturnType<typeof outboxWith>>;

  const post = ({ service }: Outbox, over: Partial<NewMail> = {}) =>
    inScope(ground.db, scope, (trx) =>
      service.post(trx, tenantId, {
        ...{ purpose: 'report', source: 'report-run:1', clientId: null, html: null, attachments: [] },
        to: [{ address: 'a@ornek.test', name: 'Ayşe' }],
        subject: 'Aylık özet',
        text: 'Ekte.',
        ...over,
      }),
    );

  /** Runs what is due as the worker would, round by round; a job that throws is left in the queue. */
  async function work({ feature }: Outbox): Promise<void> {
    const [job] = feature.jobs;
    for (;;) {
      const { rows } = await ground.superuser.query<{ id: string; payload: unknown }>(
        'select id::text, payload from graphile_worker._private_jobs where run_at <= greatest($1, now()) order by id limit 1',
        [now],
      );
      const [next] = rows;
      if (next === undefined) return;
      await ground.superuser.query('delete from graphile_worker._private_jobs where id = $1', [next.id]);
      await job?.run(next.payload, {
        ...{ jobId: next.id, attempt: 1, maxAttempts: 8, log: testLog, signal: undefined },
      });
    }
  }

  const listed = async (call: RouteCaller, query: object = {}) => call(contract.listMails, { query });
  const states = async (call: RouteCaller) =>
    Object.fromEntries((await listed(call)).items.map(({ to, state }) => [to.address, state]));

  it('is one mail a recipient: one that is refused stops none of the others', async () => {
    const outbox = await outboxWith({
      refuseRecipient: (address) =>
        address === 'yok@ornek.test' ? { code: 550, words: '5.1.1 No such user' } : null,
    });
    const to = ['a@ornek.test', 'yok@ornek.test', 'c@ornek.test'].map((address) => ({ address, name: null }));
    const ids = await post(outbox, { to });
    await work(outbox);
    expect(await states(outbox.call)).toEqual({
      'a@ornek.test': 'sent',
      'yok@ornek.test': 'failed',
      'c@ornek.test': 'sent',
    });
    expect(server?.received.map((mail) => mail.to)).toEqual(
      expect.arrayContaining([['a@ornek.test'], ['c@ornek.test']]),
    );
    expect(outbox.ended.map(({ mailId, state }) => [mailId, state])).toEqual(
      expect.arrayContaining([
        [ids[0], 'sent'],
        [ids[1], 'failed'],
        [ids[2], 'sent'],
      ]),
    );
    const refused = await outbox.call(contract.showMail, { params: { mailId: ids[1] ?? '' } });
    expect(refused).toMatchObject({
      reason: { tr: 'Karşı taraf bu adresi kabul etmedi.' },
      next: { tr: 'Adresi düzeltip yeniden gönderin.' },
      answer: expect.stringContaining('No such user'),
    });
  });

  it('waits out a greylisting and is then sent once', async () => {
    const outbox = await outboxWith({
      refuseRecipient: (_address, before) => (before < 2 ? { code: 451, words: '4.7.1 Greylisted' } : null),
    });
    await post(outbox);
    await work(outbox);
    const [waiting] = (await listed(outbox.call)).items;
    expect(waiting).toMatchObject({
      state: 'queued',
      attempts: 1,
      nextAttemptAt: minutesOn(1).toISOString(),
      reason: { en: 'The far side did not take the mail now and asked to try later.' },
    });
    now = minutesOn(1);
    await work(outbox);
    now = minutesOn(5);
    await work(outbox);
    expect(await states(outbox.call)).toEqual({ 'a@ornek.test': 'sent' });
    expect(server?.received).toHaveLength(1);
    expect(outbox.ended.map(({ state }) => state)).toEqual(['sent']);
  });

  it('that nobody takes for a day is given up with the reason, and sent by hand once the server is well', async () => {
    let isWell = false;
    const outbox = await outboxWith({ onMessage: () => (isWell ? 'keep' : 'cut') });
    const [mailId = ''] = await post(outbox);
    for (let tries = 0; tries < 12; tries += 1) {
      await work(outbox);
      now = minutesOn(720);
    }
    const [given] = (await listed(outbox.call, { state: 'failed' })).items;
    expect(given).toMatchObject({ attempts: 10, reason: { tr: expect.stringMatching(/^10 kez denendi/) } });
    expect(outbox.ended.map(({ state }) => state)).toEqual(['failed']);
    isWell = true;
    const again = await outbox.call(contract.sendMailsAgain, {
      body: { ids: [mailId], address: 'yeni@ornek.test' },
    });
    expect(again).toEqual({ sentAgain: [mailId], left: [] });
    await work(outbox);
    expect(await states(outbox.call)).toEqual({ 'yeni@ornek.test': 'sent' });
    expect(outbox.ended.map(({ state }) => state)).toEqual(['failed', 'sent']);
    expect(await outbox.call(contract.sendMailsAgain, { body: { ids: [mailId] } })).toEqual({
      sentAgain: [],
      left: [mailId],
    });
  });

  it('that was taken just before the line was cut goes once more under the same Message-ID, and no third time', async () => {
    let cuts = 0;
    const outbox = await outboxWith({
      onMessage: () => {
        cuts += 1;
        return cuts === 1 ? 'keep-and-cut' : 'keep';
      },
    });
    await post(outbox);
    await work(outbox);
    now = minutesOn(1);
    await work(outbox);
    await work(outbox);
    const ids = server?.received.map(({ content }) => /^Message-ID: (.*)\r$/m.exec(content)?.[1]);
    expect(ids).toEqual([expect.stringMatching(/^<[\w-]{36}@muhasebi\.test>$/), ids?.[0]]);
    expect(await states(outbox.call)).toEqual({ 'a@ornek.test': 'sent' });
  });

  it('of a worker that was killed is taken up by the next run, and a run that comes too late changes nothing', async () => {
    const outbox = await outboxWith({});
    const [mailId = ''] = await post(outbox);
    await ground.superuser.query(
      `update outgoing_mails set state = 'sending', attempts = 1 where mail_id = $1`,
      [mailId],
    );
    await work(outbox);
    const run = () =>
      outbox.feature.jobs[0]?.run(
        { tenantId, mailId },
        { jobId: '1', attempt: 2, maxAttempts: 8, log: testLog, signal: undefined },
      );
    await run();
    expect(server?.received).toHaveLength(1);
    expect(outbox.ended).toHaveLength(1);
  });

  it('whose job is gone gets a new one within two hours; one that only its job could write is given up', async () => {
    const outbox = await outboxWith({});
    const [mailId = ''] = await post(outbox);
    const unkept = {
      office: { tenantId, purpose: 'invitation' },
      accountPurpose: 'password-link',
      message: { to: 'yeni@ornek.test', subject: 'Davet', text: 'https://muhasebi.test/davet#token=x' },
    } as const;
    await outbox.service.deliver({ jobId: '999999', attempt: 1, maxAttempts: 8 }, unkept);
    await ground.superuser.query('delete from graphile_worker._private_jobs');
    await ground.superuser.query(
      `update outgoing_mails set state = 'sending', attempts = 1, ended_at = null where tenant_id = $1`,
      [tenantId],
    );
    const recover = () =>
      outbox.feature.jobs
        .find(({ name }) => name === 'mail-outbox.recover')
        ?.run({}, { jobId: '1', attempt: 1, maxAttempts: 1, log: testLog, signal: undefined });
    await recover();
    expect(await states(outbox.call)).toEqual({ 'a@ornek.test': 'sending', 'yeni@ornek.test': 'sending' });
    now = minutesOn(61);
    await recover();
    await work(outbox);
    expect(await states(outbox.call)).toEqual({ 'a@ornek.test': 'sent', 'yeni@ornek.test': 'failed' });
    expect(outbox.ended.map((mail) => mail.mailId)).toEqual([mailId]);
  });

  it('carries stored files and the address of the office for answers; a file that is gone is told', async () => {
    const outbox = await outboxWith({});
    const content = Buffer.from('%PDF-1.7 özet');
    const sha256 = createHash('sha256').update(content).digest('hex');
    await ground.deps.storage.put({ tenantId, sha256 }, content);
    await inScope(ground.db, scope, (trx) =>
      trx.insertInto('office_settings').values({ tenant_id: tenantId, email: 'ofis@isik.test' }).execute(),
    );
    const file = { fileName: 'Özet.pdf', contentType: 'application/pdf' };
    await post(outbox, { attachments: [{ ...file, sha256 }], html: '<p>Ekte.</p>' });
    const gone = [{ ...file, sha256: 'ab'.repeat(32) }];
    await post(outbox, { attachments: gone, to: [{ address: 'b@ornek.test', name: null }] });
    await work(outbox);
    expect(server?.received).toHaveLength(1);
    const sent = server?.received[0]?.content;
    expect(sent).toContain(content.toString('base64'));
    expect(sent).toMatch(/^Reply-To: .*<ofis@isik\.test>\r$/m);
    const [failed] = (await listed(outbox.call, { state: 'failed' })).items;
    expect(failed).toMatchObject({
      reason: { en: 'The attached file is not in the store.' },
      attachments: [file],
    });
  });

  it('is held where no mail server is named, and says so; that it came back is told once', async () => {
    const held = await outboxWith({
      ...{ road: 'outbox', check: async () => 'outbox' },
      send: async () => ({ by: 'outbox', answer: 'x.eml' }),
    });
    await post(held);
    await work(held);
    expect(await listed(held.call)).toMatchObject({ road: 'outbox', items: [{ state: 'held' }] });
    const outbox = await outboxWith({});
    const [mailId = ''] = (await listed(outbox.call)).items.map(({ id }) => id);
    await outbox.call(contract.sendMailsAgain, { body: { ids: [mailId] } });
    await work(outbox);
    const { messageId } = await outbox.call(contract.showMail, { params: { mailId } });
    const reason = { tr: 'Posta kutusu yok', en: 'No such mailbox' };
    const bounce = (id: string, who = scope) =>
      inScope(ground.db, who, (trx) => outbox.service.recordBounce(trx, who.tenantId ?? '', id, reason));
    expect(await bounce(messageId.slice(1, -1))).toBe(true);
    expect(await bounce(messageId)).toBe(true);
    expect(await bounce('<baska@muhasebi.test>')).toBe(false);
    expect(await bounce(messageId, await newOffice())).toBe(false);
    expect(outbox.ended.map(({ state }) => state)).toEqual(['sent', 'bounced']);
    expect(await states(outbox.call)).toEqual({ 'a@ornek.test': 'bounced' });
  });

  it('whose text holds a secret is sent and noted without it, and cannot be sent again from the list', async () => {
    let isRefused = true;
    const outbox = await outboxWith({
      refuseRecipient: () => (isRefused ? { code: 451, words: 'later' } : null),
    });
    const mail = {
      office: { tenantId, purpose: 'invitation' },
      accountPurpose: 'password-link',
      message: { to: 'yeni@ornek.test', subject: 'Davet', text: 'https://muhasebi.test/davet#token=GİZLİ' },
    } as const;
    const job = { jobId: '77', attempt: 1, maxAttempts: 8 };
    await expect(outbox.service.deliver(job, mail)).rejects.toMatchObject({ kind: 'deferred' });
    expect(await states(outbox.call)).toEqual({ 'yeni@ornek.test': 'queued' });
    isRefused = false;
    await outbox.service.deliver({ ...job, attempt: 2 }, mail);
    const [noted] = (await listed(outbox.call)).items;
    expect(noted).toMatchObject({ state: 'sent', subject: 'Davet', attempts: 2, isKept: false });
    const { rows } = await ground.superuser.query(
      'select m::text as whole from outgoing_mails m where tenant_id = $1',
      [tenantId],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('GİZLİ');
    await expect(
      outbox.call(contract.sendMailsAgain, { body: { ids: [noted?.id ?? ''] } }),
    ).rejects.toMatchObject({ code: 'MAIL_NOT_KEPT' });
    await outbox.service.deliver({ ...job, jobId: '78' }, { ...mail, office: null });
    expect((await listed(outbox.call)).items).toHaveLength(1);
    expect(await outbox.feature.parts?.[0]?.look()).toMatchObject({
      detail: { en: expect.stringMatching(/^the mail server accepts · \d+ waiting/) },
    });
  });

  it('is found by state, purpose and words, page by page, and by no other office', async () => {
    const outbox = await outboxWith({});
    for (const name of ['Ayşe', 'IŞIL', 'Can'])
      await post(outbox, { to: [{ address: `${name === 'Can' ? 'can' : 'x'}@ornek.test`, name }] });
    const names = async (query: object) => (await listed(outbox.call, query)).items.map(({ to }) => to.name);
    expect(await names({ text: 'ışıl' })).toEqual(['IŞIL']);
    expect(await names({ text: '%' })).toEqual([]);
    expect(await names({ purpose: 'digest' })).toEqual([]);
    expect(await names({ source: 'report-run:1', state: 'queued' })).toHaveLength(3);
    const first = await listed(outbox.call, { limit: 2 });
    expect(first.counts).toMatchObject({ queued: 3, sent: 0 });
    const rest = await listed(outbox.call, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ to }) => to.name)).toEqual(['Can', 'IŞIL', 'Ayşe']);
    expect(rest.nextCursor).toBeNull();
    const stranger = await newOffice();
    const mailId = first.items[0]?.id ?? '';
    expect((await outbox.call(contract.listMails, { query: {} }, stranger)).items).toEqual([]);
    for (const attempt of [
      outbox.call(contract.showMail, { params: { mailId } }, stranger),
      outbox.call(contract.sendMailsAgain, { body: { ids: [mailId] } }, stranger),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'MAIL_NOT_FOUND' });
  });

  it('loses its text after half a year and goes after two', async () => {
    const outbox = await outboxWith({});
    const [mailId = ''] = await post(outbox);
    await work(outbox);
    const night = () =>
      outbox.feature.jobs[1]?.run(
        {},
        { jobId: '1', attempt: 1, maxAttempts: 1, log: testLog, signal: undefined },
      );
    now = minutesOn(181 * 1440);
    await night();
    const shown = await outbox.call(contract.showMail, { params: { mailId } });
    expect(shown).toMatchObject({ text: null, isKept: false, state: 'sent' });
    now = minutesOn(731 * 1440);
    await night();
    expect((await listed(outbox.call)).items).toEqual([]);
  });
});
