/** Stops a server whose starter died: a tiny shell holds the other end of a pipe and acts when it breaks. */
import { spawn } from 'node:child_process';

const script = `
cat >/dev/null
kill -INT "$1" 2>/dev/null
if [ -n "$2" ]; then
  n=0
  while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done
  kill -QUIT "$1" 2>/dev/null
  rm -rf "$2"
fi`;

/**
 * From now on the server `pid` is stopped, and the folder `remove` deleted, when this process ends in any way,
 * kill -9 included. Answers a function that calls the watch off.
 */
export function watchOver(pid: number, remove: string | undefined): () => void {
  const shell = spawn('/bin/sh', ['-c', script, 'watchdog', String(pid), remove ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
  });
  shell.unref();
  // An `error` without a listener would end us; a machine without /bin/sh merely has no watch.
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
  return () => {
    if (shell.pid !== undefined && shell.exitCode === null) process.kill(-shell.pid, 'SIGKILL');
  };
}
