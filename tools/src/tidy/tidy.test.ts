/** The whole repository keeps the rules of the house, and every rule is seen to fire. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allRules } from './all-rules.ts';
import { listFiles } from './list-files.ts';
import { SourceFile } from './source-file.ts';

const files = listFiles(resolve(import.meta.dirname, '../../..'));

describe('the repository', () => {
  it('is read as a whole, of every package and app', () => {
    for (const folder of ['apps/', 'packages/', 'tools/', 'db/migrations/']) {
      expect(files.some((file) => file.path.startsWith(folder))).toBe(true);
    }
  });

  it.each(Object.entries(allRules))('keeps the rule: %s', (_name, rule) => {
    expect(rule(files).map(({ path, line, message }) => `${path}:${line} ${message}`)).toEqual([]);
  });
});

/** Joins pieces, so that this file does not contain what it forbids. */
const w = (...pieces: string[]) => pieces.join('');
const duty = '/** A duty in words. */\n';
const lines = (count: number) => 'x();\n'.repeat(count);
const body = (count: number, head: string) => `${duty}${head} {\n${lines(count - 2)}}\n`;

/** Of each rule: what it objects to, and beside it what it must leave alone. */
const samples: Record<string, { bad: [string, string][]; good: [string, string][] }> = {
  'files stay short': {
    bad: [
      ['a.ts', lines(501)],
      ['a.ts', lines(121)],
    ],
    good: [
      ['a.ts', lines(120)],
      ['a.gen.ts', lines(9_000)],
    ],
  },
  'functions stay short': {
    bad: [
      ['a.ts', body(71, 'function f()')],
      ['a.ts', body(31, 'const f = () =>')],
      ['a.tsx', body(121, 'function Page()')],
    ],
    good: [
      ['a.ts', body(30, 'function f()')],
      ['a.test.ts', `describe('x', () => {\n${lines(90)}});`],
    ],
  },
  'files open with their duty': {
    bad: [
      ['a.ts', 'export {};'],
      ['db/migrations/1.sql', 'select 1;'],
      ['a.ts', '/** */\nexport {};'],
    ],
    good: [
      ['a.ts', duty],
      ['a.ts', `#!/usr/bin/env node\n${duty}`],
      ['db/migrations/1.sql', '-- Makes a table.\n'],
    ],
  },
  'folders have names': {
    bad: [
      [w('src/ut', 'ils/a.ts'), ''],
      [w('src/com', 'mon/a.ts'), ''],
    ],
    good: [['src/money/utils-of-trade.ts', '']],
  },
  'names are kebab-case': {
    bad: [
      ['src/readInvoice.ts', ''],
      ['src/Big/a.ts', ''],
      ['src/read_invoice.ts', ''],
    ],
    good: [
      ['src/read-invoice.test.ts', ''],
      ['db/migrations/20261123100000_create_a.sql', ''],
      ['.dependency-cruiser.mjs', ''],
    ],
  },
  'types are not switched off': {
    bad: [
      ['a.ts', 'let x: any;'],
      ['a.ts', w('x as unk', 'nown as string;')],
      ['a.ts', 'a!.b;'],
      ['a.ts', w('// @ts-ig', 'nore\n')],
      ['a.ts', w('// eslint-dis', 'able-line\n')],
      ['a.ts', w('// biome-ig', 'nore lint/a/b:\n')],
    ],
    good: [
      ['a.ts', "const any = 'any'; if (!any) x as unknown;"],
      ['a.ts', w('// biome-ig', 'nore lint/a/b: the API of the platform asks for it\n')],
    ],
  },
  'money is exact': {
    bad: [
      ['a.ts', w('parse', 'Float(x)')],
      ['a.ts', w('let amountKurus: num', 'ber;')],
      ['a.ts', w('Num', 'ber(line.amountKurus)')],
    ],
    good: [['a.ts', 'let amountKurus: bigint; Number(count);']],
  },
  'chance is not guessable': {
    bad: [['a.ts', w('Math.ran', 'dom()')]],
    good: [['a.ts', 'Math.floor(1); randomBytes(3);']],
  },
  'nothing is put off': {
    bad: [
      ['a.ts', w('// TO', 'DO later')],
      ['a.sql', w('-- FIX', 'ME')],
      ['a.ts', w(' * HA', 'CK')],
    ],
    good: [['a.ts', "const list = 'TODOS'; // the todo list of a user"]],
  },
  'SQL has its place': {
    bad: [
      ['packages/features/src/a/a.routes.ts', w('query(`sel', 'ect a from b`)')],
      ['apps/backend-api/src/a.ts', w('db.select', "From('a')")],
      ['tools/src/a.ts', w("'ins", "ert into a values (1)'")],
      ['tools/src/a.ts', w('await sq', 'l`call f()`.execute(db)')],
    ],
    good: [
      ['packages/features/src/a/a.queries.ts', w('query(`sel', 'ect a from b`)')],
      ['packages/features/src/a/a.ts', "t('Select a file to import')"],
      ['tools/src/a.ts', w('const file = `$', '{name}.sql`')],
    ],
  },
  'law has no clock': {
    bad: [
      ['packages/accounting/src/a.ts', 'new Date()'],
      ['packages/accounting/src/a.ts', 'Date.now()'],
    ],
    good: [
      ['packages/accounting/src/a.ts', 'new Date(text)'],
      ['packages/platform/src/a.ts', 'Date.now()'],
    ],
  },
  'all tests run': {
    bad: [
      ['a.test.ts', w('it.sk', "ip('one two three')")],
      ['a.test.ts', w('describe.on', "ly('x')")],
      ['a.test.ts', "it('works', f)"],
    ],
    good: [['a.test.ts', "it.skipIf(noPeer)('answers what the peer asks', f)"]],
  },
  'no place of work is named': {
    bad: [
      ['README.md', w('see /wo', 'rk/main')],
      ['a.ts', w('https://regis', 'try.example.org')],
    ],
    good: [['README.md', 'a network/work/load figure']],
  },
  'screens do not speak by themselves': {
    bad: [
      ['apps/web-app/src/a.tsx', '<p>Approve</p>'],
      ['apps/web-app/src/a.tsx', '<input placeholder="Search" />'],
      ['apps/web-app/src/a.tsx', "<b aria-label={open ? t('a.b') : 'Closed'} />"],
      ['apps/web-app/src/a.tsx', w('<b title={`$', '{n} vouchers`} />')],
      ['apps/web-app/src/a.tsx', "<p>{done && 'All done'}</p>"],
    ],
    good: [
      ['apps/web-app/src/a.tsx', "<p title={t('a.b')}>{t('a.c')} · p95</p>"],
      ['apps/web-app/src/a.tsx', '<KeyCap>Enter</KeyCap>'],
      [
        'apps/web-app/src/a.tsx',
        w("<b data-state='open' role='status' title={`$", "{t('a.b')} (K)`}>{n} %</b>"),
      ],
      ['apps/web-app/src/a.ts', "const state = 'waiting';"],
    ],
  },
  'migrations never change': {
    bad: [
      ['db/migrations/20260101000000_a.sql', 'select 1;'],
      ['db/migrations.json', '{ "20260101000000_a": "0" }'],
    ],
    good: [['packages/a/b.sql', 'select 1;']],
  },
};

describe('a rule of the house', () => {
  it('has a sample of what it objects to, whichever it is', () => {
    expect(Object.keys(samples)).toEqual(Object.keys(allRules));
  });

  const cases = Object.entries(samples).flatMap(([name, { bad, good }]) => [
    ...bad.map(([path, text]) => ({ name, path, text, fires: true })),
    ...good.map(([path, text]) => ({ name, path, text, fires: false })),
  ]);
  it.each(cases)(
    '“$name” fires on a bad sample and on no good one ($path, $fires)',
    ({ name, path, text, fires }) => {
      const problems = allRules[name]?.([new SourceFile(path, text)]) ?? [];
      expect(problems.length > 0, `${path}\n${text.slice(0, 200)}`).toBe(fires);
    },
  );
});
