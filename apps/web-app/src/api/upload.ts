/** Sending files with progress, which fetch cannot tell; the answer holds one result a file. */

import { currentLanguage } from '../i18n/index.ts';
import type { Answer } from './contracts.ts';
import { ApiProblem, problemFromBody } from './problem.ts';
import { api } from './session.ts';

export type UploadAnswer = Answer<'POST /clients/:clientId/documents'>;
export type UploadResult = UploadAnswer['results'][number];

interface Sending {
  readonly clientId: string;
  readonly files: readonly File[];
  readonly key: string;
  readonly signal: AbortSignal;
  /** Bytes of the request's body that are on their way so far. */
  readonly onProgress: (sentBytes: number) => void;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sendOnce(sending: Sending, token: string): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/clients/${encodeURIComponent(sending.clientId)}/documents`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('idempotency-key', sending.key);
    request.setRequestHeader('accept-language', currentLanguage());
    request.upload.onprogress = (event) => sending.onProgress(event.loaded);
    request.onload = () => {
      const body = jsonOf(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as UploadAnswer);
      else reject(problemFromBody(request.status, body, request.getResponseHeader('x-request-id')));
    };
    request.onerror = () => reject(new ApiProblem({ status: 0, code: 'NETWORK' }));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    sending.signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    for (const file of sending.files) form.append('files', file, file.webkitRelativePath || file.name);
    request.send(form);
  });
}

/** Sends the files in one request; renews the session once where it ran out. Rejects with `ApiProblem`. */
export async function sendFiles(sending: Sending): Promise<UploadAnswer> {
  const token = await api.token();
  if (token === null) throw new ApiProblem({ status: 401, code: 'UNKNOWN' });
  try {
    return await sendOnce(sending, token);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    const renewed = await api.refresh();
    if (renewed === null) throw error;
    return sendOnce(sending, renewed.accessToken);
  }
}
