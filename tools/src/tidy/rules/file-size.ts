/** Files stay short: median 120 lines at most, nine of ten 250, none over 500. */
import type { Rule } from '../source-file.ts';

const limits = { median: 120, p90: 250, most: 500 };

export const fileSize: Rule = (files) => {
  const code = files.filter((file) => file.isCode).sort((a, b) => a.lineCount - b.lineCount);
  const problems = code
    .filter((file) => file.lineCount > limits.most)
    .map((file) => ({
      path: file.path,
      line: limits.most,
      message: `${file.lineCount} lines, at most ${limits.most}`,
    }));
  for (const [name, share, limit] of [
    ['median', 0.5, limits.median],
    ['p90', 0.9, limits.p90],
  ] as const) {
    const file = code[Math.min(code.length - 1, Math.floor(code.length * share))];
    if (file && file.lineCount > limit) {
      problems.push({
        path: file.path,
        line: 1,
        message: `the ${name} of all files is ${file.lineCount} lines, at most ${limit}`,
      });
    }
  }
  return problems;
};
