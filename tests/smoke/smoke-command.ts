/** Runs a smoke test as an operator does: a process with arguments, settings, two outputs and an exit code. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const root = path.join(import.meta.dirname, '../..');

export interface SmokeRun {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
  readonly seconds: number;
}

export type Credentials = {
  readonly SMOKE_EMAIL: string;
  readonly SMOKE_PASSWORD: string;
};

/** What `muhasebi ofis duman` prints. */
export async function printedCredentials(env: NodeJS.ProcessEnv): Promise<Credentials> {
  const { out, err } = await run(
    'tools/src/cli/main.ts',
    ['ofis', 'duman', '--eposta', 'duman@ofis.example'],
    {
      ...env,
      PUBLIC_URL: 'https://muhasebi.test',
    },
  );
  const [, email, password] = /^SMOKE_EMAIL=(.+)\nSMOKE_PASSWORD=(.+)\n$/.exec(out) ?? [];
  if (email === undefined || password === undefined) throw new Error(out + err);
  return { SMOKE_EMAIL: email, SMOKE_PASSWORD: password };
}

export function smoke(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<SmokeRun> {
  return run('tools/src/smoke/main.ts', args, env);
}

async function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<SmokeRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    // Without a home the browser would leave its settings in the folder of temporary files.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CHROMIUM_PATH: process.env.CHROMIUM_PATH,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code, seconds: (performance.now() - startedAt) / 1000 };
}

/** The line that names the part, of a run that must have failed. */
export function brokenPart({ err, out, code }: SmokeRun): string {
  if (code !== 1) throw new Error(`ended with ${code}:\n${out}${err}`);
  return /broken part: .* \/ (.*)/.exec(err)?.[1] ?? err;
}
