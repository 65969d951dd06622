/** Mail leaves by a real SMTP conversation, or waits as a private file. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { createMailTransport } from './create-mail-transport.ts';
import { type SmtpConduct, type SmtpFixture, startSmtpServer } from './smtp-server.fixture.ts';
import { smtpTransport } from './smtp-transport.ts';

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

async function smtpServer(options?: SMTPServerOptions, conduct?: SmtpConduct): Promise<SmtpFixture> {
  const server = await startSmtpServer(options, conduct);
  closing.push(server.close);
  return server;
}

/** A transport to the server on this port, which loses patience soon. */
const to = (port: number) =>
  smtpTransport(`smtp://127.0.0.1:${port}`, from, { silenceMs: 300, wholeMs: 1_500 });

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
  await expect(transport.send(message)).rejects.toMatchObject({ kind: 'sign-in', isPassing: true });
});

it('a certificate that nobody vouches for is refused, and the password is never sent', async () => {
  const { port, received } = await smtpServer({ secure: true });
  const smtpUrl = `smtps://ofis:gizli%20parola%401@127.0.0.1:${port}`;
  const transport = createMailTransport({ smtpUrl, from, outboxDir: '/nowhere', clock: systemClock });
  await expect(transport.send(message)).rejects.toMatchObject({ kind: 'untrusted', isPassing: true });
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
  await expect(transport.send(message)).rejects.toMatchObject({ kind: 'untrusted' });
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

it('text, HTML and attachments come whole, under the name and the Message-ID that they were given', async () => {
  const { port, received } = await smtpServer();
  const folder = await outbox();
  const file = `${folder}.pdf`;
  await writeFile(file, '%PDF-1.7 küçük bir dosya');
  const taken = await to(port).send({
    ...message,
    toName: 'Ayşe Iğdır, SMMM',
    replyTo: { address: 'ofis@ornek.test', name: 'Işık Müşavirlik' },
    html: '<p>Günaydın <b>Ayşe</b></p>',
    messageId: '<0199-abc@muhasebi.test>',
    attachments: [{ fileName: 'Mizan – Kasım.pdf', contentType: 'application/pdf', path: file }],
  });
  expect(taken).toMatchObject({ by: 'smtp', answer: expect.stringMatching(/^250 /) });
  // The comma of the name makes no second recipient.
  expect(received.map((mail) => mail.to)).toEqual([['ayse@ornek.test']]);
  const content = received[0]?.content ?? '';
  for (const part of [
    /^Message-ID: <0199-abc@muhasebi\.test>\r$/m,
    /^Reply-To: .*<ofis@ornek\.test>\r$/m,
    /^Content-Type: text\/html; charset=utf-8\r$/m,
    /^Content-Type: application\/pdf/m,
  ])
    expect(content).toMatch(part);
  expect(content).toContain(Buffer.from('%PDF-1.7 küçük bir dosya').toString('base64'));
});

it('what is put off may be sent later; what is refused for good says whose fault it is', async () => {
  const replies = new Map([
    ['gri@ornek.test', { code: 451, words: '4.7.1 Greylisted, try again in 5 minutes' }],
    ['dolu@ornek.test', { code: 452, words: '4.2.2 Mailbox full' }],
    ['yok@ornek.test', { code: 550, words: '5.1.1 No such user' }],
  ]);
  const { port, received } = await smtpServer(undefined, {
    refuseRecipient: (address) => replies.get(address) ?? null,
  });
  const send = (address: string) => to(port).send({ ...message, to: address });
  await expect(send('gri@ornek.test')).rejects.toMatchObject({ kind: 'deferred', isPassing: true });
  await expect(send('dolu@ornek.test')).rejects.toMatchObject({ kind: 'deferred', isPassing: true });
  await expect(send('yok@ornek.test')).rejects.toMatchObject({
    kind: 'address',
    isPassing: false,
    answer: expect.stringContaining('No such user'),
  });
  await send('var@ornek.test');
  expect(received.map((mail) => mail.to)).toEqual([['var@ornek.test']]);
  await expect(to(port).send({ ...message, to: 'adres değil' })).rejects.toMatchObject({ kind: 'address' });
});

it('a message that is refused for its content, and a server that cuts the line, are told apart', async () => {
  const refusing = await smtpServer(undefined, {
    onMessage: () => ({ code: 552, words: '5.3.4 Message too big' }),
  });
  await expect(to(refusing.port).send(message)).rejects.toMatchObject({ kind: 'message', isPassing: false });
  const cutting = await smtpServer(undefined, { onMessage: () => 'cut' });
  await expect(to(cutting.port).send(message)).rejects.toMatchObject({ kind: 'away', isPassing: true });
});

it('a server that says nothing, or never comes to an end, is left', async () => {
  const silent = await smtpServer(undefined, { isSilent: true });
  await expect(to(silent.port).send(message)).rejects.toMatchObject({ kind: 'away' });
  const endless = createServer((line) => {
    const timer = setInterval(() => line.write('220-bekleyin\r\n'), 50);
    line.on('error', () => {}).on('close', () => clearInterval(timer));
  }).listen(0, '127.0.0.1');
  await once(endless, 'listening');
  closing.push(() => new Promise<void>((resolve) => endless.close(() => resolve())));
  const { port } = endless.address() as AddressInfo;
  await expect(to(port).send(message)).rejects.toMatchObject({ kind: 'away', isPassing: true });
});
