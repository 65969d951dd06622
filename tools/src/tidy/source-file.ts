/** What a tidy rule looks at: one file of the repository, with its syntax tree when it is asked for. */
import ts from 'typescript';

/** A text file; `path` is relative to the repository, with forward slashes. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #tree: ts.SourceFile | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get lineCount(): number {
    return this.text.split('\n').length - (this.text.endsWith('\n') ? 1 : 0);
  }

  /** True for what a person wrote as TypeScript or JavaScript. */
  get isCode(): boolean {
    return /\.(ts|tsx|mjs|js)$/.test(this.path) && !/\.gen\.ts$/.test(this.path);
  }

  get isTest(): boolean {
    return /\.(test|fixture)\.tsx?$/.test(this.path) || this.path.startsWith('tests/');
  }

  get tree(): ts.SourceFile {
    const kind = this.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    this.#tree ??= ts.createSourceFile(this.path, this.text, ts.ScriptTarget.Latest, true, kind);
    return this.#tree;
  }

  /** The 1-based line of a position in the text. */
  lineOf(position: number): number {
    return this.text.slice(0, position).split('\n').length;
  }
}

/** Something that a rule objects to. */
export type Problem = { readonly path: string; readonly line: number; readonly message: string };

/** A rule of the house. */
export type Rule = (files: readonly SourceFile[]) => Problem[];

/** Calls `visit` for every node below `node`, outer ones first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child);
    walk(child, visit);
  });
}

/** A rule that objects to every match of a pattern in the files that `applies` to. The pattern carries the g flag. */
export function forbidPattern(
  pattern: RegExp,
  message: string,
  applies: (file: SourceFile) => boolean,
): Rule {
  return (files) =>
    files.filter(applies).flatMap((file) =>
      [...file.text.matchAll(pattern)].map((match) => ({
        path: file.path,
        line: file.lineOf(match.index),
        message: `${message}: ${match[0].trim().slice(0, 60)}`,
      })),
    );
}
