/** The release before the newest migrations, as its own files and its own packages in a folder of its own. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { repoRoot } from './build-context.ts';

const run = promisify(execFile);
/** Packages are there already, as far as the two releases use the same. */
const INSTALL_LIMIT_MS = 120_000;
const MIGRATIONS = 'db/migrations';

export interface EarlierRelease {
  readonly folder: string;
  readonly node: string;
  remove(): Promise<void>;
}

/** What git answers, without its line end; null where it refuses. */
function git(...args: readonly string[]): string | null {
  try {
    const answer = execFileSync('git', args, {
      cwd: repoRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return answer.trim();
  } catch {
    // No git, no repository, or no such commit: then nothing earlier is known here.
    return null;
  }
}

/**
 * The newest release that is tagged and has fewer migrations; without one the last commit before the newest migration.
 * Null where the history does not reach so far (a shallow clone, a copy without one).
 */
export function earlierCommit(): string | null {
  if (git('rev-parse', '--is-shallow-repository') !== 'false') return null;
  const now = git('ls-tree', '--name-only', 'HEAD', `${MIGRATIONS}/`);
  const tag = (git('tag', '--sort=-creatordate', '--list', 'v*') ?? '')
    .split('\n')
    .find((name) => name !== '' && git('ls-tree', '--name-only', name, `${MIGRATIONS}/`) !== now);
  if (tag !== undefined) return git('rev-parse', `${tag}^{commit}`);
  const added = git('log', '-1', '--diff-filter=A', '--format=%H', '--', MIGRATIONS);
  return added ? git('rev-parse', '--verify', '--quiet', `${added}^`) : null;
}

/** Names of the migrations that a commit has. */
export function migrationsAt(commit: string): string[] {
  return (git('ls-tree', '--name-only', commit, `${MIGRATIONS}/`) ?? '')
    .split('\n')
    .filter((file) => file.endsWith('.sql'))
    .map((file) => path.basename(file, '.sql'));
}

/** Lays a commit out and installs what it asks for. */
export async function layOut(commit: string): Promise<EarlierRelease> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-earlier-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await chmod(folder, 0o755);
    const archive = path.join(folder, 'release.tar');
    await run('git', ['archive', '--output', archive, commit], { cwd: repoRoot });
    await run('tar', ['-xf', archive, '-C', folder]);
    await rm(archive);
    const { packageManager } = JSON.parse(git('show', `${commit}:package.json`) ?? '{}') as {
      packageManager: string;
    };
    const args = ['install', '--frozen-lockfile', '--prefer-offline', '--prod=false'];
    await run('npx', ['--yes', packageManager, ...args], {
      cwd: folder,
      env: { ...process.env, CI: 'true', NODE_ENV: 'development' },
      timeout: INSTALL_LIMIT_MS,
      maxBuffer: 10_000_000,
    });
    const node = path.join(folder, 'node_modules/node/bin/node');
    if (!existsSync(node)) throw new Error('the earlier release brought no Node');
    return { folder, node, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
