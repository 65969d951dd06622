/** Draws several documents in one thread. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DrawingAnswer } from './drawing.ts';

/** Each by its own design where it brings one. */
export async function drawTogether(documents: readonly Uint8Array[]): Promise<readonly DrawingAnswer[]> {
  const workerData = documents.map((bytes) => ({ bytes, as: 'html', design: 'auto', language: 'tr' }));
  const thread = new Worker(new URL('./draw-together.worker.fixture.ts', import.meta.url), { workerData });
  const [answers] = (await once(thread, 'message')) as [readonly DrawingAnswer[]];
  await thread.terminate();
  return answers;
}

export const htmlOf = (answer: DrawingAnswer | undefined): string =>
  answer?.kind === 'drawn' ? Buffer.from(answer.content).toString() : JSON.stringify(answer);
