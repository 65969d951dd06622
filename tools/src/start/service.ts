/** A child process that is kept running: restarted with growing pauses when it dies, stopped gracefully when told. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { turnOver } from './bound-logs.ts';

/** How a service is run. */
export type ServiceOptions = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Its output goes to the end of this file; to our own output when absent. */
  readonly logFile?: string;
  /** How long it may take to stop before it is killed. */
  readonly stopTimeoutMs: number;
  readonly report: (line: string) => void;
  /** Called with the number of every process started. */
  readonly onStarted: (pid: number) => void;
};

/** A running service. */
export type Service = {
  readonly name: string;
  /** Settles when it died too often in a row to go on, with the end of its log. */
  readonly gaveUp: Promise<string>;
  stop(): Promise<void>;
  kill(): void;
};

const firstPauseMs = 250;
const longestPauseMs = 10_000;
const steadyAfterMs = 30_000;
const mostDeathsInARow = 5;

/** Starts it and keeps it running until `stop` or `kill`. */
export async function startService(options: ServiceOptions): Promise<Service> {
  if (options.logFile) await turnOver(options.logFile);
  let stopping = false;
  let child = launch(options);
  let exited = whenExited(child);
  const gaveUp = new Promise<string>((resolve) => {
    void (async () => {
      for (let deaths = 0; ; ) {
        const startedAt = Date.now();
        const how = await exited;
        if (stopping) return;
        deaths = Date.now() - startedAt > steadyAfterMs ? 1 : deaths + 1;
        if (deaths > mostDeathsInARow) return resolve(await logEnd(options.logFile));
        const pauseMs = Math.min(firstPauseMs * 2 ** (deaths - 1), longestPauseMs);
        options.report(
          `${options.name} durdu (${how}), ${pauseMs} ms sonra yeniden başlatılıyor / ${options.name} died (${how}), restarting in ${pauseMs} ms`,
        );
        await sleep(pauseMs);
        if (stopping) return;
        child = launch(options);
        exited = whenExited(child);
      }
    })();
  });
  return {
    name: options.name,
    gaveUp,
    stop: async () => {
      stopping = true;
      signal(child, 'SIGTERM');
      const timer = setTimeout(() => signal(child, 'SIGKILL'), options.stopTimeoutMs);
      await exited;
      clearTimeout(timer);
    },
    kill: () => {
      stopping = true;
      signal(child, 'SIGKILL');
    },
  };
}

function launch(options: ServiceOptions): ChildProcess {
  const log = options.logFile ? openSync(options.logFile, 'a', 0o600) : undefined;
  const output = log ?? 'inherit';
  // In a process group of its own: Ctrl-C reaches the supervisor only, which stops everything in order.
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', output, output],
    detached: true,
  });
  if (log !== undefined) closeSync(log);
  if (child.pid !== undefined) options.onStarted(child.pid);
  return child;
}

function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, name) => resolve(name ?? `${code}`));
    child.once('error', (error) => resolve(error.message));
  });
}

/** Reaches the whole group, for a watcher has a child of its own. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It ended between the question and the signal, which is what was wanted.
  }
}

async function logEnd(file: string | undefined): Promise<string> {
  if (!file) return '';
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-15).join('\n');
}
