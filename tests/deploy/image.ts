/**
 * Builds an image of the Dockerfile by hand, where there is no container engine: each stage is a folder that every
 * COPY and RUN is carried out in, with the machine's own /usr below it, read-only, in place of the base image.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { contextFiles, repoRoot } from './build-context.ts';
import { environmentOf, type Instruction, lastOf, lineage, type Stage } from './dockerfile.ts';

/** What a container is started with. */
export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** In place of the image's own command. */
  readonly command: readonly string[];
}

const systemFolders = ['bin', 'sbin', 'lib', 'lib64'];
/** As the base image sets it. */
const imagePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export class ImageBuilder {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'muhasebi-image-'));
  readonly #stages: readonly Stage[];
  readonly #files = contextFiles();
  readonly #built = new Map<string, string>();

  constructor(stages: readonly Stage[]) {
    this.#stages = stages;
    // Another account has to find its way in.
    chmodSync(this.folder, 0o755);
  }

  /** Takes a stage as built already: for what another step of the check has built. */
  take(stage: string, root: string): void {
    this.#built.set(stage, root);
  }

  /** Builds a stage with all that it needs, and answers the folder that is its root. */
  build(stage: string): string {
    const known = this.#built.get(stage);
    if (known !== undefined) return known;
    const root = path.join(this.folder, stage);
    this.#built.set(stage, root);
    for (const name of ['usr', 'etc', 'proc', 'dev', 'tmp', 'root', 'app', 'data', 'local/bin'])
      mkdirSync(path.join(root, name), { recursive: true });
    for (const name of systemFolders)
      if (existsSync(`/${name}`)) symlinkSync(`usr/${name}`, path.join(root, name));
    writeFileSync(path.join(root, 'local/bin/node'), '', { mode: 0o755 });
    chmodSync(path.join(root, 'tmp'), 0o1777);
    let workdir = '/';
    for (const instruction of lineage(this.#stages, stage).instructions) {
      if (instruction.name === 'WORKDIR') workdir = instruction.text;
      if (instruction.name === 'COPY') this.#copy(instruction, root, workdir);
      if (instruction.name === 'RUN') this.#run(stage, instruction, root, workdir);
    }
    return root;
  }

  #copy({ text }: Instruction, root: string, workdir: string): void {
    const words = text.split(/\s+/);
    const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
    const target = words.pop() ?? '';
    const to = path.join(root, path.resolve(workdir, target));
    for (const source of words) {
      if (from !== undefined) {
        this.#copyBuilt(path.join(this.build(from), source), to);
        continue;
      }
      const files = this.#files.filter((file) => file === source || file.startsWith(`${source}/`));
      if (files.length === 0) throw new Error(`COPY ${source}: the context has no such thing`);
      for (const file of files) {
        const inFolder =
          file === source && target.endsWith('/') ? path.basename(file) : path.relative(source, file);
        cpSync(path.join(repoRoot, file), path.join(to, inFolder));
      }
    }
  }

  /** Linked, not copied: what a stage has built is changed no more. */
  #copyBuilt(from: string, to: string): void {
    mkdirSync(to, { recursive: true });
    execFileSync('cp', ['-alf', `${from}/.`, to]);
  }

  #run(stage: string, { text }: Instruction, root: string, workdir: string): void {
    const home = `mount --rbind ${quote(homedir())} ${quote(`${root}/root`)}`;
    const command = `cd ${workdir} && ${text}`;
    const env = { ...outside(), ...environmentOf(this.#stages, stage), HOME: '/root', CI: 'true' };
    const script = `${mounts(root)}; ${home}; exec chroot ${quote(root)} /bin/sh -c ${quote(command)}`;
    execFileSync('unshare', ['--mount', '--propagation', 'private', 'sh', '-ec', script], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /**
   * Runs a container: the image's account without any privilege, its root read-only, /data and /tmp folders of
   * `state`. Signals sent to the child reach the command itself.
   */
  start(stage: string, state: string, { env, command }: RunOptions): ChildProcess {
    const root = this.build(stage);
    const [uid = '', gid = ''] = (lastOf(this.#stages, stage, 'USER') ?? '').split(':');
    for (const name of ['data', 'tmp'])
      cpSync(path.join(root, name), path.join(state, name), { recursive: true });
    execFileSync('chown', ['-R', `${uid}:${gid}`, path.join(state, 'data'), path.join(state, 'tmp')]);
    const volumes = ['data', 'tmp'].map(
      (name) => `mount --bind ${quote(`${state}/${name}`)} ${quote(`${root}/${name}`)}`,
    );
    const workdir = lastOf(this.#stages, stage, 'WORKDIR') ?? '/';
    const drop = `setpriv --reuid ${uid} --regid ${gid} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all`;
    const words = command.map(quote).join(' ');
    const script = [
      `mount --bind ${quote(root)} ${quote(root)}`,
      mounts(root),
      `mount -o remount,ro,bind ${quote(root)}`,
      ...volumes,
      `exec chroot ${quote(root)} ${drop} /bin/sh -c ${quote(`cd ${workdir} && exec ${words}`)}`,
    ].join('; ');
    return spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-ec', script], {
      env: { PATH: imagePath, ...environmentOf(this.#stages, stage), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The machine's programs in place of the base image's, and this repository's Node in the place of that image's. */
function mounts(root: string): string {
  const bind = (from: string, to: string) => `mount --bind ${quote(from)} ${quote(`${root}/${to}`)}`;
  const readOnly = (to: string) => `mount -o remount,ro,bind ${quote(`${root}/${to}`)}`;
  const node = path.join(repoRoot, 'node_modules/node/bin/node');
  return [
    bind('/usr', 'usr'),
    bind(`${root}/local`, 'usr/local'),
    bind(node, 'usr/local/bin/node'),
    readOnly('usr'),
    bind('/etc', 'etc'),
    readOnly('etc'),
    `mount --rbind /proc ${quote(`${root}/proc`)}`,
    `mount --rbind /dev ${quote(`${root}/dev`)}`,
  ].join('; ');
}

/** What a build needs of this machine to reach its package registry, and no setting of ours. */
function outside(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) =>
    /proxy|_cert|ca_file|cafile|npm_config/i.test(name),
  );
  return {
    ...Object.fromEntries(kept.map(([name, value]): [string, string] => [name, value ?? ''])),
    PATH: imagePath,
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
