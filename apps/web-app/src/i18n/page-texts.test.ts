/** Tests that whatever can be on the screen finds its texts loaded: every road of imports from the routes is walked. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { allPageTexts } from './page-texts.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const names = Object.keys(await allPageTexts());

interface Road {
  readonly file: string;
  /** Texts that are loaded on this road. */
  readonly texts: readonly string[];
}

/** What a module brings in: by `withTexts([...], import(...))` with texts, by any other import with those there already. */
function roadsFrom({ file, texts }: Road, code: string): Road[] {
  const to = (path: string, more: readonly string[] = []): Road => ({
    file: join(dirname(file), path),
    texts: [...new Set([...texts, ...more])].sort(),
  });
  const withTexts = /withTexts\(\s*\[([^\]]*)\],\s*import\(\s*'(\.[^']+)'/g;
  const spoken = [...code.matchAll(withTexts)].map(([, list = '', path = '']) =>
    to(path, [...list.matchAll(/\w+/g)].map(String)),
  );
  const rest = code.replace(withTexts, '').replace(/import type[^;]*;/g, '');
  const plain = [...rest.matchAll(/(?:from|import|import\()\s*'(\.[^']+\.tsx?)'/g)].map(([, path = '']) =>
    to(path),
  );
  return [...spoken, ...plain];
}

/** "file speaks of name" for each text used on a road that has not loaded it. */
function speechless(start: Road, read: (file: string) => string | null): string[] {
  const seen = new Set<string>();
  const found = new Set<string>();
  const waiting = [start];
  for (let road = waiting.pop(); road !== undefined; road = waiting.pop()) {
    const key = `${road.file} ${road.texts.join()}`;
    const code = seen.has(key) ? null : read(road.file);
    seen.add(key);
    if (code === null || /i18n.(tr|en|page-texts)/.test(road.file)) continue;
    for (const name of names) {
      const speaks = new RegExp(`['"\`]${name}\\.[a-z]`).test(
        code.replace(/from '[^']*'|import\('[^']*'/g, ''),
      );
      if (speaks && !road.texts.includes(name)) found.add(`${relative(source, road.file)} speaks of ${name}`);
    }
    waiting.push(...roadsFrom(road, code));
  }
  return [...found].sort();
}

it('no page speaks of texts that are not loaded with it', () => {
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null);
  expect(speechless({ file: join(source, 'main.tsx'), texts: [] }, read)).toEqual([]);
});

it('a part behind a lazy page that speaks of texts of another page is found', () => {
  const files: Record<string, string> = {
    '/a.tsx': "const A = () => withTexts(['ledger'], import('./b.tsx'));",
    '/b.tsx': "import { C } from './c.tsx'; t('ledger.title');",
    '/c.tsx': "t('review.title');",
  };
  expect(speechless({ file: '/a.tsx', texts: [] }, (file) => files[file] ?? null)).toEqual([
    `${relative(source, '/c.tsx')} speaks of review`,
  ]);
});
