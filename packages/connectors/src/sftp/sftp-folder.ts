/** A folder of an SFTP server that others drop files into. */
import { constants } from 'node:fs';
import { Readable } from 'node:stream';
import ssh2, { type Attributes, type FileEntryWithStats, type SFTPWrapper } from 'ssh2';
import {
  DropFault,
  type DropFile,
  type DropFolder,
  FileFault,
  type Look,
  type LookBounds,
} from '../drop-folder/drop-folder.ts';
import { type ListedEntry, lookInto } from '../drop-folder/look-into.ts';
import { baseName, mostNames, nthName } from '../drop-folder/names.ts';
import { isSameState } from '../drop-folder/settle.ts';
import { connectSftp, type SftpServer, type SftpSession } from './connect-sftp.ts';
import { type ReadPiece, readRemoteFile } from './read-remote-file.ts';

const { EOF, NO_SUCH_FILE, PERMISSION_DENIED } = ssh2.utils.sftp.STATUS_CODE;

export interface SftpFolder extends DropFolder {
  /** As the server showed it: "ssh-ed25519 SHA256:…". */
  readonly hostKey: string;
}

/** Signs in and finds the folder: an absolute path of the server, or one below the account's own folder. */
export async function openSftpFolder(
  server: SftpServer,
  folder: string,
  signal: AbortSignal,
): Promise<SftpFolder> {
  const session = await connectSftp(server, signal);
  try {
    const conversation = new Conversation(session);
    const home = await conversation.ask<string>((channel, done) =>
      channel.realpath(folder === '' ? '.' : folder, done),
    );
    const found = await conversation.ask<ssh2.Stats>((channel, done) => channel.stat(home, done));
    if (!found.isDirectory()) throw new DropFault('no-such-folder', folder);
    return new RemoteFolder(conversation, home);
  } catch (error) {
    session.end();
    throw asFolderFault(error, folder);
  }
}

/** Asks one thing after the other, and hears at once when the line is lost. */
class Conversation {
  readonly session: SftpSession;

  constructor(session: SftpSession) {
    this.session = session;
  }

  ask<Answer>(call: Ask<Answer>): Promise<Answer> {
    const { channel, lost } = this.session;
    const answer = new Promise<Answer>((resolve, reject) => {
      call(channel, (error, value) => (error ? reject(asAnswered(error)) : resolve(value as Answer)));
    });
    return Promise.race([answer, lost]);
  }
}

type Ask<Answer> = (channel: SFTPWrapper, done: (error: unknown, value?: Answer) => void) => void;

class RemoteFolder implements SftpFolder {
  readonly #line: Conversation;
  readonly #home: string;

  constructor(line: Conversation, home: string) {
    this.#line = line;
    this.#home = home;
  }

  get hostKey(): string {
    return this.#line.session.hostKey;
  }

  look(bounds: LookBounds): Promise<Look> {
    return lookInto((below) => this.#list(below), bounds);
  }

  async *#list(below: string): AsyncGenerator<ListedEntry> {
    const fault = (error: unknown) =>
      below === '' ? asFolderFault(error, this.#home) : asFileFault(error, below);
    const handle = await this.#line
      .ask<Buffer>((channel, done) => channel.opendir(this.#place(below), done))
      .catch((error: unknown) => {
        throw fault(error);
      });
    try {
      for (;;) {
        const entries = await this.#line
          .ask<FileEntryWithStats[]>((channel, done) => channel.readdir(handle, done))
          .catch((error: unknown) => {
            if (statusOf(error) === EOF) return null;
            throw fault(error);
          });
        if (entries === null) return;
        for (const { filename, longname, attrs } of entries)
          if (filename !== '.' && filename !== '..')
            yield { name: filename, kind: kindOf(attrs.mode, longname), ...stateOf(attrs) };
      }
    } finally {
      await this.#line.ask((channel, done) => channel.close(handle, done)).catch(() => undefined);
    }
  }

  async open(file: DropFile): Promise<Readable> {
    const place = this.#place(file.path);
    try {
      const handle = await this.#line.ask<Buffer>((channel, done) => channel.open(place, 'r', done));
      const found = await this.#line.ask<ssh2.Stats>((channel, done) => channel.fstat(handle, done));
      if (!isSameState(file, stateOf(found))) {
        await this.#line.ask((channel, done) => channel.close(handle, done));
        throw new FileFault('changed', file.path);
      }
      return Readable.from(this.#bytesOf(handle, file), { objectMode: false });
    } catch (error) {
      throw asFileFault(error, file.path);
    }
  }

  async *#bytesOf(handle: Buffer, file: DropFile): AsyncGenerator<Buffer> {
    const read: ReadPiece = (into, position) =>
      this.#line.ask<number>((channel, done) =>
        channel.read(handle, into, 0, into.length, position, (error, came) => done(error, came)),
      );
    try {
      yield* readRemoteFile(read, file.sizeBytes);
    } catch (error) {
      throw asFileFault(error, file.path);
    } finally {
      this.#line.ask((channel, done) => channel.close(handle, done)).catch(() => undefined);
    }
  }

  async isStill(file: DropFile): Promise<boolean> {
    try {
      const found = await this.#line.ask<ssh2.Stats>((channel, done) =>
        channel.lstat(this.#place(file.path), done),
      );
      return found.isFile() && isSameState(file, stateOf(found));
    } catch (error) {
      if (error instanceof DropFault) throw error;
      return false;
    }
  }

  async remove(file: DropFile): Promise<void> {
    await this.#stillOrFault(file);
    await this.#onFile(file, (channel, done) => channel.unlink(this.#place(file.path), done));
  }

  async moveInto(folder: string, file: DropFile): Promise<string> {
    await this.#stillOrFault(file);
    if (!(await this.#exists(folder)))
      await this.#onFile(file, (channel, done) => channel.mkdir(this.#place(folder), done));
    for (let turn = 1; turn <= mostNames; turn++) {
      const to = `${folder}/${nthName(baseName(file.path), turn)}`;
      // Some servers overwrite on a rename, so the name is looked for first.
      if (await this.#exists(to)) continue;
      await this.#onFile(file, (channel, done) =>
        channel.rename(this.#place(file.path), this.#place(to), done),
      );
      return to;
    }
    throw new FileFault('taken-name', file.path);
  }

  async close(): Promise<void> {
    this.#line.session.end();
  }

  async #exists(at: string): Promise<boolean> {
    try {
      await this.#line.ask((channel, done) => channel.lstat(this.#place(at), done));
      return true;
    } catch (error) {
      if (statusOf(error) === NO_SUCH_FILE) return false;
      throw asFileFault(error, at);
    }
  }

  async #onFile(file: DropFile, call: Ask<unknown>): Promise<void> {
    await this.#line.ask(call).catch((error: unknown) => {
      throw asFileFault(error, file.path);
    });
  }

  async #stillOrFault(file: DropFile): Promise<void> {
    if (!(await this.isStill(file))) throw new FileFault('changed', file.path);
  }

  #place(at: string): string {
    if (at === '') return this.#home;
    return this.#home.endsWith('/') ? `${this.#home}${at}` : `${this.#home}/${at}`;
  }
}

/** A server that sends no mode tells the kind by the first letter of its long form, as ls does. */
function kindOf(mode: number | undefined, longname: string): ListedEntry['kind'] {
  const letter = mode === undefined ? longname[0] : LETTERS[mode & constants.S_IFMT];
  return letter === '-' ? 'file' : letter === 'd' ? 'folder' : letter === 'l' ? 'link' : 'other';
}

/** By the bits of a mode that tell the kind. */
const LETTERS: Readonly<Record<number, string>> = {
  [constants.S_IFREG]: '-',
  [constants.S_IFDIR]: 'd',
  [constants.S_IFLNK]: 'l',
};

function stateOf(attrs: Attributes) {
  return { sizeBytes: attrs.size, modifiedMs: attrs.mtime * 1000 };
}

/** The status that an SFTP server answered with; undefined where no server answered. */
function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/** What has no status was not answered by the server: the line was lost on the way. */
function asAnswered(error: unknown): unknown {
  if (statusOf(error) !== undefined) return error;
  return new DropFault('unreachable', error instanceof Error ? error.message : String(error), error);
}

function asFolderFault(error: unknown, folder: string): Error {
  if (error instanceof DropFault) return error;
  const status = statusOf(error);
  if (status === NO_SUCH_FILE) return new DropFault('no-such-folder', folder, error);
  if (status === PERMISSION_DENIED) return new DropFault('not-permitted', folder, error);
  return new DropFault('bad-answer', error instanceof Error ? error.message : String(error), error);
}

/** A line that was lost stays what it is: it is not the file's fault. */
function asFileFault(error: unknown, at: string): Error {
  if (error instanceof DropFault || error instanceof FileFault) return error;
  const status = statusOf(error);
  if (status === NO_SUCH_FILE) return new FileFault('gone', at, error);
  return new FileFault(status === PERMISSION_DENIED ? 'not-permitted' : 'failed', at, error);
}
