/** No test is set aside: what cannot run on a machine says so by a condition, and a title is a rule in words. */
import ts from 'typescript';
import { forbidPattern, type Problem, type Rule, walk } from '../source-file.ts';

const setAside = forbidPattern(
  /\b(?:it|test|describe)\.(?:only|skip|todo|fails)\b/g,
  'a test is set aside without a condition',
  (file) => file.isTest && file.isCode,
);

export const testsAllRun: Rule = (files) => {
  const problems: Problem[] = [];
  for (const file of files.filter((candidate) => candidate.isTest && candidate.isCode)) {
    walk(file.tree, (node) => {
      if (!ts.isCallExpression(node) || !/^(it|test)(\.|$)/.test(node.expression.getText())) return;
      const [title] = node.arguments;
      if (!title || !ts.isStringLiteralLike(title) || isSentence(title.text)) return;
      problems.push({
        path: file.path,
        line: file.lineOf(node.getStart()),
        message: `a title is no sentence: ${title.text}`,
      });
    });
  }
  return [...problems, ...setAside(files)];
};

/** Three words at least; the title of a table's rows may stand in the table. */
function isSentence(title: string): boolean {
  return title.trim().split(/\s+/).length >= 3 || /^(%s|\$\w+)$/.test(title);
}
