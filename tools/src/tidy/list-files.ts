/** Lists the text files of the repository that people write. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SourceFile } from './source-file.ts';

const texts = /\.(ts|tsx|mjs|js|sql|css|md|json|ya?ml|html|sh)$|^\.ci\/run$/;
const generated = /(^|\/)(golden|dist|node_modules|\.data|\.git)\/|pnpm-lock\.yaml$/;

/** Every file that is, or is about to be, under version control; of a plain copy, every file. */
export function listFiles(root: string): SourceFile[] {
  return namesIn(root)
    .filter((path) => texts.test(path) && !generated.test(path))
    .flatMap((path) => {
      const found = statSync(join(root, path), { throwIfNoEntry: false });
      return found?.isFile() ? [new SourceFile(path, readFileSync(join(root, path), 'utf8'))] : [];
    });
}

function namesIn(root: string): string[] {
  try {
    const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const out = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return out.split('\0').filter(Boolean);
  } catch {
    // No git, or no repository: a source archive was unpacked.
    return walkFolder(root, root);
  }
}

function walkFolder(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|dist|\.git|\.data)$/.test(entry.name) ? [] : walkFolder(root, path);
    return [relative(root, path).replaceAll('\\', '/')];
  });
}
