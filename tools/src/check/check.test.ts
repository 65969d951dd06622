/** The check counts truly, and the architecture lint really catches what it is there for. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repoRoot } from '../start/repo-paths.ts';
import { add, closingLine, failure } from './tally.ts';
import { tallyOfVitest } from './vitest-tally.ts';

const report = (change: object) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [],
    ...change,
  });

describe('the tally', () => {
  it('takes the numbers of the report and ends with the line that is looked for', () => {
    const tally = tallyOfVitest(report({}), 0);
    expect(tally).toEqual({ passed: 5, failed: 0, skipped: 3, failures: [] });
    expect(closingLine(add(tally, { passed: 1, failed: 2, skipped: 0, failures: [] }))).toBe(
      '6 passed, 2 failed, 3 skipped',
    );
  });

  it('names every test that failed with the first line of its cause, and a file that fell over before its first', () => {
    const broken = { status: 'failed', fullName: 'a sum is right', failureMessages: ['1 is not 2\n  at …'] };
    const sound = { status: 'passed', fullName: 'all is well' };
    const testResults = [
      { name: 'a.test.ts', status: 'failed', message: 'no such module\n…', assertionResults: [] },
      { name: 'b.test.ts', status: 'failed', message: '', assertionResults: [broken, sound] },
    ];
    const tally = tallyOfVitest(report({ numFailedTests: 1, testResults }), 1);
    expect(tally.failed).toBe(2);
    expect(add(failure('types'), tally).failures).toEqual([
      'types',
      'a.test.ts: no such module',
      'b.test.ts > a sum is right: 1 is not 2',
    ]);
  });

  it('counts a run that ended badly without a failed test, and one that left no report', () => {
    expect(tallyOfVitest(report({}), 1).failed).toBe(1);
    expect(tallyOfVitest(undefined, 0).failed).toBe(1);
  });
});

describe('the architecture lint', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'arrows-'));
    for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
      cpSync(join(repoRoot, file), join(copy, file));
    symlinkSync(join(repoRoot, 'node_modules'), join(copy, 'node_modules'));
    for (const name of ['accounting', 'platform', 'connectors', 'features']) plantPackage(name);
    plant('packages/platform/src/a.ts', 'export const a = 1;');
    plant('packages/features/src/clients/contract.ts', 'export type Client = { id: string };');
    plant(
      'packages/features/src/clients/list.ts',
      "import { a } from '@muhasebi/platform/a.ts';\nexport const list = a;",
    );
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  function plantPackage(name: string): void {
    const folder = join(copy, 'packages', name);
    mkdirSync(join(folder, 'node_modules/@muhasebi'), { recursive: true });
    const inner = ['accounting', 'platform', 'connectors', 'features'].filter((other) => other !== name);
    for (const other of inner)
      symlinkSync(join(copy, 'packages', other), join(folder, 'node_modules/@muhasebi', other));
    const dependencies = Object.fromEntries(inner.map((other) => [`@muhasebi/${other}`, 'workspace:*']));
    const manifest = {
      name: `@muhasebi/${name}`,
      type: 'module',
      exports: { './*': './src/*' },
      dependencies,
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  }

  function plant(path: string, text: string): () => void {
    mkdirSync(join(copy, path, '..'), { recursive: true });
    writeFileSync(join(copy, path), text);
    return () => rmSync(join(copy, path));
  }

  async function lint(): Promise<string> {
    const cruise = join(repoRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const args = [cruise, '--config', '.dependency-cruiser.mjs', 'packages'];
    return promisify(execFile)(process.execPath, args, { cwd: copy }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
  }

  it('finds nothing in an innocent repository', async () => {
    expect(await lint()).toContain('no dependency violations');
  });

  it.each([
    {
      rule: 'no-cycles',
      files: {
        'packages/platform/src/b.ts': "import type { C } from './c.ts';\nexport type B = C | 1;",
        'packages/platform/src/c.ts': "import type { B } from './b.ts';\nexport type C = B | 2;",
      },
    },
    {
      rule: 'accounting-is-pure',
      files: {
        'packages/accounting/src/x.ts':
          "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
      },
    },
    {
      rule: 'platform-knows-nothing-of-ours',
      files: {
        'packages/platform/src/x.ts':
          "import type { Client } from '@muhasebi/features/clients/contract.ts';\nexport type X = Client;",
      },
    },
    {
      rule: 'connectors-look-inward',
      files: {
        'packages/connectors/src/x.ts':
          "import type { Client } from '@muhasebi/features/clients/contract.ts';\nexport type X = Client;",
      },
    },
    {
      rule: 'features-meet-through-contracts',
      files: {
        'packages/features/src/ledger/x.ts':
          "import { list } from '../clients/list.ts';\nexport const x = list;",
      },
    },
    {
      rule: 'resolvable',
      files: { 'packages/features/src/ledger/y.ts': "export { y } from './nowhere.ts';" },
    },
  ])('catches a planted breach of $rule, type imports included', async ({ rule, files }) => {
    const remove = Object.entries(files).map(([path, text]) => plant(path, text));
    try {
      expect(await lint()).toContain(rule);
    } finally {
      for (const undo of remove) undo();
    }
  });
});
