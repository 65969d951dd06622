/** The page that `type` of every problem answer leads to: each refusal with its meaning and next step, at `/docs/errors#CODE`. */
import type { ErrorDefinition } from '@muhasebi/platform/errors/app-error.ts';
import type { FastifyInstance } from 'fastify';

/** Path of the page; a problem's `type` is this with the code as fragment. */
export const ERROR_PAGE = '/docs/errors';

type Catalogue = Readonly<Record<string, ErrorDefinition>>;

export function mountErrorPage(app: FastifyInstance, catalogue: Catalogue): void {
  const page = renderErrorPage(catalogue);
  app.get(ERROR_PAGE, { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page),
  );
}

/** The whole page; texts keep their `{parameters}`, which an answer fills in. */
export function renderErrorPage(catalogue: Catalogue): string {
  const sections = Object.entries(catalogue)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, tr, nextTr, en, nextEn }]) =>
      [
        `<section id="${htmlOf(code)}"><h2>${htmlOf(code)} <small>${status}</small></h2>`,
        `<p>${htmlOf(tr)} <b>${htmlOf(nextTr)}</b></p>`,
        `<p lang="en">${htmlOf(en)} <b>${htmlOf(nextEn)}</b></p></section>`,
      ].join('\n'),
    );
  return `${HEAD}${sections.join('\n')}\n</main></html>\n`;
}

const HEAD = `<!doctype html>
<html lang="tr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>AI Muhasebi: yanıt kodları / refusals</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 46rem; margin: 0 auto; padding: 1rem }
h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
small { font-weight: normal }
section { border-top: 1px solid; padding: .75rem 0; scroll-margin-top: 1rem }
section:target { border-left: .25rem solid; padding-left: .75rem }
p { margin: .25rem 0 }
</style></head><body><main>
<h1>Yanıt kodları / Refusals</h1>
<p>Her biri: kod, HTTP durumu, anlamı, <b>ne yapılacağı</b>.
<span lang="en">Each one: code, HTTP status, meaning, <b>what to do</b>.</span></p>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlOf(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}
