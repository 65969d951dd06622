/** Downloads documents as one ZIP, telling how much came so far; the browser keeps the bytes, the page does not. */
import type { CallInput } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { saveBlob } from '../documents/download-original.ts';

export type Wanted = NonNullable<CallInput<'POST /documents/download'>['body']>;

/** Rejects with `ApiProblem` where it is refused, and with the network's error where it breaks off. */
export async function downloadZip(
  wanted: Wanted,
  onBytes: (received: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await api.raw('/documents/download', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
    signal,
  });
  let received = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received += chunk.byteLength;
      onBytes(received);
      controller.enqueue(chunk);
    },
  });
  const blob = await new Response(response.body?.pipeThrough(counting)).blob();
  saveBlob(
    new Blob([blob], { type: 'application/octet-stream' }),
    nameIn(response.headers.get('content-disposition')),
  );
}

function nameIn(disposition: string | null): string {
  const name = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1];
  return name === undefined ? 'belgeler.zip' : decodeURIComponent(name);
}
