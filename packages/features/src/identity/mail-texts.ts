/** The mails of this feature: Turkish first, English below. */
import type { MailMessage } from '@muhasebi/connectors/mail/mail-transport.ts';

interface Addressee {
  readonly email: string;
  readonly name: string;
}

/** The link is good for an hour. */
export function resetMail(to: Addressee, link: string): MailMessage {
  return message(to, 'Parola sıfırlama / Password reset', [
    `Merhaba ${oneLine(to.name)},`,
    'AI Muhasebi parolanızı yenilemek için bir saat içinde bu bağlantıyı açın (bir kez kullanılabilir):',
    link,
    'Bunu siz istemediyseniz bir şey yapmanız gerekmez; parolanız değişmedi.',
    '—',
    'Open this link within the hour to set a new AI Muhasebi password (it works once). If you did not ask for it, do nothing: your password has not changed.',
  ]);
}

/** `link` null: the person has a password already and only learns of the new office. */
export function invitationMail(
  to: Addressee,
  office: { readonly name: string; readonly invitedBy: string | null },
  link: string | null,
  signInUrl: string,
): MailMessage {
  const name = oneLine(office.name);
  const by = office.invitedBy === null ? '' : ` (${oneLine(office.invitedBy)})`;
  const what =
    link === null
      ? ['Var olan parolanızla giriş yapabilirsiniz:', signInUrl]
      : ['Parolanızı belirlemek için 72 saat içinde bu bağlantıyı açın (bir kez kullanılabilir):', link];
  const english =
    link === null
      ? 'Sign in with the password you have.'
      : 'Open the link within 72 hours to set your password (it works once).';
  return message(to, `${name}: AI Muhasebi daveti / invitation`, [
    `Merhaba ${oneLine(to.name)},`,
    `${name} ofisi${by} sizi AI Muhasebi'ye ekledi.`,
    ...what,
    '—',
    `The office ${name}${by} added you to AI Muhasebi. ${english}`,
  ]);
}

/** An invitation that is accepted by its link, good for seven days. */
export function officeInvitationMail(
  to: Addressee,
  office: { readonly name: string; readonly invitedBy: string | null },
  link: string,
): MailMessage {
  const name = oneLine(office.name);
  const by = office.invitedBy === null ? '' : ` (${oneLine(office.invitedBy)})`;
  return message(to, `${name}: AI Muhasebi daveti / invitation`, [
    `Merhaba ${oneLine(to.name)},`,
    `${name} ofisi${by} sizi AI Muhasebi'ye davet etti. Kabul etmek için yedi gün içinde bu bağlantıyı açın (bir kez kullanılabilir):`,
    link,
    'Bu ofisi tanımıyorsanız bir şey yapmanız gerekmez; daveti kabul etmedikçe üye olmazsınız.',
    '—',
    `The office ${name}${by} invites you to AI Muhasebi. Open the link within seven days to accept (it works once; the latest mail counts). If you do not know the office, do nothing.`,
  ]);
}

/** Tells a person what happened to their second factor, in case it was not them. */
export function secondFactorMail(
  to: Addressee,
  event: { readonly what: 'recovery-code-used' | 'second-factor-reset'; readonly left: number },
  publicUrl: string,
): MailMessage {
  const security = `${publicUrl}/guvenlik`;
  if (event.what === 'recovery-code-used') {
    return message(to, 'Kurtarma kodu kullanıldı / A recovery code was used', [
      `Merhaba ${oneLine(to.name)},`,
      `AI Muhasebi hesabınıza bir kurtarma koduyla girildi. Kalan kod: ${event.left}.`,
      'Siz girdiyseniz kodlarınız bitmeden yenilerini alın; siz değilseniz parolanızı hemen değiştirip öteki oturumları kapatın:',
      security,
      '—',
      `Somebody signed in to your AI Muhasebi account with a recovery code; ${event.left} are left. If this was not you, change your password and end the other sessions at once.`,
    ]);
  }
  return message(to, 'İki adımlı doğrulama sıfırlandı / Second factor reset', [
    `Merhaba ${oneLine(to.name)},`,
    'Ofisinizin sahibi ya da sistemin işletmecisi iki adımlı doğrulamanızı sıfırladı ve oturumlarınızı kapattı. Parolanızla girip yeniden açabilirsiniz:',
    security,
    'Bunu siz istemediyseniz ofis sahibine haber verin.',
    '—',
    'The owner of your office, or the operator, reset your second factor and ended your sessions. Sign in with your password and set it up again. If you did not ask for this, tell the owner.',
  ]);
}

/** What the office asks of a client company; `link` opens the portal. The text is the office's own words. */
export function clientRequestMail(
  to: Addressee,
  request: {
    readonly officeName: string;
    readonly clientTitle: string;
    readonly text: string;
    readonly dueDate: string | null;
  },
  link: string,
): MailMessage {
  const office = oneLine(request.officeName);
  const due = request.dueDate === null ? null : request.dueDate.split('-').reverse().join('.');
  return message(to, `${office} sizden bir şey istiyor / asks you for something`, [
    `Merhaba ${oneLine(to.name)},`,
    `${office}, ${oneLine(request.clientTitle)} için şunu istiyor:`,
    request.text,
    ...(due === null ? [] : [`Son gün / due: ${due}`]),
    'Yanıtlamak ya da belge yüklemek için:',
    link,
    '—',
    `${office} asks the above for ${oneLine(request.clientTitle)}. Open the link to answer or to upload documents.`,
  ]);
}

const HAPPENED = {
  'new-sign-in': [
    'Hesabınıza yeni bir cihazdan giriş yapıldı.',
    'Your account was signed in to from a new device.',
  ],
  'password-changed': ['Hesabınızın parolası değişti.', 'The password of your account was changed.'],
  'second-factor-changed on': ['İki adımlı doğrulama açıldı.', 'The second factor was turned on.'],
  'second-factor-changed off': ['İki adımlı doğrulama kapatıldı.', 'The second factor was turned off.'],
} as const;

/** What happened at the door of the account, when and from where; no link signs anybody in. */
export function securityMail(
  to: Addressee,
  news: {
    readonly notice: 'new-sign-in' | 'password-changed' | 'second-factor-changed';
    readonly at: string;
    readonly address: string | null;
    readonly userAgent: string | null;
    readonly state: 'on' | 'off' | null;
  },
  publicUrl: string,
): MailMessage {
  const key =
    news.notice === 'second-factor-changed' ? (`${news.notice} ${news.state ?? 'on'}` as const) : news.notice;
  const [turkish, english] = HAPPENED[key];
  const when = new Intl.DateTimeFormat('tr-TR', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Europe/Istanbul',
  }).format(new Date(news.at));
  const where = [when, news.address, news.userAgent].filter((part) => part !== null).map(oneLine);
  return message(to, 'AI Muhasebi hesap güvenliği / account security', [
    `Merhaba ${oneLine(to.name)},`,
    turkish,
    where.join(' · '),
    `Bunu siz yapmadıysanız parolanızı hemen değiştirin ve oturumlarınızı kapatın: ${publicUrl}/guvenlik`,
    '—',
    `${english} If it was not you, change your password at once and end your sessions at the address above.`,
  ]);
}

function message(to: Addressee, subject: string, paragraphs: readonly string[]): MailMessage {
  return { to: to.email, subject, text: `${paragraphs.join('\n\n')}\n` };
}

/** Names come from people: a line break in one must not start a header or a paragraph. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
