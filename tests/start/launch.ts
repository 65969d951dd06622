/** Runs `npm start` as a person at a terminal would, and watches what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A start under way. */
export type Launched = {
  /** Everything said so far. */
  output(): string;
  /** Resolves when it has said `text`; rejects with what it did say when it ends, or takes too long. */
  says(text: string, timeoutMs?: number): Promise<void>;
  /** The exit code, 128 + n for an end by signal. */
  readonly ended: Promise<number>;
  /** Sends a signal to the whole group, as a terminal does on Ctrl-C. */
  interrupt(): void;
};

type Options = { readonly env?: Readonly<Record<string, string>>; readonly uid?: number };

const ownVariables =
  /^(NODE_ENV|VITEST.*|TEST|PROD|DEV|MODE|BASE_URL|DATABASE_.*|PORT|HOST|PUBLIC_URL|JWT_SECRET|ENCRYPTION_KEY|NODE_OPTIONS|npm_(lifecycle|package)_.*)$/;

/** Starts in `dir`; the environment is ours less what belongs to the test run or to the product. */
export function launch(dir: string, options: Options = {}): Launched {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ownVariables.test(name)),
  );
  const child = spawn('npm', ['start'], {
    cwd: dir,
    env: { ...inherited, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let said = '';
  let code: number | undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (exit, signal) => {
      code = exit ?? (signal === 'SIGINT' ? 130 : 137);
      resolve(code);
    });
  });
  const says = async (text: string, timeoutMs = 180_000): Promise<void> => {
    for (const end = Date.now() + timeoutMs; !said.includes(text); await sleep(30)) {
      if (code !== undefined || Date.now() > end)
        throw new Error(`“${text}” was not said (exit ${code}):\n${said}`);
    }
  };
  return { output: () => said, says, ended, interrupt: () => signalGroup(child, 'SIGINT') };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
}

/** A port that is free now, and one that is taken until `close` is called. */
export function listenSomewhere(): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      resolve({ port, close: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const { port, close } = await listenSomewhere();
  await close();
  return port;
}

/** Asks again and again until `check` is true. */
export async function eventually(
  check: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(100)) {
    if (await check()) return true;
  }
  return false;
}
