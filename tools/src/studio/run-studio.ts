/** Prisma Studio on the configured database: fetched when it is first asked for, on this machine's loopback alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Pinned: this release listens on 127.0.0.1 and brings its pages along. A newer one is looked at first. */
export const PRISMA = 'prisma@7.10.1';
/** From the first look at the registry to the open port, over a slow line. Milliseconds. */
const OPEN_LIMIT_MS = 5 * 60_000;
const LOOK_EVERY_MS = 200;

/** The URL reaches Studio by its environment: a command line is read by everybody on the machine. */
const CONFIG = 'export default { datasource: { url: process.env.MUHASEBI_STUDIO_URL } };\n';

export interface Studio {
  readonly address: string;
  /** Settles when Studio ends. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Why there is no Studio, with the end of what npm or Studio said. */
export class StudioFailed extends Error {
  readonly said: string;
  constructor(said: string) {
    super(
      [
        `Prisma Studio başlatılamadı. İlk çalıştırmada npm kayıt defterinden ${PRISMA} indirilir (230 MB kadar); defter ulaşılabilir mi?`,
        `Prisma Studio did not start. The first run fetches ${PRISMA} from the npm registry (some 230 MB); is it in reach?`,
        'Onsuz / without it: pnpm db:migrate status, pnpm -s muhasebi veritabani sorgular, psql',
        said,
      ].join('\n'),
    );
    this.name = 'StudioFailed';
    this.said = said;
  }
}

/** Resolves when Studio answers. Throws StudioFailed. */
export async function runStudio(ownerUrl: string, port: number, env: NodeJS.ProcessEnv): Promise<Studio> {
  const folder = await mkdtemp(join(tmpdir(), 'muhasebi-studio-'));
  await writeFile(join(folder, 'prisma.config.mjs'), CONFIG, { mode: 0o600 });
  const args = ['--yes', PRISMA, 'studio', '--config', join(folder, 'prisma.config.mjs')];
  const child = spawn('npx', [...args, '--port', String(port), '--browser', 'none'], {
    cwd: folder,
    env: {
      ...env,
      MUHASEBI_STUDIO_URL: ownerUrl,
      // No scripts of others at install, no engines, no asking home for a newer release.
      npm_config_ignore_scripts: 'true',
      npm_config_prefer_offline: 'true',
      npm_config_fetch_retries: '1',
      npm_config_fetch_timeout: '30000',
      CHECKPOINT_DISABLE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a process group of its own: npx has Studio as a child, and both are to end.
    detached: true,
  });
  const said = lastWords(child);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      over = true;
      void rm(folder, { recursive: true, force: true }).then(resolve);
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const stop = async () => {
    if (!over && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  for (const until = Date.now() + OPEN_LIMIT_MS; !(await answers(port)); await sleep(LOOK_EVERY_MS)) {
    if (!over && Date.now() < until) continue;
    await stop();
    throw new StudioFailed(said());
  }
  return { address: `http://127.0.0.1:${port}`, ended, stop };
}

/** Whether the port is open, asked of the very address that Studio must listen on. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function lastWords(child: ChildProcess): () => string {
  let words = '';
  const keep = (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', (error) => keep(Buffer.from(`npx: ${error.message}`)));
  return () => words.trim();
}
