/** Why a mail was not taken, in words, and whether the same may be taken later. */

interface Words {
  readonly tr: string;
  readonly en: string;
}

/**
 * away, untrusted, sign-in, deferred: nothing is wrong with the mail, it waits and is tried again.
 * address, sender, message: refused for good; the same again would be refused again.
 */
export type MailFaultKind = 'away' | 'untrusted' | 'sign-in' | 'deferred' | 'address' | 'sender' | 'message';

const PASSING: readonly MailFaultKind[] = ['away', 'untrusted', 'sign-in', 'deferred'];

const SAID: Readonly<Record<MailFaultKind, { readonly words: Words; readonly next: Words }>> = {
  away: {
    words: {
      tr: 'Posta sunucusuna ulaşılamadı ya da bağlantı yarıda koptu.',
      en: 'The mail server could not be reached, or broke off.',
    },
    next: {
      tr: 'Yeniden denenecek; sürerse işletmene haber verin (SMTP_URL).',
      en: 'It is tried again; if it goes on, tell the operator (SMTP_URL).',
    },
  },
  untrusted: {
    words: {
      tr: 'Posta sunucusuyla güvenli bağlantı kurulamadı; sertifikası geçerli değil ya da TLS sunmuyor.',
      en: 'No safe connection to the mail server: its certificate does not hold, or it offers no TLS.',
    },
    next: {
      tr: 'İşletmen sunucunun sertifikasını ve SMTP_URL adresini düzeltmeli; posta o zamana dek bekler.',
      en: 'The operator has to mend the certificate or the address in SMTP_URL; the mail waits until then.',
    },
  },
  'sign-in': {
    words: {
      tr: 'Posta sunucusu kullanıcı adını ya da parolayı kabul etmedi.',
      en: 'The mail server did not accept the user name or the password.',
    },
    next: {
      tr: 'İşletmen SMTP_URL içindeki parolayı yenilemeli; posta o zamana dek bekler.',
      en: 'The operator has to renew the password in SMTP_URL; the mail waits until then.',
    },
  },
  deferred: {
    words: {
      tr: 'Karşı taraf postayı şimdi almadı, sonra denenmesini istedi.',
      en: 'The far side did not take the mail now and asked to try later.',
    },
    next: { tr: 'Kendiliğinden yeniden denenecek.', en: 'It is tried again by itself.' },
  },
  address: {
    words: { tr: 'Karşı taraf bu adresi kabul etmedi.', en: 'The far side does not accept this address.' },
    next: {
      tr: 'Adresi düzeltip yeniden gönderin.',
      en: 'Correct the address and send it again.',
    },
  },
  sender: {
    words: {
      tr: 'Posta sunucusu gönderen adresini kabul etmedi.',
      en: 'The mail server does not accept the address of the sender.',
    },
    next: {
      tr: 'İşletmen MAIL_FROM adresini düzeltmeli; sonra yeniden gönderin.',
      en: 'The operator has to correct MAIL_FROM; send it again then.',
    },
  },
  message: {
    words: {
      tr: 'Karşı taraf postanın kendisini kabul etmedi (boyu ya da içeriği).',
      en: 'The far side refuses the mail itself (its size or content).',
    },
    next: {
      tr: 'Ekleri küçültün ya da eksiz gönderin, sonra yeniden deneyin.',
      en: 'Make the attachments smaller or leave them out, and try again.',
    },
  },
};

export class MailFault extends Error {
  readonly kind: MailFaultKind;
  /** Whether the same mail may be taken later. */
  readonly isPassing: boolean;
  readonly words: Words;
  readonly next: Words;
  /** What the server said, in its own words; null where it said nothing. */
  readonly answer: string | null;

  constructor(kind: MailFaultKind, answer: string | null, cause?: unknown) {
    super(`mail not taken (${kind})${answer === null ? '' : `: ${answer}`}`, { cause });
    this.name = 'MailFault';
    this.kind = kind;
    this.isPassing = PASSING.includes(kind);
    this.words = SAID[kind].words;
    this.next = SAID[kind].next;
    this.answer = answer;
  }
}

/** What the SMTP library tells of a fault; all of it may be absent. */
interface SmtpError {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly command?: unknown;
}

const MOST_ANSWER = 500;

/** Sorts an error of the SMTP library (codes of RFC 5321, chapter 4.2). */
export function mailFaultOf(error: unknown): MailFault {
  if (error instanceof MailFault) return error;
  const told: SmtpError = typeof error === 'object' && error !== null ? error : {};
  const answer = typeof told.response === 'string' ? told.response : messageOf(error);
  return new MailFault(kindOf(told, messageOf(error)), answer.slice(0, MOST_ANSWER), error);
}

function kindOf({ code, originalCode, responseCode, command }: SmtpError, message: string): MailFaultKind {
  const reply = typeof responseCode === 'number' ? responseCode : 0;
  const at = typeof command === 'string' ? command : '';
  // 530 is "sign in first", 534 and 535 refuse how or who: the account is meant, whatever was asked.
  if (code === 'EAUTH' || code === 'ENOAUTH' || [530, 534, 535, 538].includes(reply))
    return reply >= 400 && reply < 500 ? 'deferred' : 'sign-in';
  if (code === 'ETLS' || /certificate|self-signed|altname/i.test(`${String(originalCode)} ${message}`))
    return 'untrusted';
  if (reply >= 400 && reply < 500) return 'deferred';
  if (reply >= 500 && reply < 600) {
    if (at === 'RCPT TO') return 'address';
    return at === 'MAIL FROM' ? 'sender' : 'message';
  }
  // Without a server's word: the library itself refuses an address it cannot write, or a mail above the server's limit.
  if (code === 'EENVELOPE') return /sender/i.test(message) ? 'sender' : 'address';
  if (code === 'EMESSAGE') return 'message';
  return 'away';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
