/** Runs a command of the runbook as an operator types it: in a shell, from the root, with the settings of an installation. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const root = path.join(import.meta.dirname, '../..');
/** As the runbook says: where pnpm is not installed, npx stands for it. */
const PNPM = 'command -v pnpm >/dev/null || pnpm() { npx --yes pnpm@10.34.8 "$@"; }\n';
const LIMIT_MS = 180_000;

export interface CommandRun {
  readonly code: number | null;
  /** Both outputs. */
  readonly said: string;
}

export async function command(
  line: string,
  env: NodeJS.ProcessEnv = {},
  folder: string = root,
): Promise<CommandRun> {
  const child = spawn('bash', ['-c', PNPM + line], {
    cwd: folder,
    env: { ...ofTheMachine(), ...env, PATH: process.env.PATH, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said: out + err };
}

/** What belongs to the test run or to the product is left out; how the machine reaches its package registry is not. */
const NOT_OF_THE_MACHINE =
  /^(NODE_ENV|VITEST.*|TEST|PROD|DEV|MODE|BASE_URL|DATABASE_.*|PORT|HOST|.*_URL|.*_SECRET|ENCRYPTION_KEY|STORAGE_.*|NODE_OPTIONS|npm_(lifecycle|package)_.*)$/;

function ofTheMachine(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_OF_THE_MACHINE.test(name)));
}

export interface HealthCheck {
  readonly code: number | null;
  readonly status: string;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
}

/** The worker's health check, as JSON; without pnpm around it, which takes longer than the check and is asked elsewhere. */
export async function healthCheck(env: NodeJS.ProcessEnv): Promise<HealthCheck> {
  const { code, said } = await command(
    `cd apps/worker-jobs && '${process.execPath}' src/health-check.ts --json`,
    env,
  );
  const line = said.split('\n').find((each) => each.startsWith('{'));
  if (line === undefined) throw new Error(`the health check said nothing:\n${said}`);
  return { code, ...(JSON.parse(line) as Omit<HealthCheck, 'code'>) };
}
