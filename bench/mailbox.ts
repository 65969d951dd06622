/**
 * A mailbox of messages with an invoice attached, from the first question to the last document: a real dovecot, an own
 * PostgreSQL, the store on disk. Beside it the same mails fetched by the same conversation, nothing read or kept.
 * Usage: node bench/mailbox.ts [messages]
 */
import { readFile } from 'node:fs/promises';
import { attached, mailText } from '@muhasebi/connectors/imap/mail.fixture.ts';
import { openMailbox } from '@muhasebi/connectors/imap/open-mailbox.ts';
import { mailboxConnector } from '@muhasebi/features/integrations/mailbox/mailbox-connector.ts';
import { outboxOf } from '@muhasebi/features/sent-mail.fixture.ts';
import { createSyncGround } from '@muhasebi/features/sync-ground.fixture.ts';
import { type Dovecot, findDovecot, startDovecot } from '@muhasebi/testkit/mailbox-server/start-dovecot.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { tell } from './tell.ts';

const MESSAGES = Number(process.argv[2] ?? 5_000);
const GOAL_MESSAGES = 5_000;
const GOAL_PER_SECOND = 100;
const AT_ONCE = 200;
const USER = 'belge@ofis.test';
const PASSWORD = 'ölçüm parolası';
const TAX_ID = '1234567808';

async function fill(dovecot: Dovecot): Promise<void> {
  const { customer } = generateInvoice('alici', { kind: 'satis', issueDate: '2026-10-01' }).billed.plan;
  for (let n = 0; n < MESSAGES; n++) {
    const { xml } = generateInvoice(`fatura-${n}`, {
      kind: 'satis',
      issueDate: `2026-10-${String((n % 28) + 1).padStart(2, '0')}`,
      sequence: n + 1,
      customer: { ...customer, taxId: { scheme: 'VKN', value: TAX_ID } },
    });
    const heads = ['From: satici@ornek.test', `Message-ID: <${n}@ornek.test>`, `Subject: Fatura ${n}`];
    await dovecot.deliver(USER, mailText(heads, [attached(`fatura-${n}.xml`, xml, 'application/xml')]));
  }
}

const placeOf = ({ ports, certificate }: Dovecot) => ({
  host: '127.0.0.1',
  port: ports.tls,
  security: 'tls' as const,
  user: USER,
  password: PASSWORD,
  certificate,
});

/** Seconds of the download alone, and its size. */
async function download(dovecot: Dovecot): Promise<{ seconds: number; bytes: number }> {
  const started = performance.now();
  const reach = 'public-or-loopback';
  const options = { signal: AbortSignal.timeout(600_000), readOnly: true, mostBytes: 1e8, reach } as const;
  const mailbox = await openMailbox({ ...placeOf(dovecot), folder: 'INBOX' }, options);
  const uids = await mailbox.numbers(0, null);
  let bytes = 0;
  for (let at = 0; at < uids.length; at += AT_ONCE) {
    const some = uids.slice(at, at + AT_ONCE);
    await mailbox.heads(some);
    for (const content of (await mailbox.contents(some, 1e7)).values()) bytes += content.length;
  }
  await mailbox.close();
  return { seconds: (performance.now() - started) / 1000, bytes };
}

async function peakMb(): Promise<number | null> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kb = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kb === undefined ? null : Math.round(Number(kb) / 1024);
}

if (findDovecot() === undefined) {
  console.log(
    'mailbox: this machine has no dovecot; `npm test` fetches it where Debian’s packages are in reach',
  );
  process.exit(0);
}
const postgres = await startTemporaryPostgres();
const dovecot = await startDovecot({ [USER]: PASSWORD });
const ground = await createSyncGround(
  [],
  (deps) => ({
    connectors: [
      mailboxConnector({
        clock: deps.clock,
        reach: deps.outboundReach,
        recordBounce: outboxOf(deps).recordBounce,
      }),
    ],
  }),
  await copyTemplate(postgres.address),
);
try {
  await fill(dovecot);
  const scope = await ground.openOffice();
  await ground.openClient(scope, TAX_ID);
  // Once for dovecot's own indexes, so that both find them.
  await download(dovecot);
  const bare = await download(dovecot);
  const { id } = await ground.make(scope, {
    kind: 'mailbox',
    settings: { ...placeOf(dovecot), firstDays: 0 },
  });
  const started = performance.now();
  const run = await ground.sync(scope, id);
  const seconds = (performance.now() - started) / 1000;
  const again = performance.now();
  await ground.sync(scope, id);
  const secondRunMs = Math.round(performance.now() - again);
  const afterDownload = MESSAGES / (seconds - bare.seconds);
  tell({
    bench: 'mailbox',
    unit: 'messages/s',
    figure: Math.round(afterDownload),
    baseline: Math.round(MESSAGES / bare.seconds),
    baselineIs: 'the same mails fetched, nothing read or kept',
    goal: `≥ ${GOAL_PER_SECOND} messages/s after download, of ${GOAL_MESSAGES}`,
    met: MESSAGES === GOAL_MESSAGES ? afterDownload >= GOAL_PER_SECOND && run.documents === MESSAGES : null,
    details: {
      messages: MESSAGES,
      documents: run.documents,
      state: run.state,
      seconds: Number(seconds.toFixed(1)),
      withDownloadPerSecond: Math.round(MESSAGES / seconds),
      downloadedMb: Math.round(bare.bytes / 1e6),
      secondRunMs,
      peakMbWithFilling: await peakMb(),
    },
  });
} finally {
  await ground.close();
  await dovecot.stop();
  await postgres.stop();
}
