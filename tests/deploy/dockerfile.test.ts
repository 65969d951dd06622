/** The Dockerfile keeps the rules of a careful image; each rule is seen to fire on a careless one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { apiSettings } from '@muhasebi/backend-api/settings.ts';
import { WORKER_NODE_FLAGS } from '@muhasebi/worker-jobs/node-flags.ts';
import { workerSettings } from '@muhasebi/worker-jobs/settings.ts';
import { describe, expect, it } from 'vitest';
import { contextFiles, deployDir, isIgnored, repoRoot } from './build-context.ts';
import { environmentOf, execForm, lastOf, lineage, readStages, type Stage } from './dockerfile.ts';
import { lintDockerfile } from './lint-dockerfile.ts';

const text = readFileSync(path.join(deployDir, 'docker/Dockerfile'), 'utf8');
const stages = readStages(text);
const targets = ['api', 'worker', 'operator'];

const careful = [
  'FROM node:24.9.0-bookworm-slim AS app',
  'USER 10001:10001',
  'HEALTHCHECK CMD ["node", "check.js"]',
  'CMD ["node", "main.js"]',
].join('\n');

describe('the lint of Dockerfiles', () => {
  it('finds nothing in a careful image', () => {
    expect(lintDockerfile(careful, ['app'])).toEqual([]);
  });

  it.each([
    ['a base without an exact version', 'node:24.9.0-bookworm-slim', 'node:24', /exact version/],
    ['a base named latest', 'node:24.9.0-bookworm-slim', 'node:latest', /exact version/],
    ['an image that runs as root', 'USER 10001:10001', 'USER root', /USER/],
    ['an image without a user', 'USER 10001:10001\n', '', /USER/],
    ['an image without a health check', 'HEALTHCHECK CMD ["node", "check.js"]\n', '', /HEALTHCHECK/],
    ['a command that a shell runs', 'CMD ["node", "main.js"]', 'CMD node main.js', /exec form/],
    ['a password among the build arguments', 'USER', 'ARG DB_PASSWORD\nUSER', /secret/],
    ['a secret in the environment', 'USER', 'ENV JWT_SECRET=abc\nUSER', /secret/],
    ['files fetched with ADD', 'USER', 'ADD https://example.com/x /x\nUSER', /ADD/],
    ['a program fetched and run', 'USER', 'RUN curl https://example.com/x | sh\nUSER', /fetched/],
    ['sudo in a step', 'USER', 'RUN sudo true\nUSER', /sudo/],
    ['an unpinned pnpm', 'USER', 'RUN npx --yes pnpm install\nUSER', /pnpm/],
  ])('refuses an image for %s', (_what, from, to, message) => {
    expect(lintDockerfile(careful.replace(from, to), ['app']).join('\n')).toMatch(message);
  });
});

describe('the Dockerfile of this repository', () => {
  it('keeps every rule of the lint', () => {
    expect(lintDockerfile(text, targets)).toEqual([]);
  });

  it('runs the Node and the pnpm that the repository itself is pinned to', () => {
    const own = JSON.parse(readFileSync(path.join(repoRoot, 'package.json'), 'utf8'));
    const bases = new Set(targets.map((target) => lineage(stages, target).base));
    expect([...bases]).toEqual([`node:${own.devDependencies.node}-bookworm-slim`]);
    expect(new Set(text.match(/pnpm@[\d.]+/g))).toEqual(new Set([own.packageManager]));
  });

  it('copies the manifest of every workspace, without which the lockfile is refused', () => {
    const folders = ['apps', 'packages'].flatMap((group) =>
      readdirSync(path.join(repoRoot, group)).map((name) => `${group}/${name}`),
    );
    const manifests = [...folders, 'bench', 'tests', 'tools'].map((folder) => `${folder}/package.json`);
    const copied = manifestsCopied(stages);
    expect(manifests.filter((file) => existsSync(path.join(repoRoot, file)) && !copied.has(file))).toEqual(
      [],
    );
  });

  it('starts the worker with the flags that it is started with everywhere, and so does its unit', () => {
    const program = 'apps/worker-jobs/src/main.ts';
    expect(execForm(lastOf(stages, 'worker', 'CMD') ?? '[]')).toEqual([
      'node',
      ...WORKER_NODE_FLAGS,
      program,
    ]);
    const unit = readFileSync(path.join(repoRoot, 'deploy/systemd/muhasebi-worker.service'), 'utf8');
    expect(unit).toContain(`\nEnvironment=NODE_OPTIONS=${WORKER_NODE_FLAGS.join(' ')}\n`);
  });

  it('sets no variable that its process does not know', () => {
    const unknown = (target: string, spec: object) =>
      Object.keys(environmentOf(stages, target)).filter((name) => name !== 'HOME' && !(name in spec));
    expect(unknown('api', apiSettings)).toEqual([]);
    expect(unknown('worker', workerSettings)).toEqual([]);
  });
});

describe('the build context', () => {
  it('lets the last pattern that fits decide, a folder’s pattern for all that is in it', () => {
    const patterns = ['*', '!apps', '**/.env', '**/*.test.ts'];
    expect(isIgnored(patterns, 'README.md')).toBe(true);
    expect(isIgnored(patterns, 'apps/api/src/main.ts')).toBe(false);
    expect(isIgnored(patterns, 'apps/api/.env')).toBe(true);
    expect(isIgnored(patterns, 'apps/api/src/main.test.ts')).toBe(true);
  });

  it('holds no settings, no keys, no tests and no installed packages', () => {
    const unwanted = /(^|\/)(\.env|node_modules|\.data)(\/|$|\.)|\.(pem|key|log)$|\.test\.tsx?$|^deploy\//;
    const files = contextFiles();
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });
});

function manifestsCopied(all: readonly Stage[]): Set<string> {
  const copies = lineage(all, 'manifests').instructions.filter(({ name }) => name === 'COPY');
  return new Set(copies.flatMap(({ text: words }) => words.split(/\s+/).slice(0, -1)));
}
