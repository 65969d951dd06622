/** A thread of its own that asks `/healthz` again and again, so that a busy sender does not make the answers look late. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createCaller } from './load/caller.ts';

const EVERY_MS = 50;
const { url } = workerData as { url: string };
const { call, close } = createCaller(url, 1);
const answers: number[] = [];
let failed = 0;
let isOver = false;
parentPort?.once('message', () => {
  isOver = true;
});
while (!isOver) {
  const { status, ms } = await call({ method: 'GET', path: '/healthz', headers: {} });
  if (status === 200) answers.push(ms);
  else failed++;
  await sleep(EVERY_MS);
}
close();
parentPort?.postMessage({ answers, failed });
