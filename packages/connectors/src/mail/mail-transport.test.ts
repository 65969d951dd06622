/** Mail leaves by a real SMTP conversation, or waits as a private file. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { createMailTransport } from './create-mail-transport.ts';

const from = 'AI Muhasebi <muhasebi@ornek.test>';
const message = {
  to: 'ayse@ornek.test',
  subject: 'Şifre yenileme',
  text: 'Günaydın Ayşe,\nbağlantı: https://x.test/#token=abc\n',
};
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Received {
  readonly from: string | undefined;
  readonly to: string[];
  readonly secure: boolean;
  readonly user: unknown;
  readonly content: string;
}

/** A server that speaks the real protocol and keeps what it is given. */
async function smtpServer(options: SMTPServerOptions): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    ...options,
    onAuth: ({ username, password }, _session, done) =>
      password === 'gizli parola@1' ? done(null, { user: username }) : done(new Error('no')),
    onData: (stream, session, done) => {
      void text(stream).then((content) => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? undefined : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: session.user,
          content,
        });
        done();
      });
    },
  });
  // A client that breaks off is the matter of the test, not of the server.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, received };
}

async function outbox() {
  const parent = await mkdtemp(path.join(tmpdir(), 'muhasebi-mail-'));
  closing.push(() => rm(parent, { recursive: true }));
  return path.join(parent, 'outbox');
}

it('a message is handed to the SMTP server with the sign-in of the address', async () => {
  const { port, received } = await smtpServer({
    secure: false,
    authOptional: false,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
  });
  const smtpUrl = `smtp://ofis:gizli%20parola%401@127.0.0.1:${port}`;
  await createMailTransport({ smtpUrl, from, outboxDir: '/nowhere', clock: systemClock }).send(message);
  expect(received).toMatchObject([{ from: 'muhasebi@ornek.test', to: ['ayse@ornek.test'], user: 'ofis' }]);
  expect(received[0]?.content).toContain('Auto-Submitted: auto-generated');
});

it('a server that refuses makes the sending fail, so that the job tries again', async () => {
  const { port } = await smtpServer({ secure: false, hideSTARTTLS: true, allowInsecureAuth: true });
  const smtpUrl = `smtp://ofis:yanlis@127.0.0.1:${port}`;
  const transport = createMailTransport({ smtpUrl, from, outboxDir: '/nowhere', clock: systemClock });
  await expect(transport.send(message)).rejects.toThrow(/Invalid login|535/);
});

it('a certificate that nobody vouches for is refused, and the password is never sent', async () => {
  const { port, received } = await smtpServer({ secure: true });
  const smtpUrl = `smtps://ofis:gizli%20parola%401@127.0.0.1:${port}`;
  const transport = createMailTransport({ smtpUrl, from, outboxDir: '/nowhere', clock: systemClock });
  await expect(transport.send(message)).rejects.toThrow(/certificate|self-signed/i);
  expect(received).toEqual([]);
});

it('a server beyond this machine that offers no STARTTLS gets nothing', async () => {
  const { port, received } = await smtpServer({
    secure: false,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
  });
  // Any other name of this machine: not loopback by its text, and reaching the same server.
  const smtpUrl = `smtp://0.0.0.0:${port}`;
  const transport = createMailTransport({ smtpUrl, from, outboxDir: '/nowhere', clock: systemClock });
  await expect(transport.send(message)).rejects.toThrow(/STARTTLS|TLS/i);
  expect(received).toEqual([]);
});

it('without a server the message waits as a file that only its owner may read', async () => {
  const outboxDir = await outbox();
  await createMailTransport({ smtpUrl: undefined, from, outboxDir, clock: systemClock }).send(message);
  const [name = ''] = await readdir(outboxDir);
  expect(name).toMatch(/\.eml$/);
  expect((await stat(path.join(outboxDir, name))).mode & 0o777).toBe(0o600);
  expect((await stat(outboxDir)).mode & 0o777).toBe(0o700);
  const eml = await readFile(path.join(outboxDir, name), 'utf8');
  expect(eml).toMatch(
    /^From: AI Muhasebi <muhasebi@ornek\.test>\r\nTo: ayse@ornek\.test\r\nSubject: =\?UTF-8\?/m,
  );
});

it('a line break in a subject or address opens no header of its own', async () => {
  const outboxDir = await outbox();
  const transport = createMailTransport({ smtpUrl: undefined, from, outboxDir, clock: systemClock });
  await transport.send({
    ...message,
    to: 'a@ornek.test\r\nBcc: kotu@ornek.test',
    subject: 'x\r\nBcc: kotu@ornek.test',
  });
  const [name = ''] = await readdir(outboxDir);
  expect(await readFile(path.join(outboxDir, name), 'utf8')).not.toMatch(/^Bcc:/m);
});
