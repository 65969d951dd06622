/** Renders docs/errors.md from the catalogues in the code, so that the page and the code cannot part. */
import {
  TABLE_FAULT_CODES,
  TableFault,
  type TableFaultCode,
} from '@muhasebi/connectors/table-file/table-fault.ts';
import { FINDING_REMEDIES } from '@muhasebi/features/document-intake/finding-remedies.ts';
import { errorCatalogue } from '@muhasebi/features/registry.ts';
import type { ErrorDefinition } from '@muhasebi/platform/errors/app-error.ts';
import { documentRefusals } from './document-refusals.ts';
import { FINDING_NOTES, type FindingNote } from './finding-notes.ts';

const HEAD = `# Refusals and findings

Made from the code by \`node tools/src/error-docs/main.ts\`; a test keeps page and code equal. Names in braces are filled in by
each answer.

# 1. Refusals of the API

On the wire each is \`application/problem+json\` (RFC 9457) with \`code\`, \`detail\`, \`next\` and \`requestId\`, in Turkish unless
\`Accept-Language\` asks for English. Its \`type\` leads to the same text on the installation itself: \`/docs/errors#CODE\`.
`;

const DOCUMENTS = `# 2. Documents that could not be taken in

A document that is \`FAILED\` shows one of these with what to do now, and *Yeniden oku* tries it again. \`muhasebi belge oku\`
gives the same codes in \`error.code\`. The rest of the upload is not touched by it.
`;

const FINDINGS = `# 3. Findings

What is wrong or doubtful in a document that was read, shown on it with place and figures. \`error\` keeps it out of "approve all
that are clean", \`warning\` asks for a look, \`info\` only tells.
`;

const TABLES = `# 4. Tables that could not be read

An uploaded XLSX or CSV file is refused as a whole with one of these; nothing of it is taken over.
`;

/** The whole page, as Markdown. */
export function renderErrors(): string {
  const refusals = Object.entries<ErrorDefinition>(errorCatalogue)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, tr, nextTr, en, nextEn }]) =>
      section(code, `\`${status}\` · ${tr} ${nextTr}`, `${en} ${nextEn}`),
    );
  const documents = documentRefusals().map(({ code, message, next, messageEn, nextEn }) =>
    section(code, `${message} ${next}`, `${messageEn} ${nextEn}`),
  );
  const findings = Object.entries<FindingNote>(FINDING_NOTES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, [tr, en]]) => section(code, ...withRemedy(code, tr, en)));
  const tables = TABLE_FAULT_CODES.map((code) => {
    const { messageTr, messageEn } = new TableFault(code as TableFaultCode);
    return section(code, messageTr, messageEn);
  });
  return [HEAD, ...refusals, DOCUMENTS, ...documents, FINDINGS, ...findings, TABLES, ...tables].join('\n');
}

/** What the page shows beside the finding: what to do now, and the law. */
function withRemedy(code: string, tr: string, en: string): [tr: string, en: string] {
  const remedy = FINDING_REMEDIES[code];
  if (remedy === undefined) return [tr, en];
  const law = remedy.law === null ? '' : ` (${remedy.law})`;
  return [`${tr}\n\n**Ne yapılır:** ${remedy.tr}${law}`, `${en}\n\n**What now:** ${remedy.en}`];
}

function section(code: string, tr: string, en: string): string {
  return `## ${code}\n\n${tr}\n\n${en}\n`;
}
