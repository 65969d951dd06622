/** The far sides of integrations as servers of this machine, on loopback: started together, stopped together. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startContractServer } from '@muhasebi/connectors/e-invoice-api/e-invoice-server.fixture.ts';
import { startTcmbServer } from '@muhasebi/connectors/tcmb/tcmb-server.fixture.ts';
import { systemClock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { findFreePort, isPortFree } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { type Dovecot, findDovecot, startDovecot } from '@muhasebi/testkit/mailbox-server/start-dovecot.ts';
import { startLocalMail } from './local-mail.ts';
import { inventedBulletins } from './local-rates.ts';
import { startLocalSftp } from './local-sftp.ts';
import type { RunningServices } from './running-services.ts';
import { inboxOfToday, mailOfToday } from './sample-drops.ts';

/** Tried first, so that a second start is where the first was. */
const PORTS = { smtp: 2525, sftp: 2222, tcmb: 2580, eInvoice: 2590 } as const;
/** Opens invented mails on the machine that printed it. */
const MAILBOX = { user: 'belge', password: 'Belge-Kutusu-2026', address: 'belge@demo.muhasebi.local' };

export interface LocalServices {
  readonly running: RunningServices;
  stop(): Promise<void>;
}

/** `folder` keeps what outlives a stop: received mails, the SFTP server's keys and files. */
export async function startLocalServices(folder: string): Promise<LocalServices> {
  const today = turkishDay(systemClock);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    await mkdir(folder, { recursive: true });
    const dovecot =
      findDovecot() === undefined ? null : await startDovecot({ [MAILBOX.user]: MAILBOX.password });
    if (dovecot !== null) {
      stops.push(dovecot.stop);
      await dovecot.deliver(MAILBOX.user, mailOfToday(today, MAILBOX.address));
    }
    const mailPlace = { port: await portFor(PORTS.smtp), folder: path.join(folder, 'mail') };
    const mail = await startLocalMail(mailPlace, (bytes, recipients) => pass(dovecot, bytes, recipients));
    stops.push(mail.stop);
    const sftp = await startLocalSftp(path.join(folder, 'sftp'), await portFor(PORTS.sftp), today);
    if (sftp !== null) stops.push(sftp.stop);
    const tcmb = await startTcmbServer(inventedBulletins(today), await portFor(PORTS.tcmb));
    stops.push(tcmb.stop);
    const eInvoice = await startContractServer([inboxOfToday(today)], await portFor(PORTS.eInvoice));
    stops.push(eInvoice.stop);
    const host = '127.0.0.1';
    const running: RunningServices = {
      pid: process.pid,
      smtpUrl: mail.smtpUrl,
      mailFolder: mail.folder,
      tcmbUrl: tcmb.baseUrl,
      eInvoice: { baseUrl: eInvoice.baseUrl, apiKey: eInvoice.apiKey },
      sftp:
        sftp === null
          ? null
          : {
              host,
              port: sftp.port,
              user: sftp.user,
              privateKey: sftp.privateKey,
              hostKey: sftp.hostKey,
              folder: sftp.filesDir,
            },
      mailbox:
        dovecot === null
          ? null
          : { host, port: dovecot.ports.tls, certificate: dovecot.certificate, ...MAILBOX },
    };
    return { running, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A mail to the mailbox's address, or an alias of it with a plus, lies in the mailbox at once. */
async function pass(dovecot: Dovecot | null, mail: Buffer, recipients: readonly string[]): Promise<void> {
  const [box, domain] = MAILBOX.address.split('@');
  const isForBox = (address: string) => address.replace(/\+[^@]*@/, '@') === `${box}@${domain}`;
  if (dovecot !== null && recipients.some(isForBox)) await dovecot.deliver(MAILBOX.user, mail);
}

async function portFor(wanted: number): Promise<number> {
  return (await isPortFree(wanted, '127.0.0.1')) ? wanted : findFreePort();
}
