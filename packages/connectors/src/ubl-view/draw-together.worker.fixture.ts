/** A thread that draws document after document, so that tests of many do not start a thread for each. */
import { parentPort, workerData } from 'node:worker_threads';
import { drawDocument } from './draw-document.ts';
import type { DrawingAnswer, DrawingRequest } from './drawing.ts';
import { startXsltEngine } from './xslt-engine.ts';

const engine = await startXsltEngine();
const answers: DrawingAnswer[] = [];
for (const request of workerData as readonly DrawingRequest[])
  answers.push(await drawDocument(engine, request));
parentPort?.postMessage(answers);
