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
export function securityMail(
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

function message(to: Addressee, subject: string, paragraphs: readonly string[]): MailMessage {
  return { to: to.email, subject, text: `${paragraphs.join('\n\n')}\n` };
}

/** Names come from people: a line break in one must not start a header or a paragraph. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
