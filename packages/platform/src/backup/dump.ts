/** A dump of a server that is another's to run, by its own pg_dump, as a stream. */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import pg from 'pg';

/** No pg_dump, or one of another major version than the server: it would refuse, or write what cannot be restored. */
export class DumpUnfit extends Error {
  /** Major versions; `program` null where there is none. */
  readonly program: number | null;
  readonly server: number;
  constructor(program: number | null, server: number) {
    super(`pg_dump ${program ?? 'missing'}, server ${server}`);
    this.name = 'DumpUnfit';
    this.program = program;
    this.server = server;
  }
}

export interface Dump {
  /** PostgreSQL's own custom format, not compressed: the piece is. */
  readonly content: Readable;
  /** Rejects with what pg_dump said where it did not end well. */
  readonly end: Promise<void>;
}

/** Only what the program needs; the password never stands in a command line. */
function environmentOf(url: URL): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    PGPASSWORD: decodeURIComponent(url.password),
    ...(url.searchParams.has('sslmode') ? { PGSSLMODE: url.searchParams.get('sslmode') ?? '' } : {}),
  };
}

/** Starts pg_dump of `binDir`, or of the PATH where that is null. Throws DumpUnfit. */
export async function startDump(databaseUrl: string, binDir: string | null): Promise<Dump> {
  const program = binDir === null ? 'pg_dump' : join(binDir, 'pg_dump');
  const [own, server] = [await majorOf(program), await serverMajor(databaseUrl)];
  if (own !== server) throw new DumpUnfit(own, server);
  const url = new URL(databaseUrl);
  const child = spawn(
    program,
    [
      ...['--format=custom', '--compress=0', '--no-password'],
      ...['--host', url.hostname, '--port', url.port || '5432'],
      ...['--username', decodeURIComponent(url.username), '--dbname', url.pathname.slice(1)],
    ],
    { env: environmentOf(url), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said = `${said}${bytes.toString()}`.slice(-4_000)));
  const end = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`pg_dump ended with ${code}: ${said.trim()}`)),
    );
  });
  // The reader of the content comes to its end first; `end` is awaited after it.
  end.catch(() => undefined);
  // Taken over at once: what nobody reads yet when the program ends, Node would throw away.
  return { content: child.stdout.pipe(new PassThrough()), end };
}

/** Major version of the program; null where it cannot be run. */
async function majorOf(program: string): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version']);
    return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1] ?? Number.NaN) || null;
  } catch {
    // Not there, or not to be run: the same to whoever wants a backup.
    return null;
  }
}

async function serverMajor(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'muhasebi-yedek' });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    return Math.floor(Number(rows[0]?.version) / 10_000);
  } finally {
    await client.end();
  }
}
