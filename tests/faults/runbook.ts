/** The statements of docs/runbook.md that a machine can hold: commands, queries, files, metrics, codes, settings, answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');
export const runbook = readFileSync(path.join(root, 'docs/runbook.md'), 'utf8');

/** The text of every fenced block of this language. */
function blocks(language: string): string[] {
  return [...runbook.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );
}

export interface DocumentedCommand {
  readonly line: string;
  /** What stands behind the line; "" where nothing does. */
  readonly remark: string;
}

/** Every line of every bash block; a remark begins after two blanks and a number sign. */
export const commands: readonly DocumentedCommand[] = blocks('bash')
  .flatMap((text) => text.replaceAll('\\\n', ' ').split('\n'))
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => {
    const [command = '', remark = ''] = line.split(/\s+# /, 2);
    return { line: command.trim(), remark: remark.trim() };
  });

/** Every statement of every sql block that asks; what changes something is run by the tests of its own section. */
export const queries: readonly string[] = blocks('sql')
  .flatMap((text) => text.split(/;\s*$/m))
  .map((text) => text.trim())
  .filter((text) => /^(select|with)\b/i.test(text));

/** What stands between backticks in the running text. */
export const spans: readonly string[] = [
  ...runbook.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g),
].map(([, text = '']) => text);

/** Each call of pnpm, in blocks and in the running text: where, which script or command, with what. */
export const pnpmCalls = [...commands.map(({ line }) => line), ...spans]
  .flatMap((text) => text.split(/&&|\|(?!\|)|;/))
  .flatMap((text) => {
    const words = text
      .trim()
      .split(/\s+/)
      .filter((word) => !/^[A-Z_]+=/.test(word));
    return words[0] === 'pnpm' ? [callOf(words.slice(1))] : [];
  })
  .filter(({ script }) => /^[a-z][\w:-]*$/.test(script));

function callOf(words: readonly string[]): { folder: string; script: string; args: readonly string[] } {
  let [folder, at] = ['.', 0];
  for (; words[at]?.startsWith('-'); at++) {
    if (words[at] !== '-C') continue;
    folder = words[at + 1] ?? '.';
    at += 1;
  }
  return { folder, script: words[at] ?? '', args: words.slice(at + 1) };
}

/** Files of the repository that the page names; patterns and what only an installation has are left out. */
export const files: readonly string[] = [
  ...runbook.matchAll(
    /(?<![\w./-])((?:apps|bench|db|deploy|docs|packages|scripts|tests|tools)\/[\w./-]*\w)/g,
  ),
]
  .map(([, file = '']) => file)
  .filter((file) => !/\/dist|\/\.env$/.test(file));

/** Names of series; a name that begins with "_" goes on from the one before it. */
export const metrics: readonly string[] = (() => {
  const names: string[] = [];
  for (const span of spans) {
    const full = /^((?:muhasebi|process|nodejs)_\w+)(?:\{|$)/.exec(span)?.[1];
    const end = /^_[a-z_]+$/.exec(span)?.[0];
    if (full !== undefined) names.push(full);
    else if (end !== undefined) names.push((names.at(-1) ?? '').replace(/^([a-z]+_[a-z]+)_.*$/, '$1') + end);
  }
  return [...new Set(names)];
})();

/** Answers of probes, as the page shows them. */
export const probeAnswers: readonly unknown[] = [
  ...runbook.matchAll(/\{"status": ?"[^\n|`]*?\}(?:\})?(?=[\s`:|]|$)/g),
].map(([text]) => JSON.parse(text) as unknown);

/** The `details` that the table of readiness shows. */
export const readinessDetails: readonly unknown[] = [...runbook.matchAll(/`(\{"error":[^`]*\})`/g)].map(
  ([, text = '']) => JSON.parse(text) as unknown,
);

/** Words in capitals between backticks: settings, codes of refusals, states. */
export const capitals: readonly string[] = [
  ...new Set(
    spans.flatMap((span) =>
      [...span.matchAll(/(?<![\w.])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g)].map(([, word = '']) => word),
    ),
  ),
];
