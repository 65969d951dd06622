/** What a page loads when it is the first that is opened, in gzipped bytes, and whether that is too much. */
import type { PageRoute } from './page-list.ts';

/** An entry of Vite's manifest, as far as it is asked. */
export interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

export interface PageSize {
  readonly page: string;
  /** All JavaScript of a visit that begins on this page. */
  readonly firstLoadBytes: number;
  /** What this page adds to the start of the app and the frames around it. */
  readonly ownBytes: number;
  /** The files of its own part, the largest first. */
  readonly ownFiles: readonly { readonly file: string; readonly bytes: number }[];
}

export const LIMITS = { firstLoadBytes: 200_000, ownBytes: 60_000 } as const;

/** Files that are loaded together with the given entries: they themselves and all that they import at once. */
function filesOf(manifest: Manifest, entries: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest does not know ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return files;
}

/** Roads on which a file imports itself over others: it would run before what it needs. Empty where there are none. */
export function circles(manifest: Manifest): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (key: string, road: readonly string[]) => {
    if (road.includes(key)) {
      found.add([...road.slice(road.indexOf(key)), key].join(' → '));
      return;
    }
    if (done.has(key)) return;
    for (const next of manifest[key]?.imports ?? []) visit(next, [...road, key]);
    done.add(key);
  };
  for (const key of Object.keys(manifest)) visit(key, []);
  return [...found];
}

/** Sizes of all pages; `bytesOf` tells the gzipped size of a built file. */
export function pageSizes(
  pages: readonly PageRoute[],
  manifest: Manifest,
  bytesOf: (file: string) => number,
): readonly PageSize[] {
  return pages.map(({ path, module, frames, beside }) => {
    const start = ['index.html', ...frames];
    const before = filesOf(manifest, start);
    const all = [...filesOf(manifest, [...start, module, ...beside])].map((file) => ({
      file,
      bytes: bytesOf(file),
    }));
    const own = all.filter(({ file }) => !before.has(file)).sort((a, b) => b.bytes - a.bytes);
    const sum = (files: typeof all) => files.reduce((total, { bytes }) => total + bytes, 0);
    return { page: path, firstLoadBytes: sum(all), ownBytes: sum(own), ownFiles: own };
  });
}

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;

/** What is over a limit, in words that name the page and the files that make it heavy; empty where nothing is. */
export function tooLarge(sizes: readonly PageSize[]): readonly string[] {
  return sizes.flatMap((size) => {
    const over = (['firstLoadBytes', 'ownBytes'] as const).filter((key) => size[key] > LIMITS[key]);
    if (over.length === 0) return [];
    const told = over.map(
      (key) =>
        `${key === 'ownBytes' ? 'its own part' : 'its first load'} is ${kb(size[key])}, allowed are ${kb(LIMITS[key])}`,
    );
    const heavy = size.ownFiles.slice(0, 8).map(({ file, bytes }) => `    ${kb(bytes).padStart(8)}  ${file}`);
    return [
      `${size.page}: ${told.join('; ')}. The start of the app and the frame around the page are ${kb(size.firstLoadBytes - size.ownBytes)}; the rest:\n${heavy.join('\n')}`,
    ];
  });
}
