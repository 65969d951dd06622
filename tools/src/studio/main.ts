/**
 * `pnpm db:studio [--port 5555]`: Prisma Studio on the configured database, for this machine alone and read-only. It is
 * fetched when it is first asked for: 200 MB that nobody else needs. Its own page loads parts from the network.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSettings, SettingsError } from '@muhasebi/platform/config/load-settings.ts';
import { databaseSettings } from '@muhasebi/platform/config/process-settings.ts';
import { loadStartedSettings } from '../start/started-settings.ts';

const STUDIO = 'prisma@7.10.1';
const PNPM = 'pnpm@10.34.8';

/** A place to look: PostgreSQL itself refuses every change. */
function readOnly(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set('default_transaction_read_only', 'on');
  changed.searchParams.set('application_name', 'muhasebi-studio');
  return changed.href;
}

/** Runs until it is interrupted; returns its exit code. */
async function studio(url: string, port: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'muhasebi-studio-'));
  const config = join(folder, 'prisma.config.ts');
  // The address is handed over in the environment: an argument is seen by everybody on the machine.
  writeFileSync(config, 'export default { datasource: { url: process.env.STUDIO_DATABASE_URL } };\n');
  const pnpm = process.env.npm_execpath?.includes('pnpm') ? process.env.npm_execpath : undefined;
  const [program, first] = pnpm ? [process.execPath, [pnpm]] : ['npx', ['--yes', PNPM]];
  const args = ['dlx', STUDIO, 'studio', '--config', config, '--port', port, '--browser', 'none'];
  try {
    const child = spawn(program, [...first, ...args], {
      cwd: folder,
      stdio: 'inherit',
      env: {
        ...process.env,
        STUDIO_DATABASE_URL: readOnly(url),
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    return await new Promise((resolve) => child.on('close', (code) => resolve(code ?? 0)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '5555' } } });
  loadStartedSettings(process.env);
  const { DATABASE_URL } = databaseSettings;
  process.exitCode = await studio(loadSettings({ DATABASE_URL }, process.env).DATABASE_URL, values.port);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
