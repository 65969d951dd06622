/** One conversation with an IMAP server about one folder; always under TLS. */
import { ImapFlow } from 'imapflow';
import type { Reach } from '../outbound-http/reachable-address.ts';
import { guardedTransport } from './guarded-transport.ts';
import { ImapFault, toImapFault } from './imap-fault.ts';
import { headOf, type MailHead } from './mail-head.ts';

export interface MailboxPlace {
  readonly host: string;
  readonly port: number;
  /** tls: from the first byte (993); starttls: asked for before the sign-in (143), and nothing is sent without it. */
  readonly security: 'tls' | 'starttls';
  readonly user: string;
  readonly password: string;
  /** PEM; trusted instead of the known authorities. */
  readonly certificate: string | null;
  readonly folder: string;
}

export interface Mailbox {
  /** Numbers of mails hold while this stays the same. */
  readonly uidValidity: string;
  /** How many mails the folder holds. */
  readonly exists: number;
  /** Numbers above `after`, of mails that arrived on the day of `since` or later; ascending. */
  numbers(after: number, since: Date | null): Promise<number[]>;
  /** What stands on the mails without their content, in the order asked; those that are gone are missing. */
  heads(uids: readonly number[]): Promise<MailHead[]>;
  /** Whole mails, unread as before, each cut after `mostBytes`; those that are gone are missing. */
  contents(uids: readonly number[], mostBytes: number): Promise<Map<number, Buffer>>;
  hasFolder(folder: string): Promise<boolean>;
  /** Marks mails as read, or moves them into another folder. */
  putAway(uids: readonly number[], into: 'seen' | { readonly folder: string }): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly signal: AbortSignal;
  /** True: the folder is looked at only, and nothing in it can change. */
  readonly readOnly: boolean;
  /** Which addresses the server may have. */
  readonly reach: Reach;
  /** A literal larger than this ends the conversation, whatever the server said before. Bytes. */
  readonly mostBytes: number;
}

const CONNECT_TIMEOUT_MS = 20_000;
const SILENCE_TIMEOUT_MS = 60_000;

/** Signs in and opens the folder. Throws ImapFault, here and in every call of the mailbox. */
export async function openMailbox(place: MailboxPlace, options: OpenOptions): Promise<Mailbox> {
  const server = `${place.host}:${place.port}`;
  const { signal } = options;
  signal.throwIfAborted();
  const client = new ImapFlow(clientOptions(place, options));
  // What breaks between two calls is told by the next one; without a listener it would end the process.
  client.on('error', () => {});
  const leave = () => client.close();
  signal.addEventListener('abort', leave, { once: true });
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      throw toImapFault(error, server);
    }
  };
  const close = async () => {
    signal.removeEventListener('abort', leave);
    // The far side may be gone already: leaving it is no fault.
    await client.logout().catch(() => undefined);
    client.close();
  };
  try {
    await ask(() => client.connect());
    const opened = await ask(() => client.mailboxOpen(place.folder, { readOnly: options.readOnly }));
    return {
      ...conversation(client, ask),
      uidValidity: String(opened.uidValidity),
      exists: opened.exists,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function clientOptions(place: MailboxPlace, { mostBytes, reach }: OpenOptions) {
  return {
    host: place.host,
    port: place.port,
    secure: place.security === 'tls',
    ...(place.security === 'starttls' ? { doSTARTTLS: true } : {}),
    auth: { user: place.user, pass: place.password },
    tls: { minVersion: 'TLSv1.2', ...(place.certificate === null ? {} : { ca: place.certificate }) } as const,
    transport: guardedTransport(reach),
    logger: false,
    clientInfo: { name: 'AI Muhasebi' },
    disableAutoIdle: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    maxLiteralSize: mostBytes + 1024,
    maxResponseSize: 2 * mostBytes + 1024 * 1024,
  } as const;
}

type Ask = <T>(call: () => Promise<T>) => Promise<T>;

function conversation(
  client: ImapFlow,
  ask: Ask,
): Pick<Mailbox, 'numbers' | 'heads' | 'contents' | 'hasFolder' | 'putAway'> {
  return {
    async numbers(after, since) {
      const query = { uid: `${after + 1}:*`, ...(since === null ? {} : { since }) };
      const found = await ask(() => client.search(query, { uid: true }));
      if (found === undefined || found === false) throw new ImapFault('bad-answer', ...NO_LIST);
      // "n:*" names the last mail even where its number is below n.
      return found.filter((uid) => uid > after).toSorted((a, b) => a - b);
    },
    async heads(uids) {
      if (uids.length === 0) return [];
      const query = { uid: true, envelope: true, size: true, internalDate: true };
      const found = await ask(() => client.fetchAll(uids.join(','), query, { uid: true }));
      return found.map(headOf).toSorted((a, b) => a.uid - b.uid);
    },
    async contents(uids, mostBytes) {
      if (uids.length === 0) return new Map();
      const query = { uid: true, source: { start: 0, maxLength: mostBytes } };
      const found = await ask(() => client.fetchAll(uids.join(','), query, { uid: true }));
      return new Map(
        found.flatMap(({ uid, source }) => (source === undefined ? [] : [[uid, source] as const])),
      );
    },
    async hasFolder(folder) {
      return (await ask(() => client.list())).some(({ path }) => path === folder);
    },
    async putAway(uids, into) {
      if (uids.length === 0) return;
      const range = uids.join(',');
      const done = await ask<unknown>(() =>
        into === 'seen'
          ? client.messageFlagsAdd(range, ['\\Seen'], { uid: true })
          : client.messageMove(range, into.folder, { uid: true }),
      );
      if (done === false) throw new ImapFault('bad-answer', ...NOT_PUT_AWAY);
    },
  };
}

const NO_LIST = [
  { tr: 'Sunucu kutudaki e-postaları saymadı.', en: 'The server did not list the mails.' },
  { tr: 'Kendiliğinden yeniden denenir.', en: 'It is tried again by itself.' },
] as const;
const NOT_PUT_AWAY = [
  {
    tr: 'Sunucu e-postaları işaretlemedi ya da taşımadı.',
    en: 'The server neither marked nor moved the mails.',
  },
  {
    tr: 'Klasörün var olduğuna ve kutuya yazılabildiğine bakın.',
    en: 'See that the folder exists and that the mailbox may be written.',
  },
] as const;
