/** Renders docs/errors.md from the error catalogue, so that the page and the code cannot part. */
import { errorCatalogue } from '@muhasebi/features/registry.ts';
import type { ErrorDefinition } from '@muhasebi/platform/errors/app-error.ts';

const HEAD = `# Refusals

Every expected refusal of the API, made from the catalogue by \`node tools/src/error-docs/main.ts\`; a test keeps them equal.
On the wire each is \`application/problem+json\` (RFC 9457) with \`code\`, \`detail\`, \`next\` and \`requestId\`, in Turkish unless
\`Accept-Language\` asks for English.
`;

/** The whole page, as Markdown. */
export function renderErrors(): string {
  const entries = Object.entries<ErrorDefinition>(errorCatalogue).sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = entries.map(
    ([code, error]) =>
      `## ${code}\n\n\`${error.status}\` · ${error.tr} ${error.nextTr}\n\n${error.en} ${error.nextEn}\n`,
  );
  return [HEAD, ...sections].join('\n');
}
