/** What a build may see: the files of the repository less what the ignore file of the Dockerfile leaves out. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Root of the repository. */
export const repoRoot = path.resolve(import.meta.dirname, '../..');
/** Folder of what this repository offers to whoever installs it. */
export const deployDir = path.join(repoRoot, 'deploy');

/**
 * True when the ignore patterns leave `file` out: the last that fits it or a folder above it decides, and `!` takes
 * it in again. Source: Docker's reference of .dockerignore.
 */
export function isIgnored(patterns: readonly string[], file: string): boolean {
  const parts = file.split('/');
  const places = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
  let ignored = false;
  for (const pattern of patterns) {
    const glob = pattern.replace(/^!/, '').replace(/^\/|\/$/g, '');
    if (places.some((place) => path.matchesGlob(place, glob))) ignored = !pattern.startsWith('!');
  }
  return ignored;
}

/** The patterns of an ignore file. */
export function readPatterns(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Every file under version control, or about to be, that an image may hold; relative to the root. */
export function contextFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const names = execFileSync('git', args, { cwd: repoRoot, encoding: 'utf8' }).split('\0').filter(Boolean);
  const patterns = readPatterns(readFileSync(path.join(deployDir, 'docker/Dockerfile.dockerignore'), 'utf8'));
  return names.filter((name) => existsSync(path.join(repoRoot, name)) && !isIgnored(patterns, name));
}
