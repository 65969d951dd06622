/** Types are not switched off: no `any`, no double assertion, no suppressed checks, no suppression without its reason. */
import ts from 'typescript';
import { forbidPattern, type Problem, type Rule, walk } from '../source-file.ts';

const suppressions = forbidPattern(
  /@ts-(?:ignore|nocheck|expect-error)|eslint-(?:disable)|biome-(?:ignore)\b[^\n:]*(?::\s*(?:<explanation>|\S{0,12}\s*)?)?(?=\n|\*\/)/g,
  'a check is suppressed without a reason',
  (file) => file.isCode,
);

export const noEscapeTypes: Rule = (files) => {
  const problems: Problem[] = [];
  for (const file of files.filter((candidate) => candidate.isCode)) {
    walk(file.tree, (node) => {
      const say = (message: string) =>
        problems.push({ path: file.path, line: file.lineOf(node.getStart()), message });
      if (node.kind === ts.SyntaxKind.AnyKeyword) say('the type any');
      if (ts.isAsExpression(node) && ts.isAsExpression(node.expression) && isUnknown(node.expression.type)) {
        say('a double assertion by way of unknown');
      }
      if (ts.isNonNullExpression(node)) say('a non-null assertion');
    });
  }
  return [...problems, ...suppressions(files)];
};

function isUnknown(type: ts.TypeNode): boolean {
  return type.kind === ts.SyntaxKind.UnknownKeyword;
}
