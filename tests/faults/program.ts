/** One process of the installation, to be started, killed, held still and ended; only its own number is ever signalled. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
/** Enough of the log to see why something failed. */
const LOG_CHARACTERS = 200_000;

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg?: string };

export class Program {
  readonly #script: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  log = '';

  /** `release`: the folder of another release than this one. */
  constructor(app: 'backend-api' | 'worker-jobs', env: NodeJS.ProcessEnv, release: string = root) {
    this.#script = path.join(release, 'apps', app, 'src/main.ts');
    this.#env = env;
  }

  start(): void {
    const child = spawn(process.execPath, [this.#script], {
      cwd: root,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#ended = once(child, 'exit');
    const keep = (chunk: Buffer) => {
      this.log = (this.log + chunk.toString()).slice(-LOG_CHARACTERS);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The log's lines; what is no JSON is left out. */
  get lines(): LogLine[] {
    return this.log.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line) as LogLine];
      } catch {
        // Cut at its front, or said before there was a log.
        return [];
      }
    });
  }

  /** Waits until it ends by itself; its exit code, or null where a signal ended it. */
  async ended(): Promise<number | null> {
    await this.#ended;
    return this.exitCode;
  }

  /** Hangs, as a process that was stopped by a signal or waits on a dead disk does. */
  hang(): void {
    this.#child?.kill('SIGSTOP');
  }

  /** Goes on where it hung. */
  goOn(): void {
    this.#child?.kill('SIGCONT');
  }

  /** How it ended by itself; null while it runs, or where a signal ended it. */
  get exitCode(): number | null {
    return this.#child?.exitCode ?? null;
  }

  /** As a power cut does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** As an operator does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Memory that the process holds now, or held at most. Bytes. */
  async memory(which: 'now' | 'most'): Promise<number> {
    const status = await readFile(`/proc/${this.#child?.pid}/status`, 'utf8');
    const line = which === 'now' ? /^VmRSS:\s+(\d+) kB/m : /^VmHWM:\s+(\d+) kB/m;
    return Number(line.exec(status)?.[1]) * 1024;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.isRunning) {
      this.#child?.kill(signal);
      // One that hangs hears of no other signal before it goes on.
      this.goOn();
    }
    await this.#ended;
  }
}
