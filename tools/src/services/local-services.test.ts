/** The local services speak the real protocols, and leave nothing running. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMailTransport } from '@muhasebi/connectors/mail/create-mail-transport.ts';
import { openSftpFolder } from '@muhasebi/connectors/sftp/sftp-folder.ts';
import { fetchBulletin } from '@muhasebi/connectors/tcmb/fetch-bulletin.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inventedBulletins } from './local-rates.ts';
import { type LocalServices, startLocalServices } from './local-services.ts';
import { forgetRunning, runningServices, servicesEnvironment, tellRunning } from './running-services.ts';

let folder: string;
let services: LocalServices | null = null;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-services-'));
});
afterEach(async () => {
  await services?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('mail, rates and files are served until they are stopped, and nothing listens after that', async () => {
  services = await startLocalServices(folder);
  const { running } = services;
  const mail = createMailTransport({
    smtpUrl: running.smtpUrl,
    from: 'Deneme <deneme@ornek.test>',
    outboxDir: '/nowhere',
    clock: systemClock,
  });
  await mail.send({ to: 'ayse@ornek.test', subject: 'Deneme', text: 'Merhaba' });
  const [name = ''] = await readdir(running.mailFolder);
  expect(await readFile(path.join(running.mailFolder, name), 'utf8')).toContain('To: ayse@ornek.test');

  const [day = ''] = Object.keys(inventedBulletins(new Date().toISOString().slice(0, 10))).slice(3);
  const bulletin = await fetchBulletin({ baseUrl: running.tcmbUrl, timeoutMs: 20_000 }, day);
  expect(bulletin?.rates.map(({ currency }) => currency)).toContain('USD');

  if (running.sftp !== null) {
    const { privateKey, folder: files, ...server } = running.sftp;
    const signIn = { kind: 'key', privateKey, passphrase: undefined } as const;
    const address = { ...server, signIn, reach: 'public-or-loopback' } as const;
    const opened = await openSftpFolder(address, files, new AbortController().signal);
    const seen = await opened.look({ mostEntries: 10, depth: 0, except: 'alinanlar' });
    expect(seen.files.map((file) => file.path.split('.').pop()).sort()).toEqual(['sta', 'zip']);
    await opened.close();
  }
  await services.stop();
  for (const port of [running.smtpUrl, running.tcmbUrl].map((url) => Number(new URL(url).port)))
    expect(await listens(port)).toBe(false);
});

it('what a process told that is no local service, or is gone, counts for nothing', async () => {
  const told = { smtpUrl: 'smtp://127.0.0.1:1', mailFolder: '/m', tcmbUrl: 'http://127.0.0.1:2' };
  const eInvoice = { baseUrl: 'http://127.0.0.1:3', apiKey: 'a' };
  await tellRunning(folder, { ...told, eInvoice, pid: process.pid, sftp: null, mailbox: null });
  // This process is no local service, as one that got the number of a dead one is none.
  expect(await runningServices(folder)).toBeNull();
  await forgetRunning(folder);
  expect(await runningServices(folder)).toBeNull();
  expect(servicesEnvironment(null)).toEqual({});
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
