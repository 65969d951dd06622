/** An SMTP server of this machine that keeps every mail as a file, and passes on those to the local mailbox. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail of more bytes is refused while it comes. */
const MOST_BYTES = 50 * 1024 * 1024;

export interface LocalMail {
  readonly smtpUrl: string;
  /** Received mails lie here, one .eml each, in the order they came. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** `deliver` is told of every mail with its recipients' addresses. */
export async function startLocalMail(
  place: { readonly port: number; readonly folder: string },
  deliver: (mail: Buffer, recipients: readonly string[]) => Promise<void>,
): Promise<LocalMail> {
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  let count = 0;
  const keep = async (mail: Buffer, recipients: readonly string[]) => {
    count += 1;
    const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${String(count).padStart(4, '0')}.eml`;
    await writeFile(path.join(place.folder, name), mail, { mode: 0o600 });
    await deliver(mail, recipients);
  };
  const server = new SMTPServer({
    authOptional: true,
    // On loopback nothing is encrypted, and whoever signs in is let in.
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    size: MOST_BYTES,
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
    onData: (stream, { envelope }, done) => {
      buffer(stream)
        .then((mail) =>
          keep(
            mail,
            envelope.rcptTo.map(({ address }) => address.toLowerCase()),
          ),
        )
        .then(
          () => done(),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
    },
  });
  // A client that breaks off ends its own conversation only.
  server.on('error', () => undefined);
  server.listen(place.port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    smtpUrl: `smtp://127.0.0.1:${place.port}`,
    folder: place.folder,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
