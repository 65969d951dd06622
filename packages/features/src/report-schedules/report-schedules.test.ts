/** Scheduled reports on a real database: due once, made once, sent once to each; what fails says so and is tried again. */
import { createHash, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { clientErrors } from '../clients/contract.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { testLog } from '../test-ground.fixture.ts';
import { reportSchedulesContract as contract } from './contract.ts';
import { createReportSchedulesFeature } from './feature.ts';
import type { EndedMail, MailPoster, ReportMaker, SchedulesContext } from './schedules-context.ts';
import { tellDue } from './tell-due.ts';

type Posted = Parameters<MailPoster['post']>[2] & { readonly mailId: string; readonly tenantId: string };

describe('scheduled reports', () => {
  let books: BooksFixture;
  let superuser: pg.Client;
  let call: RouteCaller;
  let context: SchedulesContext;
  let office: Scope & { readonly tenantId: string; readonly userId: string };
  let clientId: string;
  /** 2026-12-01 is a Tuesday; the clock of the test, in UTC. */
  let now: Date;
  let posted: Posted[];
  let emitted: string[];
  let made: number;
  let makes: ReportMaker['make'];
  let endMail: (trx: Parameters<MailPoster['post']>[0], mail: EndedMail) => Promise<void>;
  let runJob: (name: string, payload: unknown, over?: Partial<JobContext>) => Promise<void>;

  beforeAll(async () => {
    books = await createBooks();
    superuser = new pg.Client({ connectionString: books.superuserUrl });
    await superuser.connect();
    const storage = createDiskStorage(`${process.env.TMPDIR ?? '/tmp'}/muhasebi-runs-${randomUUID()}`);
    const list: ReportMaker['list'] = () => [
      {
        reportId: 'month-summary',
        title: { tr: 'Aylık özet', en: 'Month summary' },
        about: 'client',
        formats: ['pdf', 'csv'],
        options: [],
      },
      {
        reportId: 'portfolio',
        title: { tr: 'Ofis portföyü', en: 'Portfolio' },
        about: 'office',
        formats: ['xlsx'],
        options: [],
      },
    ];
    context = {
      db: books.db,
      clock: { now: () => now },
      storage,
      publicUrl: 'https://muhasebi.example',
      reports: { list, make: (ask) => makes(ask) },
      mail: {
        post: async (_trx, tenantId, mail) => {
          const mailIds = mail.to.map(() => randomUUID());
          for (const mailId of mailIds) posted.push({ ...mail, mailId, tenantId });
          return mailIds;
        },
        onEnded: (listener) => {
          endMail = listener;
        },
      },
      emit: async (_trx, _tenantId, { data }) => void emitted.push(String(data.runId)),
    };
    const feature = createReportSchedulesFeature(context);
    call = createCaller(feature.routes, books.scope);
    runJob = async (name, payload, over = {}) => {
      const job = feature.jobs.find((each) => each.name === name);
      await job?.run(payload, {
        jobId: 'test',
        attempt: 1,
        maxAttempts: 5,
        log: testLog,
        signal: undefined,
        ...over,
      });
    };
  });
  afterAll(async () => {
    await superuser.end();
    await books.close();
  });
  beforeEach(async () => {
    now = new Date('2026-12-01T03:00:00Z');
    [posted, emitted, made] = [[], [], 0];
    makes = async ({ tenantId, reportId, period, format }) => {
      made += 1;
      const content = Buffer.from(`${reportId} ${period.from}`);
      const sha256 = createHash('sha256').update(content).digest('hex');
      await context.storage.put({ tenantId, sha256 }, content);
      return {
        fileName: `${reportId}.${format}`,
        contentType: 'application/pdf',
        sha256,
        sizeBytes: content.length,
        isEmpty: false,
        summary: { tr: 'Kâr 1.000,00', en: 'Profit 1,000.00' },
      };
    };
    const scope = await books.openOffice();
    office = { ...scope, tenantId: scope.tenantId ?? '', userId: scope.userId ?? '' };
    await books.run(
      (trx) =>
        trx
          .insertInto('memberships')
          .values({ tenant_id: office.tenantId, user_id: office.userId, role: 'owner' })
          .execute(),
      office,
    );
    clientId = (await books.openClient(office)).clientId;
  });

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
    ...over,
  });
  const create = (over: object = {}) => call(contract.createSchedule, { body: monthly(over) }, office);
  const runs = async (query: object = {}) => (await call(contract.listRuns, { query }, office)).items;
  const show = (runId: string) => call(contract.showRun, { params: { runId } }, office);
  const tell = () => tellDue(context, office.tenantId);
  /** Runs the waiting jobs of this office. */
  async function work(over?: Partial<JobContext>): Promise<void> {
    const { rows } = await superuser.query(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and j.payload ->> 'tenantId' = $1 returning t.identifier as name, j.payload`,
      [office.tenantId],
    );
    for (const { name, payload } of rows) await runJob(name, payload, over);
  }
  const end = (mail: Posted | undefined, state: EndedMail['state'], reason = 'kutu dolu') =>
    books.run(
      (trx) =>
        endMail(trx, {
          tenantId: office.tenantId,
          mailId: mail?.mailId ?? '',
          source: mail?.source ?? null,
          state,
          reason: state === 'sent' || state === 'held' ? null : { tr: reason, en: 'mailbox full' },
        }),
      office,
    );
  const notices = () =>
    superuser.query('select kind, params from notifications where tenant_id = $1', [office.tenantId]);

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
    await work();
    expect(posted).toMatchObject([
      {
        purpose: 'report',
        clientId,
        to: [{ address: 'patron@isik.example' }],
        subject: expect.stringMatching(/^Deneme \d+ Ltd\. Şti\. 11\.2026$/),
        text: expect.stringContaining('11.2026 özeti: Kâr 1.000,00'),
        attachments: [{ fileName: 'month-summary.pdf' }],
      },
    ]);
    const [run] = await runs();
    expect(run).toMatchObject({
      state: 'running',
      period: { from: '2026-11-01', to: '2026-11-30' },
      recipients: { waiting: 1 },
    });
    await end(posted[0], 'sent');
    expect(await runs()).toMatchObject([{ state: 'sent', reason: null, recipients: { sent: 1, failed: 0 } }]);
    expect(emitted).toEqual([run?.id]);
    // The job once more, as after a crash behind the commit: nothing is made or posted again.
    await runJob('report-schedules.run-report', { tenantId: office.tenantId, runId: run?.id });
    expect([made, posted.length]).toEqual([1, 1]);
  });

  it('what was missed while everything was down is made up for once, and says for how many it stands', async () => {
    await create({ rule: { every: 'day', workingDaysOnly: true, time: '08:30' }, span: 'yesterday' });
    now = new Date('2026-12-08T20:00:00Z');
    expect([await tell(), await tell()]).toEqual([1, 0]);
    expect(await runs()).toMatchObject([
      { dueAt: '2026-12-08T05:30:00.000Z', missed: 5, period: { from: '2026-12-07', to: '2026-12-07' } },
    ]);
  });

  it('a killed or failing try is begun again by the queue, and gives up with a reason and a notice', async () => {
    const stored = makes;
    await create();
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    makes = async () => {
      throw new Error('bağlantı koptu');
    };
    await expect(work()).rejects.toThrow('bağlantı koptu');
    const [run] = await runs();
    expect(run?.state).toBe('running');
    const job = { tenantId: office.tenantId, runId: run?.id };
    await expect(runJob('report-schedules.run-report', job, { attempt: 5 })).rejects.toThrow();
    expect(await runs()).toMatchObject([
      { state: 'failed', reason: { tr: expect.stringContaining('Yeniden deneyin') } },
    ]);
    expect((await notices()).rows).toMatchObject([{ kind: 'report-failed', params: { name: 'Aylık özet' } }]);
    makes = stored;
    await call(contract.retryRun, { params: { runId: run?.id ?? '' } }, office);
    await work();
    expect(posted).toHaveLength(1);
  });

  it('a refusal ends the run with its words; nothing is tried again by itself', async () => {
    await create();
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    makes = async () => {
      throw clientErrors.CLIENT_NOT_FOUND();
    };
    await work();
    expect(await runs()).toMatchObject([
      { state: 'failed', reason: { tr: expect.stringContaining('bulunamadı') } },
    ]);
  });

  it('one recipient that is refused stops no other; a second try goes to that one alone, with the same file', async () => {
    const recipients = ['bir', 'iki', 'üç'].map((name) => ({
      kind: 'address',
      address: `${name}@isik.example`,
    }));
    await create({
      recipients: [...recipients.slice(0, 2), { kind: 'address', address: 'uc@isik.example' }],
    });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await work();
    expect(posted).toHaveLength(3);
    await end(posted[0], 'sent');
    await end(posted[1], 'failed', 'böyle bir kutu yok');
    expect((await runs())[0]?.state).toBe('running');
    await end(posted[2], 'sent');
    const [run] = await runs();
    expect(run).toMatchObject({ state: 'sent', recipients: { sent: 2, failed: 1 } });
    expect((await show(run?.id ?? '')).people.map(({ state }) => state)).toEqual(['sent', 'failed', 'sent']);
    expect((await notices()).rows).toHaveLength(1);
    await call(contract.retryRun, { params: { runId: run?.id ?? '' } }, office);
    await work();
    expect(posted.slice(3)).toMatchObject([{ to: [{ address: 'iki@isik.example' }] }]);
    await end(posted[3], 'sent');
    expect(await runs()).toMatchObject([{ state: 'sent', reason: null, recipients: { sent: 3, failed: 0 } }]);
    // It came back later.
    await end(posted[3], 'bounced');
    expect((await runs({ state: 'failed' }))[0]).toMatchObject({ state: 'sent', recipients: { failed: 1 } });
    expect([made, emitted.length]).toEqual([1, 1]);
    await expect(end({ ...(posted[0] as Posted), source: 'davet' }, 'failed')).resolves.toBeUndefined();
  });

  it('nothing is sent where there is nothing to report or nobody to send it to, and the record says so', async () => {
    const stored = makes;
    makes = async (ask) => ({ ...(await stored(ask)), isEmpty: true });
    await create();
    await create({ skipEmpty: false, recipients: [{ kind: 'client-card' }] });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await work();
    const byState = new Map((await runs()).map((run) => [run.state, run.reason?.tr]));
    expect(byState.get('skipped')).toContain('boş rapor yollanmadı');
    expect(byState.get('failed')).toContain('Mükellef kartına e-posta yazın');
    expect(posted).toEqual([]);
  });

  it('goes to client users and to the addresses of the card, each address once; a link opens for accounts alone', async () => {
    const userId = randomUUID();
    await books.run(async (trx) => {
      const tenant_id = office.tenantId;
      await trx
        .insertInto('users')
        .values({ user_id: userId, email: 'patron@isik.example', name: 'Patron' })
        .execute();
      await trx.insertInto('memberships').values({ tenant_id, user_id: userId, role: 'client' }).execute();
      await trx
        .insertInto('membership_clients')
        .values({ tenant_id, user_id: userId, client_id: clientId })
        .execute();
      const contact = { tenant_id, client_id: clientId, name: 'Muhasebe' };
      await trx
        .insertInto('client_contacts')
        .values([
          { ...contact, position: 1, email: 'Patron@isik.example' },
          { ...contact, position: 2, email: 'muhasebe@isik.example' },
          { ...contact, position: 3, email: 'sonra yazılacak' },
        ])
        .execute();
    }, office);
    const linkOnly = { attach: false, recipients: [{ kind: 'client-card' }] };
    await expect(create(linkOnly)).rejects.toMatchObject({ code: 'REPORT_SCHEDULE_LINK_ONLY' });
    await create({ recipients: [{ kind: 'client-users' }, { kind: 'client-card' }] });
    now = new Date('2026-12-01T05:30:00Z');
    await tell();
    await work();
    expect(posted.map(({ to }) => to[0]?.address)).toEqual(['patron@isik.example', 'muhasebe@isik.example']);
    expect(posted[0]?.text).toContain(`https://muhasebi.example/portal/${clientId}/raporlarim`);
    expect(posted[0]?.text).toContain('31.12.2026 gününe kadar');
    expect(posted[1]?.text).not.toContain('https://');
    const [run] = await runs();
    const { people } = await show(run?.id ?? '');
    expect(people.find(({ address }) => address === 'sonra yazılacak')).toMatchObject({
      state: 'failed',
      reason: { tr: expect.stringContaining('e-posta adresi değil') },
    });
    // The client user fetches it; another of the same company, who was not sent it, and anybody after a month, do not.
    const patron: Scope = { ...office, userId, clientIds: [clientId] };
    const own = (await call(contract.listOwnRuns, { params: { clientId } }, patron)).items;
    expect(own).toMatchObject([{ id: run?.id, fileName: 'month-summary.pdf' }]);
    const fetchOwn = async (scope: Scope) => {
      const feature = createReportSchedulesFeature(context);
      const route = feature.routes.find((each) => each.contract === contract.downloadOwnRun);
      const input = { params: { runId: run?.id ?? '' }, query: {}, body: undefined };
      const file = (await route?.handle({ scope } as Parameters<typeof route.handle>[0], input as never)) as {
        stream: Parameters<typeof text>[0];
      };
      return text(file.stream);
    };
    expect(await fetchOwn(patron)).toBe('month-summary 2026-11-01');
    await expect(fetchOwn({ ...patron, userId: randomUUID() })).rejects.toMatchObject({
      code: 'REPORT_RUN_NOT_FOUND',
    });
    await expect(fetchOwn({ ...patron, clientIds: [] })).rejects.toMatchObject({
      code: 'REPORT_RUN_NOT_FOUND',
    });
    now = new Date('2027-01-02T00:00:00Z');
    await expect(fetchOwn(patron)).rejects.toMatchObject({ code: 'REPORT_RUN_EXPIRED' });
    expect((await call(contract.listOwnRuns, { params: { clientId } }, patron)).items).toEqual([]);
  });

  it('follow the closing of months: each closed month once, and of those closed together the last', async () => {
    // The database closes months by its own clock.
    now = new Date(Date.now() - 60_000);
    const schedule = await create({ rule: { every: 'closing' } });
    expect(schedule.nextDueAt).toBeNull();
    expect(await tell()).toBe(0);
    const client = { tenantId: office.tenantId, clientId };
    const months = async (until: string) => {
      await books.closeMonths(
        { ...client, taxId: '', purchaseDefault: 'expense', fiscalYearStartMonth: 1 },
        until,
      );
    };
    await months('2026-02-01');
    expect([await tell(), await tell()]).toEqual([1, 0]);
    const first = await runs();
    expect(first.filter(({ state }) => state === 'queued')).toMatchObject([
      { period: { from: '2026-02-01' } },
    ]);
    expect(first.filter(({ state }) => state === 'skipped').at(-1)?.reason?.tr).toContain('yalnız sonuncusu');
    await months('2026-03-01');
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

  it('are kept only where report, clients, format, texts and recipients go together', async () => {
    const refusal = (over: object) =>
      create(over).then(
        () => 'kept',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await refusal({ reportId: 'yok' })).toBe('REPORT_SCHEDULE_UNFIT');
    expect(await refusal({ format: 'xlsx' })).toBe('REPORT_SCHEDULE_UNFIT');
    expect(await refusal({ about: 'office' })).toBe('REPORT_SCHEDULE_UNFIT');
    expect(await refusal({ about: 'some', clientIds: [randomUUID()] })).toBe('REPORT_SCHEDULE_UNFIT');
    expect(await refusal({ rule: { every: 'closing' }, span: 'yesterday' })).toBe('REPORT_SCHEDULE_UNFIT');
    expect(await refusal({ subject: '{unvan}' })).toBe('REPORT_SCHEDULE_TEMPLATE');
    expect(await refusal({ recipients: [{ kind: 'person', userId: randomUUID() }] })).toBe(
      'REPORT_SCHEDULE_RECIPIENT',
    );
    const portfolio = { reportId: 'portfolio', about: 'office', format: 'xlsx' };
    expect(await refusal({ ...portfolio, recipients: [{ kind: 'client-users' }] })).toBe(
      'REPORT_SCHEDULE_UNFIT',
    );
    expect(await refusal(portfolio)).toBe('kept');
  });

  it('a preview says when and how; one sent now goes to whoever asks alone', async () => {
    const preview = await call(contract.previewSchedule, { body: monthly() }, office);
    expect(preview).toMatchObject({
      subject: expect.stringContaining('11.2026'),
      body: expect.stringContaining('Sayın Mali Müşavir,'),
      clients: 1,
    });
    expect(preview.next.slice(0, 2)).toEqual(['2026-12-01T05:30:00.000Z', '2027-01-04T05:30:00.000Z']);
    const { id: scheduleId } = await create();
    await call(contract.sendOneNow, { params: { scheduleId }, body: {} }, office);
    await work();
    expect(posted).toMatchObject([{ to: [{ address: `${office.userId}@ofis.example` }] }]);
    expect(await runs()).toMatchObject([{ byHand: true, client: { id: clientId } }]);
    const stranger = await books.openOffice();
    await expect(
      call(contract.sendOneNow, { params: { scheduleId }, body: {} }, stranger),
    ).rejects.toMatchObject({ code: 'REPORT_SCHEDULE_NOT_FOUND' });
  });
});
