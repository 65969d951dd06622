/** An SFTP server of the real protocol with a password sign-in, that can be told to misbehave as servers do. */
import type { AddressInfo } from 'node:net';
import ssh2, { type Attributes, type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';
import { hostKeyText } from './host-key.ts';
import { newKeyPair } from './ssh-key.fixture.ts';

const { EOF, NO_SUCH_FILE, OK } = ssh2.utils.sftp.STATUS_CODE;
const FILE = 0o100644;
const FOLDER = 0o040755;

export interface SftpServerFixture {
  readonly port: number;
  readonly hostKey: string;
  /** Names as they are listed in the one folder "/", with what is in them; changed at will. */
  readonly files: Map<string, Buffer>;
  stop(): Promise<void>;
}

export interface Conduct {
  readonly password: string;
  /** The password is asked for in a dialogue, as servers with PAM do. */
  readonly inDialogue?: boolean;
  /** The line is cut once this many bytes of a file were sent. */
  readonly cutAfterBytes?: number;
  /** The server stops answering at the first reading of a file. */
  readonly hangsAtRead?: boolean;
}

export async function startSftpServer(conduct: Conduct): Promise<SftpServerFixture> {
  const pair = newKeyPair();
  const files = new Map<string, Buffer>();
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [pair.private] }, (client) => {
    connections.add(client);
    client.on('close', () => connections.delete(client));
    // A client that breaks off is the matter of the test.
    client.on('error', () => undefined);
    client.on('authentication', (context) => authenticate(context, conduct));
    client.on('session', (accept) =>
      accept().on('sftp', (open) => serve(open(), files, conduct, () => client.end())),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: hostKeyText(Buffer.from(pair.public.split(' ')[1] ?? '', 'base64')),
    files,
    stop: () =>
      new Promise((resolve) => {
        for (const connection of connections) connection.end();
        server.close(() => resolve());
      }),
  };
}

function authenticate(context: AuthContext, { password, inDialogue }: Conduct): void {
  if (inDialogue && context.method === 'keyboard-interactive') {
    context.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
      answers[0] === password ? context.accept() : context.reject(),
    );
  } else if (!inDialogue && context.method === 'password' && context.password === password) context.accept();
  else context.reject([inDialogue ? 'keyboard-interactive' : 'password']);
}

function serve(line: SFTPWrapper, files: Map<string, Buffer>, conduct: Conduct, cut: () => void): void {
  let listed = false;
  let sentBytes = 0;
  const contentOf = (place: string) => files.get(place.replace(/^\//, ''));
  const tell = (id: number, place: string) => {
    const content = contentOf(place);
    if (place === '/' || place === '.') line.attrs(id, attributes(FOLDER, 0));
    else if (content === undefined) line.status(id, NO_SUCH_FILE);
    else line.attrs(id, attributes(FILE, content.length));
  };
  line.on('REALPATH', (id) =>
    line.name(id, [{ filename: '/', longname: '/', attrs: attributes(FOLDER, 0) }]),
  );
  line.on('STAT', tell);
  line.on('LSTAT', tell);
  line.on('OPENDIR', (id) => {
    listed = false;
    line.handle(id, Buffer.from('/'));
  });
  line.on('READDIR', (id) => {
    if (listed) return void line.status(id, EOF);
    listed = true;
    line.name(
      id,
      [...files].map(([filename, content]) => ({
        filename,
        longname: `-rw-r--r-- 1 u g ${content.length} ${filename}`,
        attrs: attributes(FILE, content.length),
      })),
    );
  });
  line.on('OPEN', (id, place) => {
    if (contentOf(place) === undefined) line.status(id, NO_SUCH_FILE);
    else line.handle(id, Buffer.from(place));
  });
  line.on('FSTAT', (id, handle) => tell(id, handle.toString()));
  line.on('READ', (id, handle, offset, length) => {
    if (conduct.hangsAtRead) return;
    const content = contentOf(handle.toString()) ?? Buffer.alloc(0);
    const piece = content.subarray(offset, offset + length);
    if (piece.length === 0) return void line.status(id, EOF);
    sentBytes += piece.length;
    if (conduct.cutAfterBytes !== undefined && sentBytes > conduct.cutAfterBytes) return cut();
    line.data(id, piece);
  });
  line.on('CLOSE', (id) => line.status(id, OK));
}

/** All of one moment, so that a look tells them apart by their size. */
function attributes(mode: number, size: number): Attributes {
  return { mode, uid: 0, gid: 0, size, atime: 1_764_000_000, mtime: 1_764_000_000 };
}
