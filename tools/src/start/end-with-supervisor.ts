/** Preloaded into the API and the worker: ends them when the supervisor that started them is gone. */
const supervisor = Number(process.env.MUHASEBI_SUPERVISOR_PID);
const checkEveryMs = 500;
const graceMs = 10_000;

if (supervisor > 0) {
  const check = setInterval(() => {
    if (lives(supervisor)) return;
    clearInterval(check);
    process.kill(process.pid, 'SIGTERM');
    // Under `node --watch` our parent is the watcher, which would wait for changes for ever.
    if (process.env.MUHASEBI_WATCH === '1' && process.ppid > 1) process.kill(process.ppid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
  }, checkEveryMs);
  check.unref();
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
