/** Opens an SFTP conversation with a server whose key is pinned, by password or by private key. */
import ssh2, { type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { DropFault } from '../drop-folder/drop-folder.ts';
import { RequestFault } from '../outbound-http/guarded-request.ts';
import { openGuardedSocket } from '../outbound-http/guarded-socket.ts';
import type { Reach } from '../outbound-http/reachable-address.ts';
import { algorithmsOf, hostKeyText, isPinned } from './host-key.ts';
import { mendPrivateKey, privateKeyFault } from './private-key.ts';

const READY_TIMEOUT_MS = 20_000;
/** A line that is dead, or a server that hangs, is noticed after three of these. */
const KEEPALIVE_MS = 10_000;

export interface SftpServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly signIn:
    | { readonly kind: 'password'; readonly password: string }
    | { readonly kind: 'key'; readonly privateKey: string; readonly passphrase: string | undefined };
  /** "ssh-ed25519 SHA256:…" or the fingerprint alone. Null: whichever the server shows, to be pinned from then on. */
  readonly hostKey: string | null;
  /** Which addresses the host may resolve to. */
  readonly reach: Reach;
}

/** An open conversation. */
export interface SftpSession {
  readonly channel: SFTPWrapper;
  /** As the server showed it. */
  readonly hostKey: string;
  /** Rejects with a DropFault 'unreachable' once the line is lost or left; never resolves. */
  readonly lost: Promise<never>;
  end(): void;
}

/** Told with both keys, so that a person can compare them. */
export class HostKeyChanged extends DropFault {
  readonly pinned: string;
  readonly seen: string;

  constructor(pinned: string, seen: string) {
    super('host-key-changed', `pinned ${pinned}, seen ${seen}`);
    this.pinned = pinned;
    this.seen = seen;
  }
}

/** Rejects with a DropFault. The password leaves this process only once the server's key is the pinned one. */
export async function connectSftp(server: SftpServer, signal: AbortSignal): Promise<SftpSession> {
  const client = new ssh2.Client();
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  // Whoever waits for an answer hears of it; where nobody does it is no fault of its own.
  lost.catch(() => undefined);
  const leave = () => {
    lose(new DropFault('unreachable', 'stopped'));
    client.destroy();
  };
  signal.addEventListener('abort', leave, { once: true });
  client.on('close', () => {
    signal.removeEventListener('abort', leave);
    lose(new DropFault('unreachable', 'the server closed the connection'));
  });
  try {
    if (signal.aborted) leave();
    const hostKey = await Promise.race([signIn(client, server, lose), lost]);
    const channel = await Promise.race([openChannel(client), lost]);
    return { channel, hostKey, lost, end: () => client.end() };
  } catch (error) {
    client.destroy();
    throw error instanceof RequestFault ? faultOf(error) : error;
  }
}

/** Answers the key that the server showed. */
function signIn(client: ssh2.Client, server: SftpServer, lose: (fault: DropFault) => void): Promise<string> {
  const credentials = credentialsOf(server);
  let seen = '';
  return new Promise((resolve, reject) => {
    client.on('ready', () => resolve(seen));
    client.on('error', (error) => {
      const changed = server.hostKey !== null && seen !== '' && !isPinned(server.hostKey, seen);
      const fault = changed ? new HostKeyChanged(server.hostKey, seen) : faultOf(error);
      reject(fault);
      lose(fault);
    });
    // Servers that ask for the password in a dialogue of theirs ask one hidden question.
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) =>
      answer(prompts.map(({ echo }) => (echo === true ? '' : (credentials.password ?? '')))),
    );
    client.connect({
      sock: openGuardedSocket(server.host, server.port, server.reach),
      username: server.user,
      ...credentials,
      algorithms: { serverHostKey: { prepend: algorithmsOf(server.hostKey), append: [], remove: [] } },
      hostVerifier: (key: Buffer) => {
        seen = hostKeyText(key);
        return server.hostKey === null || isPinned(server.hostKey, seen);
      },
      readyTimeout: READY_TIMEOUT_MS,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: 3,
    });
  });
}

function credentialsOf({ signIn }: SftpServer): ConnectConfig & { password?: string } {
  if (signIn.kind === 'password') return { password: signIn.password, tryKeyboard: true };
  const privateKey = mendPrivateKey(signIn.privateKey);
  const fault = privateKeyFault(privateKey, signIn.passphrase);
  if (fault !== null) throw new DropFault('bad-private-key', fault);
  return signIn.passphrase === undefined ? { privateKey } : { privateKey, passphrase: signIn.passphrase };
}

function openChannel(client: ssh2.Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.sftp((error, channel) => {
      if (error) reject(new DropFault('bad-answer', `no SFTP: ${error.message}`, error));
      else resolve(channel);
    });
  });
}

function faultOf(error: Error & { level?: string }): DropFault {
  if (error instanceof RequestFault) return new DropFault('address-refused', error.message, error);
  if (error.level === 'client-authentication') return new DropFault('sign-in-refused', error.message, error);
  const isOfTheLine = ['client-socket', 'client-dns', 'client-timeout'].includes(error.level ?? '');
  // A line that broke before the server spoke is told as a fault of the protocol, and is none.
  if (isOfTheLine || /connection lost/i.test(error.message))
    return new DropFault('unreachable', error.message, error);
  return new DropFault('bad-answer', error.message, error);
}
