/** Mails of a real IMAP server (dovecot) become documents of the right client, once, whatever breaks on the way. */
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { attached, mailText, type PartText, tnef } from '@muhasebi/connectors/imap/mail.fixture.ts';
import { openMailbox } from '@muhasebi/connectors/imap/open-mailbox.ts';
import { startCuttingProxy } from '@muhasebi/testkit/mailbox-server/cutting-proxy.ts';
import { type Dovecot, findDovecot, startDovecot } from '@muhasebi/testkit/mailbox-server/start-dovecot.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { clientsContract } from '../../clients/contract.ts';
import { createCaller } from '../../route-caller.fixture.ts';
import { mailsOf, outboxOf, sendMail } from '../../sent-mail.fixture.ts';
import {
  BUYER_TAX_ID,
  createSyncGround,
  invoiceXml,
  OTHER_TAX_ID,
  type SyncGround,
} from '../../sync-ground.fixture.ts';
import type { OfficeScope } from '../../whole-office.fixture.ts';
import type { SyncConnector } from '../connector.ts';
import { integrationsContract as contract } from '../contract.ts';
import { mailboxConnector } from './mailbox-connector.ts';
import { placeOf } from './mailbox-settings.ts';
import { type MailboxDeps, pullMailbox } from './pull-mailbox.ts';

const here = findDovecot() !== undefined;
const USERS = 40;
const user = (number: number) => `kutu${number}@ofis.test`;
const password = 'gizli parola';

/** Ends the next run amid the transaction that takes a report. */
let kill = false;
const REACH = 'public-or-loopback';
let dovecot: Dovecot;
let ground: SyncGround;
let scope: OfficeScope;
let used = 0;
let mailbox: string;

/** The connector, and one whose server leaves out the content of the mail numbered 2. */
function connectorsOf(deps: MailboxDeps): SyncConnector[] {
  const whole = mailboxConnector({ ...deps, reach: REACH });
  const withholding: typeof whole = {
    ...whole,
    kind: 'withholding',
    async pull(run) {
      const options = { signal: run.signal, readOnly: true, mostBytes: 1e8, reach: REACH } as const;
      const mailbox = await openMailbox(placeOf(run.settings), options);
      const contents: typeof mailbox.contents = async (uids, mostBytes) => {
        const found = await mailbox.contents(uids, mostBytes);
        found.delete(2);
        return found;
      };
      await pullMailbox(deps, run, { ...mailbox, contents });
      await mailbox.close();
    },
  };
  return [whole, withholding];
}

describe.skipIf(!here)('a mailbox', () => {
  beforeAll(async () => {
    dovecot = await startDovecot(
      Object.fromEntries(Array.from({ length: USERS }, (_, number) => [user(number), password])),
    );
    ground = await createSyncGround([], (deps) => ({
      connectors: connectorsOf({
        clock: deps.clock,
        recordBounce: (...bounce) => {
          if (kill) throw new Error('killed');
          return outboxOf(deps).recordBounce(...bounce);
        },
      }),
    }));
  });
  afterAll(async () => {
    await ground?.close();
    await dovecot?.stop();
  });
  beforeEach(async () => {
    scope = await ground.openOffice();
    used += 1;
    mailbox = user(used);
  });

  const settings = (over: Record<string, string | number> = {}) => ({
    host: '127.0.0.1',
    port: dovecot.ports.tls,
    security: 'tls',
    user: mailbox,
    password,
    certificate: dovecot.certificate,
    ...over,
  });
  const connect = (over: Record<string, string | number> = {}) =>
    ground.make(scope, { kind: 'mailbox', settings: settings(over) });
  const deliver = (heads: readonly string[], parts: readonly PartText[] = [], type?: string) =>
    dovecot.deliver(mailbox, mailText(heads, parts, type));
  let written = 0;
  /** A mail of its own with one invoice; `heads` stand beside its Message-ID. */
  const invoiceMail = (net: number, heads: readonly string[] = []) => {
    written += 1;
    return deliver(
      [`Message-ID: <${written}@mukellef.test>`, `Subject: Fatura ${net}`, ...heads],
      [attached(`fatura-${net}.xml`, invoiceXml({ net }), 'application/xml')],
    );
  };
  const states = async (integrationId: string) =>
    (await ground.items(scope, integrationId)).map(({ fileName, state, client }) =>
      [fileName, state, client?.title ?? '-'].join(' '),
    );

  /** A mail server reports that it could not deliver the mail of this Message-ID. */
  const deliverReport = async (messageId: string) => {
    const status =
      'Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; yok@x.test\r\nAction: failed\r\nStatus: 5.1.1\r\n';
    const original = mailText([`Message-ID: ${messageId}`], [attached('rapor.xml', '<a/>')]);
    await deliver(
      ['From: MAILER-DAEMON@mx', 'Subject: Undelivered', 'Message-ID: <dsn@mx>'],
      [
        { type: 'message/delivery-status', content: status, plain: true },
        { type: 'message/rfc822', content: original, plain: true },
      ],
      'multipart/report; report-type=delivery-status',
    );
  };

  test('mails become documents of the client whom sender, alias or tax number name; the rest waits in the tray', async () => {
    const body = { title: 'Gönderen Ltd.', taxId: '5555555553', email: 'Muhasebe@Gonderen.test' };
    await createCaller(ground.routes, scope)(clientsContract.createClient, { body });
    await ground.openClient(scope, OTHER_TAX_ID, 'Takma Ltd.');
    await ground.openClient(scope, BUYER_TAX_ID, 'Numaralı Ltd.');
    const own = mailbox.replace('@', `+${OTHER_TAX_ID}@`);
    const note = attached('not.xml', '<Invoice/>', 'application/xml');
    await deliver(['From: muhasebe@gonderen.test', 'Subject: Adresten', 'Message-ID: <a@x>'], [note]);
    await deliver(['From: x@y.test', `To: ${own}`, 'Subject: Takma', 'Message-ID: <b@x>'], [note]);
    await invoiceMail(100, ['From: kimse@y.test']);
    await deliver(['From: kimse@y.test', 'Subject: Kimsenin', 'Message-ID: <c@x>'], [note]);
    await deliver(['From: kimse@y.test', 'Subject: Selam', 'Message-ID: <d@x>']);
    const { id } = await connect();
    const run = await ground.sync(scope, id);
    expect(run).toMatchObject({ state: 'done', fault: null, done: 5, total: 5 });
    expect(await states(id)).toEqual([
      'not.xml document Gönderen Ltd.',
      'not.xml document Takma Ltd.',
      'fatura-100.xml document Numaralı Ltd.',
      'not.xml tray -',
      'Selam empty -',
    ]);
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'done', items: 0, documents: 0 });
    await invoiceMail(200);
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'done', documents: 1 });
  });

  test('a server that numbers its mails anew brings nothing twice', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    await invoiceMail(100);
    await invoiceMail(200);
    const { id } = await connect();
    expect(await ground.sync(scope, id)).toMatchObject({ documents: 2 });
    await dovecot.renumber(mailbox);
    await invoiceMail(300);
    const run = await ground.sync(scope, id);
    expect(run).toMatchObject({ state: 'done', documents: 1, items: 1 });
    expect((await ground.log(scope, run.id)).join('\n')).toContain('yeniden numaralamış');
  });

  test('a connection that breaks in the middle loses nothing and brings nothing twice', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    for (const net of [100, 200, 300]) {
      await invoiceMail(net);
      // Larger than what is asked for at once, so that mails come one by one.
      await deliver(
        [`Message-ID: <agir-${net}@x>`, `Subject: Agir ${net}`],
        [attached('tarama.bin', Buffer.alloc(5_000_000, net))],
      );
    }
    const proxy = await startCuttingProxy(dovecot.ports.tls);
    onTestFinished(proxy.stop);
    const { id } = await connect({ port: proxy.port });
    const faults: (string | null)[] = [];
    for (const bytes of [2_000, 6_000, 9_000_000, 9_000_000, null]) {
      proxy.cutAfter(bytes);
      faults.push((await ground.sync(scope, id)).fault?.kind ?? null);
    }
    expect(faults).toEqual(['unreachable', 'unreachable', 'unreachable', 'unreachable', null]);
    const items = await ground.items(scope, id);
    expect(items.map(({ subject }) => subject)).toEqual([
      'Fatura 100',
      'Agir 100',
      'Fatura 200',
      'Agir 200',
      'Fatura 300',
      'Agir 300',
    ]);
  });

  test('a run killed amid the transaction of several mails takes none of them, and the next takes each once', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    await invoiceMail(100);
    await deliverReport('<baska@x>');
    await invoiceMail(200);
    const { id } = await connect();
    kill = true;
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'failed', fault: { kind: 'internal' } });
    expect(await ground.items(scope, id)).toEqual([]);
    kill = false;
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'done', items: 3, documents: 2 });
  });

  test('a mail of 200 MB is told and passed over without a download, and so is one of wrong build', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    await dovecot.deliver(mailbox, 'Subject: Dev\r\nMessage-ID: <dev@x>\r\n\r\n', '', 200 * 1024 * 1024);
    await dovecot.deliver(mailbox, `${'X-Bos: b\r\n'.repeat(100_000)}Subject: Bozuk\r\n\r\n`);
    await invoiceMail(100);
    const { id } = await connect();
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'done', refused: 2, documents: 1 });
    const items = await ground.items(scope, id);
    expect(items.map(({ state, reason }) => [state, reason?.messageEn.slice(0, 40) ?? null])).toEqual([
      ['refused', 'The mail is too large (200 MB; at most 4'],
      ['refused', expect.stringMatching(/^The build of the mail/)],
      ['document', null],
    ]);
  });

  test('a mail whose content the server leaves out is told, and those around it are taken', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    for (const net of [100, 200, 300]) await invoiceMail(net);
    const { id } = await ground.make(scope, { kind: 'withholding', settings: settings() });
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'done', refused: 1, documents: 2 });
    const [, refused] = await ground.items(scope, id);
    expect(refused).toMatchObject({
      subject: 'Fatura 200',
      reason: { messageEn: expect.stringContaining('did not give the content') },
    });
  });

  test('Outlook’s package, a forwarded mail and a ZIP bomb each come to what they hold', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    const inner = mailText(
      ['From: satici@x.test'],
      [attached('ileti.xml', invoiceXml({ net: 100 }), 'application/xml')],
    );
    const outlook = tnef([{ name: 'outlook.xml', bytes: invoiceXml({ net: 200 }) }]);
    await deliver(
      ['From: x@y.test', 'Message-ID: <hepsi@x>', 'Subject: Hepsi'],
      [
        { type: 'message/rfc822', content: inner, plain: true },
        attached('winmail.dat', outlook, 'application/ms-tnef'),
        attached('ileti.pdf', '%PDF-1.4', 'application/pdf'),
        attached('davet.ics', 'BEGIN:VCALENDAR', 'text/calendar'),
      ],
    );
    const bomb = await zipOf({ 'bomba.xml': Buffer.alloc(80 * 1024 * 1024) });
    const own = mailbox.replace('@', `+${BUYER_TAX_ID}@`);
    await deliver(
      [`To: ${own}`, 'Message-ID: <bomba@x>', 'Subject: Bomba'],
      [attached('bomba.zip', bomb, 'application/zip'), attached('winmail.dat', outlook.subarray(0, 90))],
    );
    const { id } = await connect();
    const run = await ground.sync(scope, id);
    expect(run).toMatchObject({ state: 'done', fault: null });
    await ground.runJobs();
    const items = await ground.items(scope, id);
    expect(
      items.map(({ fileName, state, documentState }) => `${fileName} ${state} ${documentState}`),
    ).toEqual([
      'ileti.xml document READY',
      'outlook.xml document READY',
      'ileti.pdf empty null',
      'bomba.zip document FAILED',
    ]);
    expect((await ground.log(scope, run.id)).join('\n')).toMatch(
      /Hepsi: davet\.ics: takvim kaydı\nBomba: winmail\.dat: Outlook paketi açılamadı/,
    );
  });

  test('a report of a mail that was not delivered is told to the outbox, and its own attachments are no documents', async () => {
    await deliverReport(await sendMail(ground.deps, scope));
    const { id } = await connect();
    expect(await ground.sync(scope, id)).toMatchObject({
      state: 'done',
      items: 1,
      documents: 0,
      trayed: 0,
    });
    expect(await mailsOf(ground.deps, scope)).toMatchObject([
      { state: 'bounced', reason: expect.stringContaining('5.1.1') },
    ]);
  });

  test('mails that were taken are moved or marked where the office wants it, and stay untouched otherwise', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    await dovecot.deliver(mailbox, 'Subject: eski\r\n\r\n', 'Alinan');
    await invoiceMail(100);
    const tried = (over: Record<string, string>) =>
      ground.frame(
        contract.testSettings,
        { body: { kind: 'mailbox', integrationId: null, settings: settings(over) } },
        scope,
      );
    expect(await tried({ afterwards: 'move', moveTo: 'Yok' })).toMatchObject({
      fault: { kind: 'wrong-settings' },
    });
    expect((await tried({ afterwards: 'move', moveTo: 'Alinan' })).found?.tr).toContain('1 e-posta');
    const { id } = await connect({ afterwards: 'move', moveTo: 'Alinan' });
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'done', documents: 1 });
    expect((await tried({ folder: 'Alinan' })).found?.en).toContain('2 mails');
    expect((await tried({})).found?.en).toContain('0 mails');
  });

  test.each<[string, () => Record<string, string | number>, string]>([
    ['a wrong password', () => ({ password: 'yanlış' }), 'refused'],
    ['a certificate that nobody vouches for', () => ({ certificate: '' }), 'changed-identity'],
    ['a name that is not in the certificate', () => ({ host: 'localhost.localdomain' }), 'unreachable'],
    ['a folder that is not there', () => ({ folder: 'Yok' }), 'wrong-settings'],
    ['TLS where the server speaks STARTTLS', () => ({ port: dovecot.ports.plain }), 'wrong-settings'],
    ['an address inside a network', () => ({ host: '10.0.0.1' }), 'wrong-settings'],
    ['a port where nobody listens', () => ({ port: 1 }), 'unreachable'],
  ])('%s is told as what it is, and the run ends with what to do', async (_what, over, kind) => {
    const { id } = await connect(over());
    const { fault } = await ground.sync(scope, id);
    expect(fault).toMatchObject({ kind, next: expect.stringMatching(/\S/) });
    expect(JSON.stringify(fault)).not.toContain(password);
  });

  test('STARTTLS is asked for before the password is sent', async () => {
    await ground.openClient(scope, BUYER_TAX_ID);
    await invoiceMail(100);
    const { id } = await connect({ port: dovecot.ports.plain, security: 'starttls' });
    expect(await ground.sync(scope, id)).toMatchObject({ state: 'done', documents: 1 });
  });
});
