/** Scheduled reports with the real reports, outbox and SMTP: due once, made once, sent once to each; what fails says so. */
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type SmtpFixture, startSmtpServer } from '@muhasebi/connectors/mail/smtp-server.fixture.ts';
import { smtpTransport } from '@muhasebi/connectors/mail/smtp-transport.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { JobContext, JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientsContract } from '../clients/contract.ts';
import type { Database, Feature } from '../feature.ts';
import { createFeatures } from '../registry.ts';
import { createCaller, type RouteCaller, requestContext } from '../route-caller.fixture.ts';
import { createTestGround, testLog } from '../test-ground.fixture.ts';
import { reportSchedulesContract as contract } from './contract.ts';
import { recoverRuns, tellDue } from './tell-due.ts';

describe('scheduled reports', () => {
  let ground: Awaited<ReturnType<typeof createTestGround>>;
  let db: Database;
  let server: SmtpFixture;
  let features: readonly Feature[];
  let call: RouteCaller;
  let office: Scope & { readonly tenantId: string; readonly userId: string };
  let clientId: string;
  /** The clock of the test; 2026-12-01 is a Tuesday. */
  let now: Date;
  /** The store takes nothing. */
  let storeIsBroken: boolean;
  const refused = new Set<string>();

  beforeAll(async () => {
    ground = await createTestGround();
    db = ground.db;
    server = await startSmtpServer(undefined, {
      refuseRecipient: (address) =>
        refused.has(address) ? { code: 550, words: '5.1.1 No such user' } : null,
    });
    const { storage } = ground.deps;
    features = createFeatures({
      ...ground.deps,
      clock: { now: () => now },
      mail: smtpTransport(`smtp://127.0.0.1:${server.port}`, 'AI Muhasebi <muhasebi@ornek.test>'),
      publicUrl: 'https://muhasebi.example',
      storage: {
        ...storage,
        put: (...given) => storage.put(...given),
        stream: (ref) => storage.stream(ref),
        localPath: (ref) => storage.localPath(ref),
        putFile: async (ref, from) => {
          if (storeIsBroken) throw new Error('disk dolu');
          await storage.putFile(ref, from);
        },
      },
    });
    call = createCaller(
      features.flatMap(({ routes }) => routes),
      systemScope(''),
    );
  });
  afterAll(async () => {
    await server.close();
    await ground.close();
  });
  beforeEach(async () => {
    now = new Date('2026-12-01T03:00:00Z');
    storeIsBroken = false;
    refused.clear();
    server.received.length = 0;
    office = await openOffice();
    const body = { title: 'Işık İnşaat', taxId: '9876543217' };
    clientId = (await call(clientsContract.createClient, { body }, office)).id;
  });

  async function openOffice() {
    const [tenantId, userId] = [randomUUID(), randomUUID()];
    const scope = { ...systemScope(tenantId), tenantId, userId };
    await inScope(db, scope, async (trx) => {
      await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Işık Müşavirlik' }).execute();
      const user = { user_id: userId, email: `${userId}@ofis.example`, name: 'Defne' };
      await trx.insertInto('users').values(user).execute();
      await trx
        .insertInto('memberships')
        .values({ tenant_id: tenantId, user_id: userId, role: 'owner' })
        .execute();
    });
    return scope;
  }

  const monthly = (over: object = {}) => ({
    name: 'Aylık özet',
    reportId: 'month-summary',
    format: 'pdf' as const,
    about: 'all' as const,
    rule: { every: 'month' as const, day: 'first-working' as const, time: '08:30' },
    span: 'previous-month' as const,
    recipients: [{ kind: 'address' as const, address: 'patron@isik.example' }],
    subject: '{mukellef} {donem}',
    body: 'Sayın {alici},\n\n{donem} özeti: {ozet}',
    // A client of a test has no books: its report is empty.
    skipEmpty: false,
    ...over,
  });
  const create = (over: object = {}) => call(contract.createSchedule, { body: monthly(over) }, office);
  const runs = async (query: object = {}) => (await call(contract.listRuns, { query }, office)).items;
  const show = (runId: string) => call(contract.showRun, { params: { reportRunId: runId } }, office);
  const tell = () => tellDue({ db, clock: { now: () => now } }, office.tenantId);
  const runJob = async (name: string, payload: unknown, over: Partial<JobContext> = {}) => {
    const job = features
      .flatMap(({ jobs }): readonly JobDefinition[] => jobs)
      .find((each) => each.name === name);
    const context = { jobId: 'test', attempt: 1, maxAttempts: 5, log: testLog, signal: undefined };
    await job?.run(payload, { ...context, ...over });
  };
  /** Runs the waiting jobs of this office, or of one kind, until none is left. */
  async function work(only: string | null = null): Promise<void> {
    for (;;) {
      const { rows } = await ground.superuser.query(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
         where t.id = j.task_id and j.payload ->> 'tenantId' = $1 and ($2::text is null or t.identifier = $2)
         returning t.identifier as name, j.payload`,
        [office.tenantId, only],
      );
      if (rows.length === 0) return;
      for (const { name, payload } of rows) await runJob(name, payload);
    }
  }
  const retry = (runId = '') => call(contract.retryRun, { params: { reportRunId: runId } }, office);
  const RUN = 'report-schedules.run-report';
  const addresses = () => server.received.map(({ to }) => to[0]);
  const notices = () =>
    ground.superuser.query('select kind, params from notifications where tenant_id = $1', [office.tenantId]);

  it('come at their time by the clock of the office, once, with the period and the words of the schedule', async () => {
    const schedule = await create();
    expect(schedule.nextDueAt).toBe('2026-12-01T05:30:00.000Z');
    expect(await tell()).toBe(0);
    now = new Date('2026-12-01T05:30:00Z');
    // Two workers look at once.
    const told = await Promise.all([tell(), tell()]);
    expect(told[0] + told[1]).toBe(1);
    const [{ nextDueAt } = { nextDueAt: '' }] = (await call(contract.listSchedules, {}, office)).items;
    expect(nextDueAt).toBe('2027-01-04T05:30:00.000Z');
    await work(RUN);
    const [run] = await runs();
    expect(run).toMatchObject({
      state: 'running',
      period: { from: '2026-11-01', to: '2026-11-30' },
      recipients: { waiting: 1 },
    });
    // The job once more, as after a crash behind the commit: nothing is posted again.
    await runJob(RUN, { tenantId: office.tenantId, runId: run?.id });
    await work();
    expect(addresses()).toEqual(['patron@isik.example']);
    const mail = server.received[0]?.content ?? '';
    expect(mail).toContain('11.2026');
    expect(mail).toMatch(/application\/pdf[\s\S]*filename/);
    expect(await runs()).toMatchObject([
      { state: 'sent', reason: null, recipients: { sent: 1, failed: 0 }, client: { title: 'Işık İnşaat' } },
    ]);
  });

  it('what was missed while everything was down is made up for once, and says for how many it stands', async () => {
    await create({ rule: { every: 'day', workingDaysOnly: true, time: '08:30' }, span: 'yesterday' });
    now = new Date('2026-12-08T20:00:00Z');
    const part = features.flatMap(({ parts = [] }) => parts).find(({ name }) => name === 'report-schedules');
    expect(await part?.look()).toMatchObject({
      state: 'bad',
      detail: { tr: expect.stringContaining('worker') },
    });
    expect([await tell(), await tell()]).toEqual([1, 0]);
    expect((await part?.look())?.detail.tr).not.toContain('zamanı geçti');
    expect(await runs()).toMatchObject([
      { dueAt: '2026-12-08T05:30:00.000Z', missed: 5, period: { from: '2026-12-07', to: '2026-12-07' } },
    ]);
  });

  it('a try that fails is begun again by the queue, gives up with a reason and a notice, and can be tried by hand', async () => {
    await create();
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    storeIsBroken = true;
    await expect(work()).rejects.toThrow('disk dolu');
    const [run] = await runs();
    expect(run?.state).toBe('running');
    const job = { tenantId: office.tenantId, runId: run?.id };
    await expect(runJob(RUN, job, { attempt: 5 })).rejects.toThrow();
    expect(await runs()).toMatchObject([
      { state: 'failed', reason: { tr: expect.stringContaining('Yeniden deneyin') } },
    ]);
    expect((await notices()).rows).toMatchObject([{ kind: 'report-failed', params: { name: 'Aylık özet' } }]);
    storeIsBroken = false;
    await retry(run?.id);
    await work();
    expect(await runs()).toMatchObject([{ state: 'sent', reason: null }]);
  });

  it('a run whose job is gone is taken up again', async () => {
    await create();
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await ground.superuser.query(
      `delete from graphile_worker._private_jobs where payload ->> 'tenantId' = $1`,
      [office.tenantId],
    );
    const recover = () => recoverRuns({ db, clock: { now: () => now } }, office.tenantId);
    // The run is as old as the database's clock says.
    now = new Date();
    expect(await recover()).toBe(0);
    now = new Date(Date.now() + 20 * 60_000);
    expect(await recover()).toBe(1);
    await work();
    expect(await runs()).toMatchObject([{ state: 'sent' }]);
  });

  it('a refusal ends the run with its words; nothing is tried again by itself', async () => {
    await create({ reportId: 'mizan', options: { level: 'yok' } });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await work();
    expect(await runs()).toMatchObject([
      { state: 'failed', reason: { tr: expect.stringContaining('level') } },
    ]);
  });

  it('one recipient that is refused stops no other; a second try goes to that one alone, with the same file', async () => {
    const to = ['bir', 'iki', 'uc'].map((name) => ({ kind: 'address', address: `${name}@isik.example` }));
    await create({ recipients: to });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    refused.add('iki@isik.example');
    await work();
    expect(addresses().toSorted()).toEqual(['bir@isik.example', 'uc@isik.example']);
    const [run] = await runs();
    expect(run).toMatchObject({ state: 'sent', recipients: { sent: 2, failed: 1 } });
    const people = async () =>
      (await show(run?.id ?? '')).people.map(({ state, retried }) => [state, retried]);
    expect((await people()).toSorted()).toEqual([
      ['failed', false],
      ['sent', false],
      ['sent', false],
    ]);
    expect((await runs({ state: 'failed' })).map(({ id }) => id)).toEqual([run?.id]);
    expect((await notices()).rows).toHaveLength(1);
    refused.clear();
    server.received.length = 0;
    storeIsBroken = true;
    await retry(run?.id);
    await work();
    expect(addresses()).toEqual(['iki@isik.example']);
    expect(await runs()).toMatchObject([{ state: 'sent', reason: null, recipients: { sent: 3, failed: 0 } }]);
    await expect(retry(run?.id)).rejects.toMatchObject({ code: 'REPORT_RUN_NOTHING_TO_RETRY' });
  });

  it('nothing is sent where there is nothing to report or nobody to send it to, and the record says so', async () => {
    await create({ skipEmpty: true });
    await create({ recipients: [{ kind: 'client-card' }] });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await work();
    const byState = new Map((await runs()).map((run) => [run.state, run.reason?.tr]));
    expect(byState.get('skipped')).toContain('boş rapor yollanmadı');
    expect(byState.get('failed')).toContain('Mükellef kartına e-posta yazın');
    expect(server.received).toEqual([]);
  });

  it('goes to client users and to the addresses of the card, each once; links open for accounts alone, and end', async () => {
    const userId = randomUUID();
    await inScope(db, office, async (trx) => {
      const tenant_id = office.tenantId;
      const user = { user_id: userId, email: `patron-${userId}@isik.example`, name: 'Patron' };
      await trx.insertInto('users').values(user).execute();
      await trx.insertInto('memberships').values({ tenant_id, user_id: userId, role: 'client' }).execute();
      await trx
        .insertInto('membership_clients')
        .values({ tenant_id, user_id: userId, client_id: clientId })
        .execute();
      const contact = { tenant_id, client_id: clientId, name: 'Muhasebe' };
      await trx
        .insertInto('client_contacts')
        .values([
          { ...contact, position: 1, email: user.email.toUpperCase() },
          { ...contact, position: 2, email: 'muhasebe@isik.example' },
          { ...contact, position: 3, email: 'sonra yazılacak' },
        ])
        .execute();
    });
    const linkOnly = { attach: false, recipients: [{ kind: 'client-card' }] };
    await expect(create(linkOnly)).rejects.toMatchObject({ code: 'REPORT_SCHEDULE_LINK_ONLY' });
    await create({ recipients: [{ kind: 'client-users' }, { kind: 'client-card' }] });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await work();
    expect(addresses().toSorted()).toEqual(['muhasebe@isik.example', `patron-${userId}@isik.example`]);
    const texts = await inScope(db, office, (trx) =>
      trx.selectFrom('outgoing_mails').select('body_text as text').orderBy('mail_id').execute(),
    );
    expect(texts[0]?.text).toContain(`https://muhasebi.example/portal/${clientId}/raporlarim`);
    expect(texts[0]?.text).toContain('31.12.2026 gününe kadar');
    expect(texts[1]?.text).not.toContain('https://');
    const [run] = await runs();
    const { people } = await show(run?.id ?? '');
    expect(people.find(({ address }) => address === 'sonra yazılacak')).toMatchObject({
      state: 'failed',
      reason: { tr: expect.stringContaining('e-posta adresi değil') },
    });
    // The client user fetches it; one who was not sent it does not, nor anybody after the link's last day.
    const patron: Scope = { ...office, userId, clientIds: [clientId] };
    const own = () => call(contract.listOwnRuns, { params: { clientId } }, patron);
    expect((await own()).items).toMatchObject([{ id: run?.id, fileName: expect.stringMatching(/\.pdf$/) }]);
    const fetchOwn = async (scope: Scope) => {
      const routes = features.flatMap((feature) => feature.routes);
      const route = routes.find((each) => each.contract === contract.downloadOwnRun);
      const input = { params: { reportRunId: run?.id ?? '' }, query: {}, body: undefined };
      const file = await route?.handle(requestContext(scope), input as Parameters<typeof route.handle>[1]);
      return (await buffer((file as FileResult).stream)).subarray(0, 5).toString();
    };
    expect(await fetchOwn(patron)).toBe('%PDF-');
    for (const scope of [
      { ...patron, userId: randomUUID() },
      { ...patron, clientIds: [] },
      await openOffice(),
    ])
      await expect(fetchOwn(scope)).rejects.toMatchObject({ code: 'REPORT_RUN_NOT_FOUND' });
    now = new Date('2027-01-02T00:00:00Z');
    await expect(fetchOwn(patron)).rejects.toMatchObject({ code: 'REPORT_RUN_EXPIRED' });
    expect((await own()).items).toEqual([]);
  });

  it('leave no file behind once their links ended, but what something else points to', async () => {
    const { tenantId } = office;
    for (const format of ['pdf', 'csv'] as const) await create({ format });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await work();
    const ask = async (query: string) =>
      (await ground.superuser.query(query, [tenantId])).rows as { id: string; sha256: string }[];
    const made = 'select run_id as id, sha256 from report_runs where tenant_id = $1';
    const [one, other] = await ask(`${made} order by content_type desc`);
    const [kept, gone] = [one, other].map((each) => ({ tenantId, sha256: each?.sha256 ?? '' }));
    if (kept === undefined || gone === undefined) throw new Error('two reports were not made');
    const file = { sha256: kept.sha256, size_bytes: 1n, file_name: 'rapor.csv', upload_id: randomUUID() };
    await inScope(db, office, (trx) =>
      trx
        .insertInto('documents')
        .values({ tenant_id: tenantId, client_id: clientId, ...file })
        .execute(),
    );
    const night = async () => {
      await runJob('report-schedules.remove-files', {});
      return (await ask('select sha256 from stored_files where tenant_id = $1')).map(({ sha256 }) => sha256);
    };
    expect(await night()).toHaveLength(2);
    now = new Date('2027-01-02T00:00:00Z');
    expect(await night()).toEqual([kept.sha256]);
    // A backup that named it may still be reading it.
    expect((await ground.deps.storage.read(gone)).length).toBeGreaterThan(0);
    now = new Date('2027-01-03T01:00:00Z');
    for (const _ of [1, 2]) expect(await night()).toEqual([kept.sha256]);
    await expect(ground.deps.storage.read(gone)).rejects.toThrow(StoredFileMissing);
    expect((await ground.deps.storage.read(kept)).length).toBeGreaterThan(0);
    for (const { id: reportRunId } of await ask(made)) {
      expect(await show(reportRunId)).toMatchObject({ fileName: expect.any(String), expiresAt: null });
      const fetched = call(contract.downloadRun, { params: { reportRunId } }, office);
      await expect(fetched).rejects.toMatchObject({ code: 'REPORT_RUN_EXPIRED' });
    }
    expect(await ask(`${made} and (sha256 is not null or ended_sha256 is not null)`)).toEqual([]);
  });

  it('follow the closing of months: each closed month once, and of those closed together the last', async () => {
    // The database closes months by its own clock.
    now = new Date(Date.now() - 60_000);
    const schedule = await create({ rule: { every: 'closing' } });
    expect(schedule.nextDueAt).toBeNull();
    expect(await tell()).toBe(0);
    const close = (until: string) =>
      inScope(db, office, async (trx) => {
        const months = await trx
          .selectFrom('periods')
          .select(sql<string>`period::text`.as('period'))
          .where('tenant_id', '=', office.tenantId)
          .where('client_id', '=', clientId)
          .where('period', '<=', until)
          .where('status', '<>', 'closed')
          .orderBy('period')
          .execute();
        for (const { period } of months)
          await trx
            .updateTable('periods')
            .set({ numbered_at: new Date(), status: 'closed' })
            .where('tenant_id', '=', office.tenantId)
            .where('client_id', '=', clientId)
            .where('period', '=', period)
            .execute();
        return months.at(-1)?.period;
      });
    const last = await close('2026-02-01');
    expect([await tell(), await tell()]).toEqual([1, 0]);
    const first = await runs();
    expect(first.filter(({ state }) => state === 'queued')).toMatchObject([{ period: { from: last } }]);
    const passed = first.filter(({ state }) => state === 'skipped');
    expect(passed.at(-1)?.reason?.tr).toContain('yalnız sonuncusu');
    await close('2026-03-01');
    expect(await tell()).toBe(1);
  });

  it('paused or removed it does not come, and coming back it makes up for nothing', async () => {
    const schedule = await create();
    const params = { scheduleId: schedule.id };
    const set = (state: 'on' | 'paused' | 'ended') =>
      call(contract.setScheduleState, { params, body: { state } }, office);
    expect(await set('paused')).toMatchObject({ state: 'paused', nextDueAt: null });
    now = new Date('2027-02-01T06:00:00Z');
    expect(await tell()).toBe(0);
    expect((await set('ended')).state).toBe('ended');
    expect((await call(contract.listSchedules, {}, office)).items).toEqual([]);
    expect(await set('on')).toMatchObject({ state: 'on', nextDueAt: '2027-03-01T05:30:00.000Z' });
    expect(await tell()).toBe(0);
  });

  it('changed, it is due by its new rule; whoever saw an older one is refused', async () => {
    const schedule = await create();
    const params = { scheduleId: schedule.id };
    const rule = { every: 'week' as const, weekday: 5, offDay: 'next' as const, time: '17:00' };
    const change = () =>
      call(
        contract.changeSchedule,
        { params, body: { ...monthly({ rule }), version: schedule.version } },
        office,
      );
    expect((await change()).nextDueAt).toBe('2026-12-04T14:00:00.000Z');
    await expect(change()).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('are kept only where report, clients, format, texts and recipients go together', async () => {
    const refusal = (over: object) =>
      create(over).then(
        () => 'kept',
        (error: unknown) => (error as { code: string }).code,
      );
    const UNFIT = 'REPORT_SCHEDULE_UNFIT';
    expect(await refusal({ reportId: 'yok' })).toBe(UNFIT);
    expect(await refusal({ about: 'office' })).toBe(UNFIT);
    expect(await refusal({ about: 'some', clientIds: [randomUUID()] })).toBe(UNFIT);
    expect(await refusal({ rule: { every: 'closing' }, span: 'yesterday' })).toBe(UNFIT);
    expect(await refusal({ subject: '{unvan}' })).toBe('REPORT_SCHEDULE_TEMPLATE');
    const stranger = { kind: 'person', userId: (await openOffice()).userId };
    expect(await refusal({ recipients: [stranger] })).toBe('REPORT_SCHEDULE_RECIPIENT');
    expect(await refusal({ about: 'some', clientIds: [clientId] })).toBe('kept');
  });

  it('a preview says when and how; one sent now goes to whoever asks alone', async () => {
    const preview = await call(contract.previewSchedule, { body: monthly() }, office);
    expect(preview).toMatchObject({
      subject: 'Işık İnşaat 11.2026',
      body: expect.stringContaining('Sayın Defne,'),
      clients: 1,
    });
    expect(preview.next.slice(0, 2)).toEqual(['2026-12-01T05:30:00.000Z', '2027-01-04T05:30:00.000Z']);
    const params = { scheduleId: (await create()).id };
    await call(contract.sendOneNow, { params, body: {} }, office);
    await work();
    expect(addresses()).toEqual([`${office.userId}@ofis.example`]);
    expect(await runs()).toMatchObject([{ byHand: true, client: { id: clientId }, state: 'sent' }]);
    const stranger = await openOffice();
    await expect(call(contract.sendOneNow, { params, body: {} }, stranger)).rejects.toMatchObject({
      code: 'REPORT_SCHEDULE_NOT_FOUND',
    });
  });

  it('of a report that is not for everybody is not there for whoever may not see it', async () => {
    const plan = monthly({ reportId: 'staff-workload', about: 'office' });
    const body = contract.createSchedule.body.parse(plan);
    const as = async (permissions: readonly string[], name: keyof typeof contract, input: object) => {
      const routes = features.flatMap((feature) => feature.routes);
      const route = routes.find((each) => each.contract === contract[name]);
      const request = requestContext(office);
      const actor = { ...request.actor, permissions };
      const given = { params: {}, query: { limit: 50 }, ...input } as Parameters<
        NonNullable<typeof route>['handle']
      >[1];
      return (await route?.handle({ ...request, actor }, given)) as { id: string; items: unknown[] };
    };
    const [staff, owner] = [['report:publish'], ['report:publish', 'member:read']];
    await expect(as(staff, 'createSchedule', { body })).rejects.toMatchObject({
      code: 'REPORT_SCHEDULE_UNFIT',
    });
    const { id: scheduleId } = await as(owner, 'createSchedule', { body });
    const run = await as(owner, 'sendOneNow', { params: { scheduleId }, body: {} });
    const params = { reportRunId: run.id };
    for (const name of ['showRun', 'downloadRun', 'retryRun'] as const)
      await expect(as(staff, name, { params })).rejects.toMatchObject({ code: 'REPORT_RUN_NOT_FOUND' });
    for (const name of ['listSchedules', 'listRuns'] as const)
      expect([(await as(staff, name, {})).items.length, (await as(owner, name, {})).items.length]).toEqual([
        0, 1,
      ]);
  });
});
