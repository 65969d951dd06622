/** A kept service: started again when it dies, given up when it keeps dying, stopped when it is told. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startService } from './service.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keep(script: string, stopTimeoutMs = 5_000) {
  const said: string[] = [];
  const pids: number[] = [];
  writeFileSync(join(folder, 'program.mjs'), script);
  const logFile = join(folder, 'log');
  const service = startService({
    name: 'thing',
    command: process.execPath,
    args: [join(folder, 'program.mjs')],
    cwd: folder,
    env: {},
    logFile,
    stopTimeoutMs,
    report: (line) => said.push(line),
    onStarted: (pid) => pids.push(pid),
  });
  return { service, said, pids, log: () => readFileSync(logFile, 'utf8') };
}

const isAlive = (pid: number | undefined) => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('a service that dies is started again after a pause, and its death is told', async () => {
  const { service, said, pids } = keep('setInterval(() => 0, 1000)');
  const running = await service;
  process.kill(pids[0] ?? 0, 'SIGKILL');
  for (let i = 0; i < 100 && pids.length < 2; i++) await sleep(50);
  expect(pids).toHaveLength(2);
  expect(said.join()).toMatch(/thing died \(SIGKILL\), restarting in 250 ms/);
  await running.stop();
  expect(isAlive(pids[1])).toBe(false);
});

it('a service that keeps dying is given up, with the end of its log', async () => {
  const { service, pids } = keep("console.log('no database today'); process.exit(3)");
  expect(await (await service).gaveUp).toContain('no database today');
  expect(pids).toHaveLength(6);
}, 30_000);

it('a stopped service may finish its work, and is not started again', async () => {
  const { service, pids, log } = keep(
    "console.log('up'); process.on('SIGTERM', () => setTimeout(() => { console.log('finished'); process.exit(0); }, 200)); setInterval(() => 0, 1000)",
  );
  const running = await service;
  for (let i = 0; i < 750 && !log().includes('up'); i++) await sleep(20);
  await running.stop();
  expect(log()).toContain('finished');
  await sleep(400);
  expect(pids).toHaveLength(1);
});

it('a service that will not stop is killed when its time is over', async () => {
  const { service, pids, log } = keep(
    "process.on('SIGTERM', () => 0); console.log('up'); setInterval(() => 0, 1000)",
    300,
  );
  const running = await service;
  for (let i = 0; i < 750 && !log().includes('up'); i++) await sleep(20);
  await running.stop();
  expect(isAlive(pids[0])).toBe(false);
});
