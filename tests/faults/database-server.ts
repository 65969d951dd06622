/** A PostgreSQL of one test, to be stopped, started again on its data, held still and let go. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { readPidFile, stopProcess } from '@muhasebi/platform/embedded-postgres/server-process.ts';
import { type PostgresServer, startPostgres } from '@muhasebi/platform/embedded-postgres/start-postgres.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres, type TemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';

const run = promisify(execFile);

export class DatabaseServer {
  readonly #first: TemporaryPostgres;
  #again: PostgresServer | null = null;
  #frozen: number[] = [];
  readonly appUrl: string;
  /** Past every guard, to break what the application cannot. */
  readonly superuserUrl: string;

  private constructor(first: TemporaryPostgres, urls: { appUrl: string; superuserUrl: string }) {
    this.#first = first;
    this.appUrl = urls.appUrl;
    this.superuserUrl = urls.superuserUrl;
  }

  static async start(): Promise<DatabaseServer> {
    const first = await startTemporaryPostgres();
    return new DatabaseServer(first, await copyTemplate(first.address));
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
      durability: 'none',
    });
  }

  /** Every process of the server stands still: connections stay open, and nobody answers. */
  async freeze(): Promise<void> {
    const pid = await this.#pid();
    process.kill(pid, 'SIGSTOP');
    const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]);
    this.#frozen = [
      pid,
      ...stdout
        .split('\n')
        .map(Number)
        .filter((child) => child > 0),
    ];
    for (const each of this.#frozen) process.kill(each, 'SIGSTOP');
  }

  letGo(): void {
    for (const each of this.#frozen) process.kill(each, 'SIGCONT');
    this.#frozen = [];
  }

  async remove(): Promise<void> {
    this.letGo();
    await this.#again?.stop();
    await this.#first.stop();
  }

  async #pid(): Promise<number> {
    const file = await readPidFile(this.#first.dataDir);
    if (file === undefined) throw new Error('the server does not run');
    return file.pid;
  }
}
