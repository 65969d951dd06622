/** What stopped a conversation with a mail server, in words for a person, with what to do now. */
import { RequestFault } from '../outbound-http/guarded-request.ts';
import type { Words } from './words.ts';

/** unreachable, bad-answer, limited: may be tried again. refused, changed-identity, wrong-settings: a person must act. */
export type ImapFaultKind =
  | 'unreachable'
  | 'bad-answer'
  | 'limited'
  | 'refused'
  | 'changed-identity'
  | 'wrong-settings';

export class ImapFault extends Error {
  readonly kind: ImapFaultKind;
  readonly words: Words;
  readonly next: Words;
  /** How long the server asks to be left alone, milliseconds; of 'limited' alone. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: ImapFaultKind, words: Words, next: Words, cause?: unknown, retryAfterMs?: number) {
    super(words.en, { cause });
    this.name = 'ImapFault';
    this.kind = kind;
    this.words = words;
    this.next = next;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What the library puts on its errors; Node's own have `code` too. */
interface Said {
  readonly message: string;
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly responseStatus?: string;
  readonly responseText?: string;
  readonly serverResponseCode?: string;
  readonly throttleReset?: number;
}

const TRY_LATER: Words = {
  tr: 'Sunucunun adresini, portunu ve durumunu denetleyin. Eşitleme kendiliğinden yeniden denenir.',
  en: 'Check the address, the port and the state of the server. A sync is tried again by itself.',
};
const CERTIFICATE =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_|HOSTNAME_MISMATCH|CRL_)/;
/** Answers of a server that is not to be asked now (RFC 5530, and what large providers say). */
const LATER = new Set([
  'UNAVAILABLE',
  'INUSE',
  'SERVERBUG',
  'LIMIT',
  'OVERQUOTA',
  'THROTTLED',
  'CONTACTADMIN',
]);

/** `server` is "host:port" as a person typed it. Errors that the far side did not cause are given back as they are. */
export function toImapFault(error: unknown, server: string): unknown {
  if (error instanceof ImapFault || !(error instanceof Error)) return error;
  const said = error as Error & Said;
  if (said.code === 'ETHROTTLE') return limited(said, server);
  return (
    signInFault(said, server) ??
    identityFault(said, server) ??
    settingsFault(said, server) ??
    connectionFault(said, server) ??
    error
  );
}

function limited(said: Said, server: string): ImapFault {
  return new ImapFault(
    'limited',
    {
      tr: `${server} bir süre sorulmamayı istiyor: ${answerOf(said)}`,
      en: `${server} asks to be left alone for a while: ${answerOf(said)}`,
    },
    TRY_LATER,
    said,
    said.throttleReset ?? 60_000,
  );
}

function signInFault(said: Said, server: string): ImapFault | null {
  if (said.authenticationFailed !== true) return null;
  if (LATER.has(said.serverResponseCode ?? '')) return limited(said, server);
  return new ImapFault(
    'refused',
    {
      tr: `${server} girişi kabul etmedi: ${answerOf(said)}`,
      en: `${server} refused the sign-in: ${answerOf(said)}`,
    },
    {
      tr: 'Kullanıcı adını ve parolayı denetleyin. İki adımlı girişi olan kutular bir uygulama parolası ister.',
      en: 'Check user name and password. Mailboxes with two-step sign-in want an app password.',
    },
    said,
  );
}

function identityFault(said: Said, server: string): ImapFault | null {
  if (!CERTIFICATE.test(said.code ?? '')) return null;
  return new ImapFault(
    'changed-identity',
    {
      tr: `${server} sertifikası doğrulanamadı (${said.code}): ${said.message}`,
      en: `The certificate of ${server} could not be verified (${said.code}): ${said.message}`,
    },
    {
      tr: 'Sunucu adı sertifikadaki adla aynı olmalı. Kendi sertifikanızı kullanıyorsanız onu “Sunucu sertifikası” alanına yapıştırın; değilse bağlanmayın.',
      en: 'The name of the server must be the one in its certificate. If you use a certificate of your own, paste it into “Server certificate”; if not, do not connect.',
    },
    said,
  );
}

function settingsFault(said: Said, server: string): ImapFault | null {
  const [tr, en] = wrongSetting(said, server);
  if (tr === undefined || en === undefined) return null;
  return new ImapFault(
    'wrong-settings',
    { tr, en },
    said instanceof RequestFault ? ASK_OPERATOR : CORRECT,
    said,
  );
}

const CORRECT: Words = {
  tr: 'Ayarları düzeltin ve yeniden deneyin.',
  en: 'Correct the settings and try again.',
};
const ASK_OPERATOR: Words = {
  tr: 'Adresi düzeltin. Sunucu iç ağınızdaysa sistem yöneticinizden bu ağa izin vermesini isteyin (OUTBOUND_PRIVATE_NETWORKS).',
  en: 'Correct the address. If the server is in your own network, ask your operator to allow that network (OUTBOUND_PRIVATE_NETWORKS).',
};

function wrongSetting(said: Said, server: string): readonly [string, string] | readonly [] {
  if (said.mailboxMissing === true)
    return ['Kutuda böyle bir klasör yok.', 'The mailbox has no such folder.'] as const;
  if (said instanceof RequestFault)
    return [
      `${server} iç ağda ya da bağlanılamayacak bir adreste.`,
      `${server} lies inside a network, or at an address that may not be connected to.`,
    ] as const;
  if (said.code === 'ERR_SSL_WRONG_VERSION_NUMBER' || said.code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return [
      `${server} TLS konuşmuyor; güvenlik STARTTLS, kapı 143 olabilir.`,
      `${server} does not speak TLS; perhaps its security is STARTTLS and its port 143.`,
    ] as const;
  if (/STARTTLS/i.test(said.message))
    return [
      `${server} STARTTLS sunmuyor; parola açık gönderilmedi.`,
      `${server} offers no STARTTLS; the password was not sent in clear.`,
    ] as const;
  return [];
}

function connectionFault(said: Said, server: string): ImapFault | null {
  const { code } = said;
  if (code === undefined && said.responseStatus === undefined) return null;
  if (
    said.responseStatus !== undefined ||
    /^(?:Parser|Line|Literal|Response|TooMany|Invalid)/.test(code ?? '')
  )
    return new ImapFault(
      'bad-answer',
      {
        tr: `${server} beklenmedik yanıt verdi: ${answerOf(said)}`,
        en: `${server} answered badly: ${answerOf(said)}`,
      },
      TRY_LATER,
      said,
    );
  return new ImapFault(
    'unreachable',
    {
      tr: `${server} ile bağlantı kurulamadı ya da koptu (${code}).`,
      en: `The connection to ${server} failed or broke (${code}).`,
    },
    TRY_LATER,
    said,
  );
}

const answerOf = (said: Said) => (said.responseText ?? said.message).slice(0, 300);
