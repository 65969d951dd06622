/** A base backup by PostgreSQL's own replication protocol (BASE_BACKUP), as one tar stream; no program of PostgreSQL is needed. */
import { PassThrough, type Readable } from 'node:stream';
import pg from 'pg';

/** A running base backup. `tar` holds the data folder, its WAL included; `end` settles when the server has said all. */
export interface BaseBackup {
  readonly tar: Readable;
  readonly end: Promise<BaseBackupPlace>;
}

/** Where in the write-ahead log the backup begins; with the WAL from there on any later moment can be reached. */
export interface BaseBackupPlace {
  readonly startLsn: string;
  readonly endLsn: string;
  readonly timeline: number;
}

/** The messages of a CopyData stream of BASE_BACKUP begin with a letter (PostgreSQL 15 and later). */
const NEW_ARCHIVE = 'n'.charCodeAt(0);
const DATA = 'd'.charCodeAt(0);
const MANIFEST = 'm'.charCodeAt(0);

interface CopyMessage {
  readonly chunk: Buffer;
}
interface RowMessage {
  readonly fields: readonly (string | null)[];
}
/** The socket of a connection of `pg`, which is paused while the disk is slower than the server. */
interface Wire {
  readonly stream: { pause(): void; resume(): void };
  query(text: string): void;
}

/** What `pg` calls while our command runs: the part of its protocol for things that submit themselves. */
class BaseBackupCommand {
  readonly tar = new PassThrough({ highWaterMark: 4 * 1024 * 1024 });
  readonly done: Promise<readonly (readonly (string | null)[])[]>;
  #rows: (readonly (string | null)[])[] = [];
  #archives = 0;
  #inManifest = false;
  #isPaused = false;
  #resolve: (rows: readonly (readonly (string | null)[])[]) => void = () => {};
  #reject: (error: Error) => void = () => {};
  readonly #sql: string;

  constructor(sql: string) {
    this.#sql = sql;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.done.catch((error: Error) => this.tar.destroy(error));
  }

  submit(connection: Wire): void {
    connection.query(this.#sql);
  }
  handleRowDescription(): void {}
  handleDataRow(message: RowMessage): void {
    this.#rows.push(message.fields);
  }
  handleCopyData({ chunk }: CopyMessage, connection: Wire): void {
    if (chunk[0] === NEW_ARCHIVE) {
      this.#archives++;
      if (this.#archives > 1)
        this.handleError(new Error('tablespaces outside the data folder are not backed up by this command'));
    } else if (chunk[0] === MANIFEST) this.#inManifest = true;
    else if (chunk[0] === DATA && !this.#inManifest) this.#pass(chunk, connection);
  }
  /** The bytes are copied: the connection uses its buffer again for what comes next. */
  #pass(chunk: Buffer, connection: Wire): void {
    if (this.tar.write(Buffer.from(chunk.subarray(1))) || this.#isPaused) return;
    // What the connection had read already still comes while it pauses.
    this.#isPaused = true;
    connection.stream.pause();
    this.tar.once('drain', () => {
      this.#isPaused = false;
      connection.stream.resume();
    });
  }
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
  handleError(error: Error): void {
    this.#reject(error);
  }
  handleReadyForQuery(): void {
    this.tar.end();
    this.#resolve(this.#rows);
  }
}

/**
 * Asks the server for its data, online and consistent. `superuserUrl` is a role that may replicate. The WAL that the
 * copy needs is in the tar, so it can be started by itself.
 */
export async function startBaseBackup(superuserUrl: string, label: string): Promise<BaseBackup> {
  const url = new URL(superuserUrl);
  const client = new pg.Client({
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
    application_name: 'muhasebi-yedek',
    ...{ replication: 'true' },
  });
  await client.connect();
  const command = new BaseBackupCommand(
    `BASE_BACKUP (LABEL '${label.replaceAll("'", "''")}', CHECKPOINT 'fast', WAL true, MANIFEST 'no')`,
  );
  client.on('error', (error) => command.handleError(error));
  client.query(command);
  const end = command.done.then(placeOf).finally(() => client.end().catch(() => undefined));
  // Whoever reads the tar hears of a failure there; `end` is awaited after it.
  end.catch(() => undefined);
  return { tar: command.tar, end };
}

/** The server answers the place of the start, its tablespaces, and after the copy the place of the end. */
function placeOf(rows: readonly (readonly (string | null)[])[]): BaseBackupPlace {
  const [first, last] = [rows[0], rows.at(-1)];
  const startLsn = first?.[0];
  const endLsn = last?.[0];
  if (typeof startLsn !== 'string' || typeof endLsn !== 'string' || rows.length < 3)
    throw new Error('the server did not say where its backup begins and ends');
  return { startLsn, endLsn, timeline: Number(first?.[1] ?? 1) };
}
