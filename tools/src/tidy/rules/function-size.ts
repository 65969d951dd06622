/** Functions stay short: nine of ten within 30 lines, none over 70, a React component 120. */
import ts from 'typescript';
import { type Rule, type SourceFile, walk } from '../source-file.ts';

const limits = { p90: 30, most: 70, component: 120 };
type Measured = {
  readonly file: SourceFile;
  readonly name: string;
  readonly line: number;
  readonly lines: number;
};

export const functionSize: Rule = (files) => {
  const all = files.filter((file) => file.isCode).flatMap(measure);
  const problems = all
    .filter((found) => found.lines > (isComponent(found) ? limits.component : limits.most))
    .map(({ file, name, line, lines }) => ({
      path: file.path,
      line,
      message: `${name || 'a function'} has ${lines} lines`,
    }));
  const sorted = all.toSorted((a, b) => a.lines - b.lines);
  const ninth = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.9))];
  if (ninth && ninth.lines > limits.p90) {
    const message = `nine of ten functions have up to ${ninth.lines} lines, at most ${limits.p90}`;
    problems.push({ path: ninth.file.path, line: ninth.line, message });
  }
  return problems;
};

/** Every function with a block body; a `describe` callback is a chapter, not a function. */
function measure(file: SourceFile): Measured[] {
  const found: Measured[] = [];
  walk(file.tree, (node) => {
    if (
      !ts.isFunctionLike(node) ||
      !('body' in node) ||
      !node.body ||
      !ts.isBlock(node.body) ||
      isChapter(node)
    )
      return;
    const line = file.lineOf(node.getStart());
    found.push({ file, name: nameOf(node), line, lines: file.lineOf(node.end) - line + 1 });
  });
  return found;
}

function isChapter(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return parent.name.getText();
  // memo(function …) and the like carry the name one level up.
  if (ts.isCallExpression(parent) && ts.isVariableDeclaration(parent.parent))
    return parent.parent.name.getText();
  return '';
}

function isComponent({ file, name }: Measured): boolean {
  return file.path.endsWith('.tsx') && /^[A-Z]/.test(name);
}
