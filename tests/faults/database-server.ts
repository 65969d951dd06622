/** A PostgreSQL of one test, to be stopped, started again on its data, held still and let go. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { isAlive, readPidFile, stopProcess } from '@muhasebi/platform/embedded-postgres/server-process.ts';
import { type PostgresServer, startPostgres } from '@muhasebi/platform/embedded-postgres/start-postgres.ts';
import { copyTemplate, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import {
  startTemporaryPostgres,
  type TemporaryPostgres,
  type TemporaryPostgresOptions,
} from '@muhasebi/testkit/temporary-postgres.ts';

const run = promisify(execFile);

export class DatabaseServer {
  readonly #first: TemporaryPostgres;
  readonly #options: TemporaryPostgresOptions;
  #again: PostgresServer | null = null;
  #frozen: number[] = [];
  readonly appUrl: string;
  /** As the owner of the schema, for migration commands. */
  readonly ownerUrl: string;
  /** Past every guard, to break what the application cannot. */
  readonly superuserUrl: string;

  private constructor(
    first: TemporaryPostgres,
    urls: Pick<TestDatabase, 'appUrl' | 'ownerUrl' | 'superuserUrl'>,
    options: TemporaryPostgresOptions,
  ) {
    this.#first = first;
    this.#options = options;
    this.appUrl = urls.appUrl;
    this.ownerUrl = urls.ownerUrl;
    this.superuserUrl = urls.superuserUrl;
  }

  static async start(options: TemporaryPostgresOptions = {}): Promise<DatabaseServer> {
    const first = await startTemporaryPostgres(options);
    return new DatabaseServer(first, await copyTemplate(first.address), options);
  }

  async stop(): Promise<void> {
    await stopProcess(await this.#pid());
  }

  async startAgain(): Promise<void> {
    const { address, dataDir } = this.#first;
    this.#again = await startPostgres({
      dataDir,
      port: address.port,
      logFile: path.join(path.dirname(dataDir), 'again.log'),
      superuserPassword: address.superuserPassword,
      durability: this.#options.durability ?? 'none',
      ...(this.#options.settings === undefined ? {} : { settings: this.#options.settings }),
    });
  }

  /** As a power cut does: every process of the server at once. It must have been started with full durability. */
  async kill(): Promise<void> {
    const pids = await this.#processes();
    for (const pid of pids) signal(pid, 'SIGKILL');
    while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 10));
    // Calls off the watch over the process that is gone: its number may be somebody else's tomorrow.
    await this.#again?.stop();
    this.#again = null;
  }

  /** One session of the application dies; the server then throws out all others and recovers by itself. */
  async killSession(): Promise<void> {
    const [pid] = await this.sessions();
    if (pid !== undefined) signal(pid, 'SIGKILL');
  }

  /** Process numbers of the application's sessions. */
  async sessions(): Promise<number[]> {
    const pool = createPool({ url: this.superuserUrl, maxConnections: 1, applicationName: 'faults' });
    try {
      const { rows } = await pool.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database() and usename = 'muhasebi_api'
         order by random()`,
      );
      return rows.map(({ pid }) => pid);
    } finally {
      await pool.end();
    }
  }

  /** Every process of the server stands still: connections stay open, and nobody answers. */
  async freeze(): Promise<void> {
    process.kill(await this.#pid(), 'SIGSTOP');
    this.#frozen = await this.#processes();
    for (const each of this.#frozen) signal(each, 'SIGSTOP');
  }

  letGo(): void {
    for (const each of this.#frozen) signal(each, 'SIGCONT');
    this.#frozen = [];
  }

  async remove(): Promise<void> {
    this.letGo();
    await this.#again?.stop();
    await this.#first.stop();
  }

  /** The server first, then its children. */
  async #processes(): Promise<number[]> {
    const pid = await this.#pid();
    const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]);
    const children = stdout.split('\n').map(Number);
    return [pid, ...children.filter((child) => child > 0)];
  }

  async #pid(): Promise<number> {
    const file = await readPidFile(this.#first.dataDir);
    if (file === undefined) throw new Error('the server does not run');
    return file.pid;
  }
}

/** A child that ended since it was listed is past every signal. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
