/** Fetches a file that the server makes of a view, telling how much of it is here, and hands it to the browser. */
import { api } from '../../api/session.ts';

export interface ViewFile {
  /** Below the API's prefix, with filters, columns and format. */
  readonly path: string;
  /** Sent as JSON where the list itself is named in the body. */
  readonly body?: unknown;
}

function nameIn(response: Response): string {
  const match = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '');
  return match?.[1] === undefined ? 'liste' : decodeURIComponent(match[1]);
}

async function chunksOf(response: Response, onPart: (part: number) => void): Promise<BlobPart[]> {
  const size = Number(response.headers.get('content-length') ?? 0);
  const reader = response.body?.getReader();
  if (reader === undefined) return [await response.blob()];
  const chunks: BlobPart[] = [];
  let here = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
    here += value.byteLength;
    if (size > 0) onPart(Math.min(1, here / size));
  }
}

/** Hands a blob to the browser's download. */
function saveAs(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Answers the file's name. `onPart` is told what part of it is here, 0 to 1. Rejects with `ApiProblem`. */
export async function downloadView(
  file: ViewFile,
  language: string,
  onPart: (part: number) => void,
): Promise<string> {
  const headers = { 'accept-language': language };
  const response = await api.raw(
    file.path,
    file.body === undefined
      ? { headers }
      : {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(file.body),
        },
  );
  const name = nameIn(response);
  const chunks = await chunksOf(response, onPart);
  saveAs(new Blob(chunks, { type: response.headers.get('content-type') ?? '' }), name);
  return name;
}
