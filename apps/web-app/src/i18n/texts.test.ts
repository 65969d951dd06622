/** Tests that both languages are complete and that no component speaks by itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';
import { allPageTexts } from './page-texts.ts';
import { tr } from './tr/index.ts';

function flat(texts: object, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flat(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

/** Turkish letters inside quotes or between tags; comments are dropped first. */
function turkishLiterals(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
  const quoted = /'[^'\n]*[çğışöüÇĞİŞÖÜ][^'\n]*'|"[^"\n]*[çğışöüÇĞİŞÖÜ][^"\n]*"|`[^`]*[çğışöüÇĞİŞÖÜ][^`]*`/g;
  const between = />[^<>{}=;()]*[çğışöüÇĞİŞÖÜ][^<>{}=;()]*</g;
  return [...(code.match(quoted) ?? []), ...(code.match(between) ?? [])];
}

const source = fileURLToPath(new URL('..', import.meta.url));
const components = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.tsx'),
);

const pageTexts = await allPageTexts();

describe('texts', () => {
  const turkish = new Map(flat({ ...tr, ...pageTexts }));
  const english = new Map(flat(en));
  it('have the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...turkish.keys()].sort());
  });
  it('are nowhere empty', () => {
    const empty = [...turkish, ...english].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
  it('name the same values in both languages', () => {
    const unequal = [...turkish].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(english.get(key) ?? '')),
    );
    expect(unequal.map(([key]) => key)).toEqual([]);
  });
});

describe('components', () => {
  it('are found, so that the scan below reads something', () => {
    expect(components.length).toBeGreaterThan(30);
  });
  it('hold no Turkish text of their own', () => {
    const speaking = components.flatMap((name) =>
      turkishLiterals(readFileSync(join(source, name), 'utf8')).map((text) => `${name}: ${text}`),
    );
    expect(speaking).toEqual([]);
  });
  it('would be caught if one did', () => {
    expect(turkishLiterals("const a = 'Fişi onayla';")).toHaveLength(1);
    expect(turkishLiterals('<p>Dönemi kilitle</p>')).toHaveLength(1);
    expect(turkishLiterals('// açıklama\nconst a = 1;')).toEqual([]);
  });
});
