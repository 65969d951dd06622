/** Runs a program of a step; its output is held back and shown only when it fails, or streamed when it is of interest. */
import { spawn } from 'node:child_process';
import { repoRoot } from '../start/repo-paths.ts';

/** How a program ended. `output` is empty when it was streamed. */
export type Ended = { readonly code: number; readonly output: string };

/** Runs to the end, in the repository's root unless `cwd` says otherwise; ended after `timeoutMs`, which counts as a failure. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: {
    stream?: boolean;
    timeoutMs?: number;
    cwd?: string;
    env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? repoRoot,
      env: { ...process.env, ...options.env },
      stdio: options.stream ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    const timeoutMs = options.timeoutMs ?? 600_000;
    const timer = setTimeout(() => child.kill('SIGTERM'), timeoutMs);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const note = signal ? `\n${command}: ended by ${signal} (limit ${timeoutMs / 1000} s)` : '';
      resolve({ code: code ?? 1, output: output + note });
    });
  });
}
