/** Reads one password: typed unseen on a terminal, or the first line of what is piped in. Never an argument, which `ps` shows. */

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** The password without its line end; empty where nothing was given. */
export async function readPassword(question: string): Promise<string> {
  const onTerminal = process.stdin.isTTY === true;
  if (onTerminal) process.stderr.write(question);
  // With a terminal, readline takes the typed characters itself and writes their echo here: nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: onTerminal });
  const first = once(lines, 'line').then(([line]: string[]) => line ?? '');
  const ended = once(lines, 'close').then(() => '');
  const password = await Promise.race([first, ended]);
  lines.close();
  if (onTerminal) process.stderr.write('\n');
  return password;
}
