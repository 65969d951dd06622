/** A thread of `belge dogrula`: opens the packs once and answers file by file. */

import { parentPort, workerData } from 'node:worker_threads';
import { type JudgeSettings, judgeFile, openPacks } from './judge-file.ts';

/** What the main thread sends; the answer is the line. */
export interface JudgeRequest {
  readonly file: string;
  readonly bytes: Uint8Array;
}

const settings: JudgeSettings = workerData;
const pack = await openPacks(settings.packs);

parentPort?.on('message', ({ file, bytes }: JudgeRequest) => {
  parentPort?.postMessage(judgeFile(pack, file, bytes, settings));
});
