/** Every page of the app as routes.tsx and the files beside it declare it: address, file, and the frames that stand around it. */
import { readFileSync } from 'node:fs';

export interface PageRoute {
  /** The whole address, with its parameters: "/mukellefler/$clientId/mizan". */
  readonly path: string;
  /** The page's module as Vite names it: "src/features/mizan/mizan-page.tsx". */
  readonly module: string;
  /** Modules of the routes above that draw something, the shell for one; outermost first. */
  readonly frames: readonly string[];
  /** Modules that are loaded beside the page and its frames: their texts. */
  readonly beside: readonly string[];
}

interface Declared {
  readonly parent: string;
  readonly path: string;
  readonly module: string | undefined;
  readonly texts: readonly string[];
}

/** Reads the source of routes.tsx; throws where a page's parent is not declared there. */
export function pagesIn(source: string): readonly PageRoute[] {
  const declared = new Map<string, Declared>();
  for (const [, name = '', body = ''] of source.matchAll(/const (\w+) = createRoute\(\{([\s\S]*?)\n\}\);/g)) {
    const module = /import\(\s*'\.\/([^']+)'/.exec(body)?.[1];
    declared.set(name, {
      parent: /getParentRoute: \(\) => (\w+)/.exec(body)?.[1] ?? '',
      path: /\bpath: '([^']*)'/.exec(body)?.[1] ?? '',
      module: module === undefined ? undefined : `src/${module}`,
      texts: [...(/withTexts\(\[([^\]]*)\]/.exec(body)?.[1] ?? '').matchAll(/\w+/g)].map(([text]) => text),
    });
  }
  const above = (name: string): readonly Declared[] => {
    if (name === 'root') return [];
    const route = declared.get(name);
    if (route === undefined) throw new Error(`routes.tsx declares no route ${name}`);
    return [...above(route.parent), route];
  };
  const parents = new Set([...declared.values()].map(({ parent }) => parent));
  return [...declared].flatMap(([name, { parent, path, module, texts }]) => {
    if (module === undefined || parents.has(name)) return [];
    const line = above(parent);
    return {
      path: line.map((route) => route.path).join('') + path,
      module,
      frames: line.flatMap((route) => route.module ?? []),
      beside: [...line.flatMap((route) => route.texts), ...texts].map(
        (text) => `src/i18n/tr/${kebab(text)}.ts`,
      ),
    };
  });
}

/** The pages of this app. */
export function pageList(): readonly PageRoute[] {
  const read = (name: string) => readFileSync(new URL(`./src/${name}`, import.meta.url), 'utf8');
  const files = ['office-route.tsx', 'routes.tsx', 'office-pages.tsx', 'portal-routes.tsx'];
  return pagesIn(files.map(read).join('\n'));
}

/** Texts are named as code names things, their files as files are. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
