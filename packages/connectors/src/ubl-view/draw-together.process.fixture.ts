/** A process that draws document after document, so that tests of many do not start one for each. */
import { drawDocument } from './draw-document.ts';
import type { DrawingAnswer, DrawingRequest } from './drawing.ts';
import { startXsltEngine } from './xslt-engine.ts';

const engine = await startXsltEngine();
process.once('message', async (requests: readonly DrawingRequest[]) => {
  const answers: DrawingAnswer[] = [];
  for (const request of requests) answers.push(await drawDocument(engine, request));
  process.send?.(answers);
});
