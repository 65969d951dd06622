/** A mail gives its documents wherever they are packed, tells what it passed over, and never breaks on odd ones. */
import { expect, it } from 'vitest';
import { attached, mailText, type PartText, tnef } from './mail.fixture.ts';
import { MailUnreadable, readMail } from './read-mail.ts';
import { readTnef, TnefError } from './read-tnef.ts';

const heads = [
  'From: =?utf-8?B?xZ5lbiDEsMWf?= <Muhasebe@Mukellef.test>',
  'To: Ofis <belge+SEN@ofis.test>, grup: ali@ofis.test, veli@ofis.test;',
  'Delivered-To: <posta@ofis.test>',
  'Subject: =?iso-8859-9?Q?=DEubat_faturalar=FD?=',
  'Message-ID: <1@mukellef.test>',
];
const xml = attached('fatura.xml', '<Invoice/>', 'application/xml');
const names = (mail: { readonly files: readonly { readonly name: string }[] }) =>
  mail.files.map(({ name }) => name);

it('a mail gives its files by name and content, and tells whom it is from and to', async () => {
  const mail = await readMail(mailText(heads, [xml, attached('arsiv.zip', Buffer.from('PK'))]));
  expect(mail).toMatchObject({
    from: 'muhasebe@mukellef.test',
    subject: 'Şubat faturaları',
    messageId: '<1@mukellef.test>',
    addressedTo: ['belge+sen@ofis.test', 'ali@ofis.test', 'veli@ofis.test', 'posta@ofis.test'],
    unreadable: [],
    bounces: [],
  });
  expect(mail.files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([
    ['fatura.xml', '<Invoice/>'],
    ['arsiv.zip', 'PK'],
  ]);
});

it('the logo of a signature is nothing of its own; invitations and empty files are passed over with the reason', async () => {
  const logo: PartText = {
    type: 'image/png; name="logo.png"',
    disposition: 'inline; filename="logo.png"',
    heads: ['Content-ID: <logo@1>'],
    content: 'PNG',
  };
  const mail = await readMail(
    mailText(heads, [
      logo,
      xml,
      attached('davet.ics', 'BEGIN', 'text/calendar'),
      attached('bos.xml', ''),
      attached('dekont.pdf', '%PDF'),
    ]),
  );
  expect(names(mail)).toEqual(['fatura.xml', 'dekont.pdf']);
  expect(mail.passedOver.map(({ name, why }) => [name, why.en])).toEqual([
    ['davet.ics', 'a calendar entry'],
    ['bos.xml', 'empty'],
  ]);
});

it('documents come out of forwarded mails, of mails attached as files, and of Outlook’s winmail.dat', async () => {
  const packed = tnef([
    { name: 'Şirketin uzun adlı faturası.xml', bytes: Buffer.from('<Invoice id="1"/>') },
    { name: 'ikinci.xml', bytes: Buffer.from('<Invoice id="2"/>') },
  ]);
  const inner = mailText(
    ['From: satici@baska.test', 'Subject: ic'],
    [xml, attached('winmail.dat', packed, 'application/ms-tnef')],
  );
  const forwarded: PartText = { type: 'message/rfc822', content: inner, plain: true };
  const saved = attached('saklanan.eml', mailText(['From: x@y.test'], [attached('en-icteki.xml', '<a/>')]));
  const mail = await readMail(mailText(heads, [forwarded, saved]));
  expect(mail.from).toBe('muhasebe@mukellef.test');
  expect(mail.files.map(({ name, bytes }) => `${name} ${bytes.toString()}`)).toEqual([
    'fatura.xml <Invoice/>',
    'Şirketin uzun adlı faturası.xml <Invoice id="1"/>',
    'ikinci.xml <Invoice id="2"/>',
    'en-icteki.xml <a/>',
  ]);
});

it('a winmail.dat that is cut off is told with the place, and the other files are still taken', async () => {
  const packed = tnef([{ name: 'a.xml', bytes: Buffer.alloc(5_000, 65) }]);
  for (let length = 0; length < packed.length; length += 97)
    try {
      readTnef(packed.subarray(0, length));
    } catch (error) {
      expect(error).toBeInstanceOf(TnefError);
    }
  const mail = await readMail(
    mailText(heads, [attached('winmail.dat', packed.subarray(0, 200), 'application/ms-tnef'), xml]),
  );
  expect(names(mail)).toEqual(['fatura.xml']);
  expect(mail.unreadable).toMatchObject([{ name: 'winmail.dat', why: { en: /cut off at byte/ } }]);
});

it('mails in mails are opened to a depth, and told of below it', async () => {
  let nested = mailText(['From: a@b.test'], [xml]);
  for (let depth = 0; depth < 7; depth += 1)
    nested = mailText(['From: a@b.test'], [{ type: 'message/rfc822', content: nested, plain: true }]);
  const mail = await readMail(nested);
  expect(names(mail)).toEqual([]);
  expect(mail.unreadable).toMatchObject([{ why: { en: 'mails in mails deeper than 5' } }]);
});

it.each([
  [
    'a charset that nobody knows',
    'Subject: =?x-bilinmeyen?Q?Fatura?=',
    'text/xml; charset=turkce; name="f.xml"',
  ],
  [
    'a charset that is no text',
    'Subject: =?application/pdf?B?RmF0dXJh?=',
    'text/xml; charset="%%%"; name="f.xml"',
  ],
  ['letters beyond ASCII as they are', 'Subject: Fatura', 'text/xml; name="fat\xfdr\xe7a.xml"'],
])('%s breaks neither the mail nor its files', async (_what, subject, type) => {
  const mail = await readMail(
    mailText(
      ['From: a@b.test', subject],
      [{ type, disposition: 'attachment', content: '<Fatura>ş</Fatura>' }],
    ),
  );
  expect(mail.subject).toMatch(/Fatura|RmF0dXJh/);
  expect(mail.files[0]?.bytes.toString()).toBe('<Fatura>ş</Fatura>');
  expect(mail.files[0]?.name).toMatch(/\.xml$/);
});

it('a file’s name leads nowhere: folders, control characters and emptiness are taken from it', async () => {
  const part = (name: string): PartText => ({ ...attached(name, 'x'), type: 'application/xml' });
  const mail = await readMail(
    mailText(heads, [part('../../etc/a.xml'), part('C:\\\\belge\\\\b.xml'), part('..'), part('c\t.xml')]),
  );
  expect(names(mail)).toEqual(['a.xml', 'b.xml', 'ek-3.xml', 'c.xml']);
});

it('a report of a mail that was not delivered names that mail and why, and brings no files', async () => {
  const status = [
    'Reporting-MTA: dns; mx.ornek.test',
    '',
    'Final-Recipient: rfc822; Yok@Alici.test',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    ' user',
    '',
    'Final-Recipient: rfc822; bekleyen@alici.test',
    'Action: delayed',
    'Status: 4.4.1',
    '',
  ].join('\r\n');
  const original = mailText(['From: ofis@ofis.test', 'Message-ID: <rapor-1@muhasebi>'], [xml]);
  const report = (about: string) =>
    mailText(
      ['From: MAILER-DAEMON@mx.ornek.test', 'Subject: Undelivered'],
      [
        { type: 'message/delivery-status', content: about, plain: true },
        { type: 'message/rfc822', content: original, plain: true },
      ],
      'multipart/report; report-type=delivery-status',
    );
  expect(await readMail(report(status))).toMatchObject({
    files: [],
    bounces: [
      {
        messageId: '<rapor-1@muhasebi>',
        recipient: 'yok@alici.test',
        reason: { en: /5\.1\.1.*no such user/ },
      },
    ],
  });
  expect((await readMail(report(status.replace('failed', 'delayed')))).bounces).toEqual([]);
});

it('what is no mail at all gives no files, and more parts or heads than any mail has are refused', async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('\0\xff\r\n\r\n', 'latin1'), Buffer.alloc(100_000, 10)])
    expect(await readMail(bytes)).toMatchObject({ files: [], from: null });
  const many = mailText(
    ['From: a@b.test'],
    Array.from({ length: 1_100 }, (_, at) => attached(`${at}.xml`, 'x')),
  );
  for (const bytes of [many, Buffer.from('A: b\r\n'.repeat(100_000))])
    await expect(readMail(bytes)).rejects.toThrow(MailUnreadable);
});
