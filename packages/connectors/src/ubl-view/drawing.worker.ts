/** A thread that draws one document and ends: nothing that a foreign design did in it is left for the next. */
import { parentPort } from 'node:worker_threads';
import { drawDocument } from './draw-document.ts';
import type { DrawingRequest } from './drawing.ts';
import { startXsltEngine } from './xslt-engine.ts';

if (parentPort === null) throw new Error('a thread of its own is needed');
const parent = parentPort;
const engine = await startXsltEngine();
parent.once('message', (request: DrawingRequest) => {
  parent.postMessage('begun');
  void drawDocument(engine, request).then((answer) => parent.postMessage(answer));
});
