/** Screens do not speak by themselves: every word that a person reads stands in the texts of both languages. */
import ts from 'typescript';
import { type Problem, type Rule, walk } from '../source-file.ts';

/** Attributes that are read, or read out. */
const READ =
  /^(aria-(label|description|roledescription|valuetext)|placeholder|title|alt|label|description|header)$/;
/** What shows a key or code as it is; those have no language. */
const AS_IT_IS = /^(KeyCap|Kbd|kbd|code)$/;
/** Two letters in a row: a single one is a key ("N"), a figure's name ("p95") or a unit. */
const WORD = /\p{L}{2}/u;

export const screensDoNotSpeak: Rule = (files) => {
  const problems: Problem[] = [];
  for (const file of files.filter(({ path }) => /^apps\/web-app\/src\/.*\.tsx$/.test(path))) {
    walk(file.tree, (node) => {
      for (const said of saidBy(node)) {
        const message = `a text of its own: ${said.getText().trim().slice(0, 60)}`;
        problems.push({ path: file.path, line: file.lineOf(said.getStart()), message });
      }
    });
  }
  return problems;
};

function saidBy(node: ts.Node): readonly ts.Node[] {
  if (ts.isJsxText(node)) return WORD.test(node.text) && !isInside(node) ? [node] : [];
  if (ts.isJsxAttribute(node))
    return READ.test(node.name.getText()) && node.initializer !== undefined
      ? literalsOf(node.initializer)
      : [];
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && !isInside(node)) return literalsOf(node);
  return [];
}

function isInside(child: ts.Node): boolean {
  const { parent } = child;
  return ts.isJsxElement(parent) && AS_IT_IS.test(parent.openingElement.tagName.getText());
}

/** Literals that the expression may come to: `a`, `x ? a : b`, `x && a`, a template around values. */
function literalsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isStringLiteralLike(node)) return WORD.test(node.text) ? [node] : [];
  if (ts.isTemplateExpression(node)) {
    const words = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
    return words.some(({ text }) => WORD.test(text)) ? [node] : [];
  }
  if (ts.isJsxExpression(node)) return node.expression === undefined ? [] : literalsOf(node.expression);
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return literalsOf(node.right);
  return [];
}
