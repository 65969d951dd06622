/** A mail server on this machine that speaks the real protocol, keeps what it is given, and misbehaves where it is told to. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string | undefined;
  readonly to: string[];
  readonly secure: boolean;
  readonly user: unknown;
  readonly content: string;
}

export interface SmtpReply {
  readonly code: number;
  readonly words: string;
}

export interface SmtpConduct {
  /** Called for each RCPT TO with how often the address was asked for before; null accepts it. */
  readonly refuseRecipient?: (address: string, before: number) => SmtpReply | null;
  /** What becomes of a whole message: kept; kept and the line cut before the answer; or refused. */
  readonly onMessage?: () => 'keep' | 'keep-and-cut' | 'cut' | SmtpReply;
  /** Answers nothing at all to whoever connects. */
  readonly isSilent?: boolean;
}

export const SMTP_PASSWORD = 'gizli parola@1';

export interface SmtpFixture {
  readonly port: number;
  readonly received: ReceivedMail[];
  readonly close: () => Promise<void>;
}

/** Listens on a free port of loopback; `options` are those of the server library. */
export async function startSmtpServer(
  options: SMTPServerOptions = { authOptional: true, disabledCommands: ['STARTTLS'] },
  { refuseRecipient, onMessage = () => 'keep', isSilent = false }: SmtpConduct = {},
): Promise<SmtpFixture> {
  const received: ReceivedMail[] = [];
  const asked = new Map<string, number>();
  const lines = new Set<Socket>();
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  const server = new SMTPServer({
    ...options,
    onConnect: (_session, done) => {
      if (!isSilent) done();
    },
    onAuth: ({ username, password }, _session, done) =>
      password === SMTP_PASSWORD ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: ({ address }, _session, done) => {
      const before = asked.get(address) ?? 0;
      asked.set(address, before + 1);
      const refusal = refuseRecipient?.(address, before) ?? null;
      done(refusal === null ? null : replyOf(refusal));
    },
    onData: (stream, { envelope, secure, user }, done) => {
      void text(stream).then((content) => {
        const outcome = onMessage();
        if (outcome === 'cut') return cut();
        if (typeof outcome === 'object') return done(replyOf(outcome));
        const from = envelope.mailFrom === false ? undefined : envelope.mailFrom.address;
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), secure, user, content });
        if (outcome === 'keep-and-cut') return cut();
        done();
      });
    },
  });
  // A client that breaks off is the matter of the test, not of the server.
  server.on('error', () => {});
  server.server.on('connection', (line: Socket) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    cut();
    await closed;
  };
  return { port: (server.server.address() as AddressInfo).port, received, close };
}

function replyOf({ code, words }: SmtpReply): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
