/** Tests that every page is found and weighed with all that it loads at once. */
import { describe, expect, it } from 'vitest';
import { pageList, pagesIn } from './page-list.ts';
import { circles, pageSizes, tooLarge } from './page-sizes.ts';

const ROUTES = `
const door = createRoute({
  getParentRoute: () => root,
  path: '/giris',
  component: lazyRouteComponent(() => import('./features/sign-in/door.tsx'), 'Door'),
});
const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});
const client = createRoute({
  getParentRoute: () => office,
  path: '/mukellefler/$clientId',
  component: Outlet,
});
const mizan = createRoute({
  getParentRoute: () => client,
  path: '/mizan',
  component: lazyRouteComponent(
    () => withTexts(['mizan'], import('./features/mizan/mizan-page.tsx')),
    'MizanPage',
  ),
});
`;
const manifest = {
  'index.html': { file: 'start.js', imports: ['_react.js'] },
  '_react.js': { file: 'react.js' },
  'src/shell/shell.tsx': { file: 'shell.js', imports: ['index.html', '_grid.js'] },
  '_grid.js': { file: 'grid.js', imports: ['_react.js'] },
  'src/features/sign-in/door.tsx': { file: 'door.js', imports: ['_grid.js'] },
  'src/features/mizan/mizan-page.tsx': { file: 'mizan.js', imports: ['_grid.js', '_floating.js'] },
  '_floating.js': { file: 'floating.js' },
  'src/i18n/tr/mizan.ts': { file: 'texts.js' },
};
const bytes: Record<string, number> = {
  'start.js': 10_000,
  'react.js': 120_000,
  'shell.js': 20_000,
  'grid.js': 15_000,
  'door.js': 1_000,
  'mizan.js': 5_000,
  'floating.js': 61_000,
  'texts.js': 2_000,
};
const sizesOf = () => pageSizes(pagesIn(ROUTES), manifest, (file) => bytes[file] ?? 0);

describe('the list of pages', () => {
  it('knows the address of a page below others and what stands around it', () => {
    expect(pagesIn(ROUTES)).toEqual([
      { path: '/giris', module: 'src/features/sign-in/door.tsx', frames: [], beside: [] },
      {
        path: '/mukellefler/$clientId/mizan',
        module: 'src/features/mizan/mizan-page.tsx',
        frames: ['src/shell/shell.tsx'],
        beside: ['src/i18n/tr/mizan.ts'],
      },
    ]);
  });
  it('holds every page that the routes of this app name', () => {
    const modules = pageList().map(({ module }) => module);
    expect(modules).toContain('src/features/sign-in/sign-in-page.tsx');
    expect(modules.length).toBeGreaterThan(15);
  });
});

describe('files that wait for each other', () => {
  it('are told with the road between them', () => {
    const chunk = (file: string, ...imports: string[]) => ({ file, imports });
    const manifest = { a: chunk('a.js', 'b'), b: chunk('b.js', 'c'), c: chunk('c.js', 'b') };
    expect(circles(manifest)).toEqual(['b → c → b']);
    expect(circles({ ...manifest, c: chunk('c.js') })).toEqual([]);
  });
});

describe('the size of a page', () => {
  it('counts each file once, and as its own only what start and shell do not bring', () => {
    expect(sizesOf().map(({ firstLoadBytes, ownBytes }) => [firstLoadBytes, ownBytes])).toEqual([
      [146_000, 16_000],
      [233_000, 68_000],
    ]);
  });
  it('is refused over a limit with the page and the heaviest files named', () => {
    const [told, ...others] = tooLarge(sizesOf());
    expect(others).toEqual([]);
    expect(told).toMatch(
      /^\/mukellefler\/\$clientId\/mizan: its first load is 233\.0 KB.*own part is 68\.0 KB/,
    );
    expect(told?.split('\n')[1]).toMatch(/61\.0 KB {2}floating\.js/);
  });
});
