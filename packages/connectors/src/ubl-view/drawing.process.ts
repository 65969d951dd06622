/**
 * A process that draws one document in a thread of its own, and is ended then. It stays able to hear: where the process that
 * asked is gone, the drawing ends with it, however long the design would go on.
 */
import { Worker } from 'node:worker_threads';
import { DRAWING_LIMITS, type DrawingAnswer } from './drawing.ts';

const thread = new Worker(new URL('./drawing.worker.ts', import.meta.url), {
  env: {},
  argv: [],
  execArgv: [],
  resourceLimits: {
    maxOldGenerationSizeMb: DRAWING_LIMITS.memoryMb,
    maxYoungGenerationSizeMb: 32,
    stackSizeMb: 4,
  },
});
const refused = (detail: string) =>
  process.send?.({ kind: 'design-refused', refusal: 'faulty', detail } satisfies DrawingAnswer);

thread.on('message', (message: 'begun' | DrawingAnswer) => process.send?.(message));
thread.once('error', (error) => refused(String(error).slice(0, 300)));
thread.once('exit', (code) => refused(`the thread ended (${code})`));
process.once('disconnect', () => process.exit());
process.on('message', (request) => thread.postMessage(request));
