/** Takes uploaded files in: each is stored by content first, then becomes a document with its job in one transaction. */

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { type AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import type { FeatureDeps } from '../feature.ts';
import { plainName } from '../plain-name.ts';
import { documentErrors, type uploadResult } from './contract.ts';
import { MAX_FILES_PER_REQUEST, UPLOAD_BATCH } from './limits.ts';
import { type Received, type ReceivedFile, receiveFile } from './receive-file.ts';
import { saveReceived } from './save-received.ts';
import { refusalOfStore } from './store-refusal.ts';

export type UploadResult = z.infer<typeof uploadResult>;
type Deps = Pick<FeatureDeps, 'db' | 'storage' | 'scratchDir' | 'log'>;

export interface Upload {
  readonly tenantId: string;
  readonly clientId: string;
  readonly scope: Scope;
  readonly files: AsyncIterable<IncomingFile>;
}

/**
 * Takes the files of a request, one result each in their order. Files taken before the sender went away stay taken.
 * Throws CLIENT_NOT_FOUND before anything is stored, UPLOAD_EMPTY where there is no file.
 */
export async function uploadDocuments(
  deps: Deps,
  upload: Upload,
): Promise<{ uploadId: string; results: UploadResult[] }> {
  const takes = await inScope(deps.db, upload.scope, (trx) =>
    clientIsActive(trx, upload.tenantId, upload.clientId),
  );
  if (!takes) throw clientErrors.CLIENT_NOT_FOUND();
  const intake = new Intake(deps, upload);
  try {
    for await (const incoming of upload.files) await intake.take(incoming);
  } finally {
    await intake.flush();
  }
  const results = intake.results();
  if (results.length === 0) throw documentErrors.UPLOAD_EMPTY();
  return { uploadId: intake.uploadId, results };
}

/** Files of one request on their way in: stored one by one, saved in batches. */
class Intake {
  readonly uploadId = randomUUID();
  readonly #deps: Deps;
  readonly #upload: Upload;
  readonly #results: (UploadResult | null)[] = [];
  #waiting: { readonly file: ReceivedFile; readonly index: number }[] = [];

  constructor(deps: Deps, upload: Upload) {
    this.#deps = deps;
    this.#upload = upload;
  }

  async take(incoming: IncomingFile): Promise<void> {
    const index = this.#results.push(null) - 1;
    if (index >= MAX_FILES_PER_REQUEST) {
      const fileName = plainName(incoming.fileName);
      const params = { fileName, limit: MAX_FILES_PER_REQUEST };
      incoming.stream.resume();
      this.#results[index] = refused(fileName, documentErrors.TOO_MANY_FILES(params));
      return;
    }
    const stored = await this.#store(incoming);
    if (!stored.ok) {
      this.#results[index] = refused(stored.fileName, stored.refusal);
      return;
    }
    this.#waiting.push({ file: stored.file, index });
    if (this.#waiting.length >= UPLOAD_BATCH) await this.flush();
  }

  /** Receives the file and puts it into the store; a store that cannot take it refuses this file alone. */
  async #store(incoming: IncomingFile): Promise<Received> {
    const { tenantId } = this.#upload;
    let received: Received | null = null;
    try {
      received = await receiveFile(incoming, this.#deps.scratchDir);
      if (!received.ok) return received;
      await this.#deps.storage.putFile({ tenantId, sha256: received.file.sha256 }, received.file.scratchPath);
      return received;
    } catch (error) {
      if (received?.ok) await rm(received.file.scratchPath, { force: true });
      const fileName = plainName(incoming.fileName);
      // A sender that went away breaks the stream of the file; that is no fault of the store.
      const refusal = incoming.stream.errored ? null : refusalOfStore(error, fileName);
      if (refusal === null) throw error;
      this.#deps.log.error({ err: error }, 'an uploaded file could not be stored');
      return { ok: false, fileName, refusal };
    }
  }

  /** Saves what waits: documents and their jobs stand or fall together. */
  async flush(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    const { tenantId, clientId, scope } = this.#upload;
    const place = { tenantId, clientId, uploadId: this.uploadId, userId: scope.userId };
    const saved = await inScope(this.#deps.db, scope, (trx) =>
      saveReceived(
        trx,
        place,
        batch.map(({ file }) => file),
      ),
    );
    for (const [at, { documentId, state, isNew }] of saved.entries()) {
      const waiting = batch[at];
      if (waiting === undefined) throw new Error('a file was answered that was not sent');
      const status = isNew ? 'accepted' : 'duplicate';
      const { fileName } = waiting.file;
      this.#results[waiting.index] = { fileName, status, documentId, state, error: null };
    }
  }

  results(): UploadResult[] {
    return this.#results.filter((result) => result !== null);
  }
}

function refused(fileName: string, refusal: AppError): UploadResult {
  const { code, definition, params } = refusal;
  const error = {
    code,
    message: fillText(definition.tr, params),
    messageEn: fillText(definition.en, params),
  };
  return { fileName, status: 'refused', documentId: null, state: null, error };
}
