/** Starts a process of its own for the work of one moment: it reads our code alone, writes and starts nothing, knows no secret. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** The code lies below it, and nothing else is read by such a process. */
const CODE = path.resolve(import.meta.dirname, '../../../..');

/**
 * `script`: path of its module. Without environment, arguments or input of ours, and under Node's own permissions; a process,
 * not a thread: what exhausts V8 ends the whole process it happens in. It does not keep ours alive.
 */
export function startWalled(script: string, flags: readonly string[] = []): ChildProcess {
  const child = fork(script, [], {
    env: {},
    execArgv: ['--permission', `--allow-fs-read=${CODE}`, ...flags],
    serialization: 'advanced',
    stdio: 'ignore',
  });
  child.unref();
  child.channel?.unref();
  return child;
}
