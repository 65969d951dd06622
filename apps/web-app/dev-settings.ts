/** The settings of the development server; the built app has none, it talks to the origin that serves it. */

interface DevSetting {
  readonly tr: string;
  readonly en: string;
  readonly fallback: string;
}

export const devSettings = {
  MUHASEBI_API: {
    tr: 'pnpm dev: isteklerin iletileceği API adresi.',
    en: 'pnpm dev: the API that requests are passed on to.',
    fallback: 'http://127.0.0.1:3000',
  },
} as const satisfies Record<string, DevSetting>;

/** The text of `.env.example`, every setting with what it is for. */
export function renderEnvExample(): string {
  const head =
    '# web-app: yalnız geliştirme sunucusunun ayarları. / settings of the development server only.';
  const blocks = Object.entries(devSettings).map(
    ([name, { tr, en, fallback }]) => `# ${tr}\n# ${en}\n# ${name}=${fallback}`,
  );
  return `${[head, ...blocks].join('\n\n')}\n`;
}
