/** The steps of the check, in their order: first what is quick to fail. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repoRoot, webAppDir, webDistDir } from '../start/repo-paths.ts';
import { buildWebApp } from '../start/web-build.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { ensurePeers } from './ensure-peers.ts';
import { runProgram } from './run-program.ts';
import { failure, nothing, type Tally } from './tally.ts';
import { tallyOfVitest } from './vitest-tally.ts';

/** One step: what it is called, on the command line and in the output, and what it counts. */
export type Step = {
  readonly name: string;
  /** Runs beside the steps that follow it, and is waited for at the end: steps that mostly wait share the cores. */
  readonly beside?: boolean;
  run(report: (line: string) => void): Promise<Tally>;
};

const bin = (path: string) => join(repoRoot, 'node_modules', path);

/** A check that is no test: it counts only when it fails, and says something only then. */
function quietCheck(name: string, script: string, args: readonly string[]): Step {
  return {
    name,
    run: async (report) => {
      const { code, output } = await runProgram(process.execPath, [script, ...args]);
      if (code === 0) return nothing;
      report(output.trimEnd());
      return failure(name);
    },
  };
}

/** Programs of others, one after another: the package manager bears no second of its kind. Asked again, it finds them at once. */
let programs: Promise<string | undefined> | undefined;
function fetchPrograms(report: (line: string) => void): Promise<string | undefined> {
  programs ??= ensurePeers(report).then(() => ensureChromium(report));
  return programs;
}

/** Tests of one vitest configuration; what they need beside them (a Chromium, servers of others) is looked for first. */
function tests(name: string, config: string, needs?: 'browser' | 'peers'): Step {
  return {
    name,
    run: async (report) => {
      if (!existsSync(join(repoRoot, config))) return failure(`${config} yok / is missing`);
      const chromium = needs === undefined ? undefined : await fetchPrograms(report);
      if (needs === 'browser' && chromium === undefined)
        report('  Chromium yok, tarayıcı yolculukları atlanır / no Chromium: browser journeys are skipped');
      return runVitest(config, chromium === undefined ? {} : { CHROMIUM_PATH: chromium });
    },
  };
}

async function runVitest(config: string, env: Readonly<Record<string, string>>): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'muhasebi-check-'));
  const outputFile = join(folder, 'report.json');
  try {
    const args = [
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${outputFile}`,
    ];
    const { code } = await runProgram(process.execPath, [bin('vitest/vitest.mjs'), ...args], {
      stream: true,
      env,
      timeoutMs: 1_200_000,
    });
    return tallyOfVitest(await readFile(outputFile, 'utf8').catch(() => undefined), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const webBuild: Step = {
  name: 'web-build',
  run: async (report) => {
    try {
      await buildWebApp({ root: repoRoot, appDir: webAppDir, distDir: webDistDir });
      return nothing;
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
      return failure('web-build');
    }
  },
};

const code = ['apps', 'packages', 'tools', 'tests', 'bench'];

export const steps: readonly Step[] = [
  quietCheck('format-and-lint', bin('@biomejs/biome/bin/biome'), ['check', '.', '--max-diagnostics=40']),
  quietCheck('types', bin('typescript7/bin/tsc'), ['-p', 'tsconfig.json']),
  quietCheck('types-web', bin('typescript7/bin/tsc'), ['-p', 'apps/web-app/tsconfig.json']),
  quietCheck('arrows', bin('dependency-cruiser/bin/dependency-cruiser.mjs'), [
    '--config',
    '.dependency-cruiser.mjs',
    ...code,
  ]),
  quietCheck('dead-code', bin('knip/bin/knip.js'), ['--no-progress', '--no-config-hints']),
  tests('unit', 'vitest.config.ts', 'peers'),
  webBuild,
  quietCheck('page-sizes', join(webAppDir, 'size.ts'), []),
  tests('start', 'tests/start/vitest.config.ts'),
  { ...tests('e2e', 'tests/e2e/vitest.config.ts', 'browser'), beside: true },
  tests('deploy', 'tests/deploy/vitest.config.ts', 'peers'),
  tests('faults', 'tests/faults/vitest.config.ts', 'peers'),
  tests('smoke', 'tests/smoke/vitest.config.ts', 'browser'),
];
