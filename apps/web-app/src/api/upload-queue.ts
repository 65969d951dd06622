/** Uploads of this page's life: batches one after another, kept while the reader walks about. */
import { useSyncExternalStore } from 'react';
import { type ApiProblem, asProblem } from './problem.ts';
import type { UploadResult } from './upload.ts';
import { requestsOf } from './upload-requests.ts';

export interface UploadBatch {
  readonly id: string;
  readonly clientId: string;
  readonly totalFiles: number;
  readonly totalBytes: number;
  readonly doneFiles: number;
  readonly sentBytes: number;
  readonly results: readonly UploadResult[];
  /** Files of a request that failed as a whole. */
  readonly unsent: readonly string[];
  /** Files that can be sent again: not sent, or refused. They are held until the list is closed. */
  readonly again: readonly File[];
  readonly problem: ApiProblem | null;
  readonly state: 'sending' | 'done' | 'stopped';
}

let batches: readonly UploadBatch[] = [];
const stops = new Map<string, AbortController>();
const done = new Map<string, () => void>();
const listeners = new Set<() => void>();

function update(id: string, change: (batch: UploadBatch) => Partial<UploadBatch>): void {
  batches = batches.map((batch) => (batch.id === id ? { ...batch, ...change(batch) } : batch));
  for (const listener of listeners) listener();
}

async function run(batch: UploadBatch, files: readonly File[], signal: AbortSignal): Promise<void> {
  let before = 0;
  for (const request of requestsOf(files)) {
    const bytes = request.reduce((sum, file) => sum + file.size, 0);
    const onProgress = (sent: number) =>
      update(batch.id, () => ({ sentBytes: before + Math.min(sent, bytes) }));
    try {
      // Sending is loaded when something is sent.
      const { sendFiles } = await import('./upload.ts');
      const { results } = await sendFiles({
        clientId: batch.clientId,
        files: request,
        key: crypto.randomUUID(),
        signal,
        onProgress,
      });
      const refused = request.filter((_file, at) => results[at]?.status === 'refused');
      update(batch.id, (now) => ({
        results: [...now.results, ...results],
        again: [...now.again, ...refused],
      }));
    } catch (error) {
      if (signal.aborted) {
        // What was on its way may have arrived; sent again it is told as a duplicate.
        update(batch.id, (now) => ({
          state: 'stopped',
          unsent: [...now.unsent, ...files.slice(now.doneFiles).map((file) => file.name)],
          again: [...now.again, ...files.slice(now.doneFiles)],
        }));
        return;
      }
      const unsent = request.map((file) => file.name);
      update(batch.id, (now) => ({
        unsent: [...now.unsent, ...unsent],
        again: [...now.again, ...request],
        problem: asProblem(error),
      }));
    }
    before += bytes;
    update(batch.id, (now) => ({ doneFiles: now.doneFiles + request.length, sentBytes: before }));
  }
  update(batch.id, () => ({ state: 'done' }));
}

/** Starts sending; `onDone` is called when nothing more is on its way. */
export function startUpload(clientId: string, files: readonly File[], onDone: () => void): void {
  if (files.length === 0) return;
  const batch: UploadBatch = {
    id: crypto.randomUUID(),
    clientId,
    totalFiles: files.length,
    totalBytes: files.reduce((sum, file) => sum + file.size, 0),
    doneFiles: 0,
    sentBytes: 0,
    results: [],
    unsent: [],
    again: [],
    problem: null,
    state: 'sending',
  };
  const stop = new AbortController();
  stops.set(batch.id, stop);
  done.set(batch.id, onDone);
  batches = [...batches, batch];
  void run(batch, files, stop.signal).finally(onDone);
}

/** Sends again what a batch could not send, or what was refused; the batch itself is done with. */
export function sendAgain(id: string): void {
  const batch = batches.find((each) => each.id === id);
  if (batch === undefined || batch.state === 'sending') return;
  const { clientId, again } = batch;
  update(id, () => ({ again: [] }));
  startUpload(clientId, again, done.get(id) ?? (() => undefined));
}

export function stopUpload(id: string): void {
  stops.get(id)?.abort();
}

export function forgetUploads(): void {
  batches = batches.filter((batch) => batch.state === 'sending');
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useUploads(): readonly UploadBatch[] {
  return useSyncExternalStore(subscribe, () => batches);
}
