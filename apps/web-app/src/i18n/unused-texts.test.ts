/** Tests that every text is asked for by some screen; a key with a value in it stands for all that the value may be. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allPageTexts } from './page-texts.ts';
import { tr } from './tr/index.ts';

const source = fileURLToPath(new URL('..', import.meta.url));

/** Sources in which keys stand: whatever is no test and no text. */
const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/^i18n.(tr|en)\b/.test(name))
  .map((name) => readFileSync(join(source, name), 'utf8'));

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

/** What a source may ask for. A number chooses between the forms "_one" and "_other" of a key. */
function askedIn(code: string): readonly RegExp[] {
  const keys = [...code.matchAll(/(['"`])([a-z]\w*(?:\.(?:[\w-]|\$\{[^{}]*\})+)+)\1/gi)].map(
    ([, , key = '']) => key,
  );
  return [...new Set(keys)].map((key) => {
    const pattern = key.replaceAll('.', '\\.').replaceAll(/\$\{.*?\}/g, '[^.]+');
    return new RegExp(`^${pattern}(_one|_other)?$`);
  });
}

function unused(keys: readonly string[], code: string): string[] {
  const asked = askedIn(code);
  return keys.filter((key) => !asked.some((pattern) => pattern.test(key)));
}

describe('a text', () => {
  it('is asked for by some screen', async () => {
    expect(unused(keysOf({ ...tr, ...(await allPageTexts()) }), sources.join('\n'))).toEqual([]);
  });
  it('that no screen asks for is found; values in keys and forms of number are honoured', () => {
    const code = `t('a.b'); t(\`c.\${kind}.d\`); t('e.f', { count })`;
    const keys = ['a.b', 'a.c', 'c.x.d', 'c.x.y.d', 'c.x.e', 'e.f_one', 'e.f_two'];
    expect(unused(keys, code)).toEqual(['a.c', 'c.x.y.d', 'c.x.e', 'e.f_two']);
  });
});
