/** The link in every problem answer leads to a page that explains it. */
import { errorCatalogue } from '@muhasebi/features/registry.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { startTestApi } from '../test-api.fixture.ts';
import { mountErrorPage, renderErrorPage } from './error-page.ts';
import { problemBody } from './problem.ts';

it('the type of every refusal of the catalogue is a place on the page', async () => {
  const app = Fastify();
  mountErrorPage(app, errorCatalogue);
  for (const [code, definition] of Object.entries(errorCatalogue)) {
    const { type } = problemBody(new AppError(code, definition), 'tr', '/x', 'id');
    const [path, place] = type.split('#');
    const page = await app.inject({ method: 'GET', url: path ?? '' });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain(`<section id="${place}">`);
  }
  await app.close();
});

it('texts are shown as text, whatever marks they hold', () => {
  const words = { tr: `<script>"a" & 'b'`, en: 'e', nextTr: 'n', nextEn: 'n' };
  const page = renderErrorPage({ ODD: { status: 400, ...words } });
  expect(page).toContain('&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;');
  expect(page).not.toContain('<script>');
});

it('the installation serves the page, and a refusal of its own links to it', async () => {
  const api = await startTestApi();
  try {
    const refusal = await api.request({ method: 'GET', url: '/api/v1/me' });
    expect(refusal.json()).toMatchObject({ code: 'UNAUTHENTICATED', type: '/docs/errors#UNAUTHENTICATED' });
    const page = await api.request({ method: 'GET', url: '/docs/errors' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<section id="UNAUTHENTICATED">');
  } finally {
    await api.stop();
  }
});
