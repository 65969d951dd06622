/** The one transport against a mail server that others wrote and run: Debian's exim. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type Exim, findExim, startExim } from '@muhasebi/testkit/mail-server/start-exim.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readMail } from '../imap/read-mail.ts';
import { type SmtpFixture, startSmtpServer } from './smtp-server.fixture.ts';
import { smtpTransport } from './smtp-transport.ts';

const from = 'AI Muhasebi <muhasebi@ornek.test>';
const message = { subject: 'Kasım özeti', text: 'Günaydın Ayşe,\nözet ektedir.\n' };
const certificates = getCACertificates('default');

describe.skipIf(findExim() === undefined)('with Debian’s exim', () => {
  let exim: Exim;
  /** A server beyond exim, which knows nobody. */
  let beyond: SmtpFixture;
  beforeAll(async () => {
    beyond = await startSmtpServer(undefined, {
      refuseRecipient: (address) =>
        address.startsWith('yok@') ? { code: 550, words: '5.1.1 No such user' } : null,
    });
    exim = await startExim({
      users: { ofis: 'acil-susam-41' },
      boxes: ['muhasebi', 'ayse', 'bora'],
      relayPort: beyond.port,
    });
  }, 60_000);
  afterAll(async () => {
    await exim?.stop();
    await beyond?.close();
  });
  afterEach(() => setDefaultCACertificates(certificates));

  /** What an operator does who trusts the server's certificate. */
  const trusting = () => setDefaultCACertificates([...certificates, exim.certificate]);
  const transport = (password = 'acil-susam-41') =>
    smtpTransport(`smtp://ofis:${password}@127.0.0.1:${exim.port}`, from);

  it('mail goes by STARTTLS and a sign-in; who is refused or put off stops none of the others', async () => {
    trusting();
    await expect(transport().check()).resolves.toBe('smtp');
    const sent = await Promise.allSettled(
      ['ayse', 'kimse', 'gri', 'bora'].map((box) =>
        transport().send({ ...message, to: `${box}@ornek.test` }),
      ),
    );
    expect(sent).toMatchObject([
      { status: 'fulfilled', value: { by: 'smtp', answer: expect.stringMatching(/^250 OK id=/) } },
      {
        status: 'rejected',
        reason: { kind: 'address', isPassing: false, answer: expect.stringContaining('no such box') },
      },
      { status: 'rejected', reason: { kind: 'deferred', isPassing: true } },
      { status: 'fulfilled' },
    ]);
    const [mail] = await exim.mailsOf('ayse', 1);
    // Exim writes how it came: with sign-in (A) under TLS (S).
    expect(mail?.toString()).toMatch(/^\s+by posta\.ornek\.test with esmtpsa /m);
    expect(mail?.toString()).toContain('=?UTF-8?');
    expect(await exim.mailsOf('bora', 1)).toHaveLength(1);
  });

  it('a wrong password is told as one, and a certificate that nobody vouches for gets none', async () => {
    const to = 'ayse@ornek.test';
    await expect(transport().send({ ...message, to })).rejects.toMatchObject({ kind: 'untrusted' });
    trusting();
    await expect(transport('yanlis').send({ ...message, to })).rejects.toMatchObject({
      kind: 'sign-in',
      isPassing: true,
    });
  });

  it('a mail that the server took and could not deliver comes back as a report that is read as a bounce of that mail', async () => {
    trusting();
    const messageId = '<0199-kasim@muhasebi.test>';
    await transport().send({ ...message, to: 'var@uzak.test', messageId: '<0199-giden@muhasebi.test>' });
    await transport().send({ ...message, to: 'yok@uzak.test', messageId });
    const [report] = await exim.mailsOf('muhasebi', 1);
    const { bounces, files } = await readMail(report ?? Buffer.alloc(0));
    expect(bounces).toEqual([
      {
        messageId,
        recipient: 'yok@uzak.test',
        reason: { tr: expect.stringContaining('No such user'), en: expect.stringContaining('No such user') },
      },
    ]);
    expect(files).toEqual([]);
    expect(beyond.received.map(({ to }) => to)).toEqual([['var@uzak.test']]);
  });
});
