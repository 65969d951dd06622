/** Every page of the app as routes.tsx declares it: address, file, and whether the shell stands around it. */
import { readFileSync } from 'node:fs';

export interface PageRoute {
  /** The whole address, with its parameters: "/mukellefler/$clientId/mizan". */
  readonly path: string;
  /** The page's module as Vite names it: "src/features/mizan/mizan-page.tsx". */
  readonly module: string;
  readonly inShell: boolean;
  /** Modules that are loaded beside the page, its texts for one. */
  readonly beside?: readonly string[];
}

const SHELL = 'shell/shell.tsx';

/** Reads the source of routes.tsx; throws where a page's parent is not declared there. */
export function pagesIn(source: string): readonly PageRoute[] {
  const declared = new Map<
    string,
    { parent: string; path: string; module: string | undefined; texts: string | undefined }
  >();
  for (const [, name = '', body = ''] of source.matchAll(/const (\w+) = createRoute\(\{([\s\S]*?)\n\}\);/g)) {
    const parent = /getParentRoute: \(\) => (\w+)/.exec(body)?.[1] ?? '';
    const path = /\bpath: '([^']*)'/.exec(body)?.[1] ?? '';
    const module = /import\(\s*'\.\/([^']+)'/.exec(body)?.[1];
    declared.set(name, { parent, path, module, texts: /withTexts\('(\w+)'/.exec(body)?.[1] });
  }
  const lineOf = (name: string): { path: string; inShell: boolean } => {
    if (name === 'root') return { path: '', inShell: false };
    const route = declared.get(name);
    if (route === undefined) throw new Error(`routes.tsx declares no route ${name}`);
    const above = lineOf(route.parent);
    return { path: above.path + route.path, inShell: above.inShell || route.module === SHELL };
  };
  return [...declared].flatMap(([name, { module, texts }]) => {
    if (module === undefined || module === SHELL) return [];
    const beside = texts === undefined ? {} : { beside: [`src/i18n/tr/${texts}.ts`] };
    return [{ module: `src/${module}`, ...lineOf(name), ...beside }];
  });
}

/** The pages of this app. */
export function pageList(): readonly PageRoute[] {
  return pagesIn(readFileSync(new URL('./src/routes.tsx', import.meta.url), 'utf8'));
}
