/** Draws several documents in one process beside the test's own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { DrawingAnswer, DrawingRequest } from './drawing.ts';

/** Each by its own design where it brings one. */
export async function drawTogether(documents: readonly Uint8Array[]): Promise<readonly DrawingAnswer[]> {
  const requests = documents.map(
    (bytes): DrawingRequest => ({ bytes, as: 'html', design: 'auto', language: 'tr' }),
  );
  const child = fork(path.join(import.meta.dirname, 'draw-together.process.fixture.ts'), [], {
    execArgv: [],
    serialization: 'advanced',
  });
  try {
    child.send(requests);
    const [answers] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code, signal]) => {
        throw new Error(`the drawing process ended (${code ?? signal})`);
      }),
    ])) as [readonly DrawingAnswer[]];
    return answers;
  } finally {
    child.kill('SIGKILL');
  }
}

export const htmlOf = (answer: DrawingAnswer | undefined): string =>
  answer?.kind === 'drawn' ? Buffer.from(answer.content).toString() : JSON.stringify(answer);
