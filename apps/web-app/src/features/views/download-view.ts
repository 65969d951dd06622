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

/** How much of a file is here: bytes, and the part of the whole where that is known. */
export interface Arrived {
  readonly bytes: number;
  /** 0 to 1; null of a file that is still being made. */
  readonly part: number | null;
}

/** The connection ended before the file did: what came of it is thrown away. */
export class FileBrokeOff extends Error {}

async function chunksOf(response: Response, onArrived: (arrived: Arrived) => void): Promise<BlobPart[]> {
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
    onArrived({ bytes: here, part: size > 0 ? Math.min(1, here / size) : null });
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

/**
 * Answers the file's name. Rejects with `ApiProblem`, with `FileBrokeOff` where it did not come whole, or with the reason of
 * `signal`, which stops the server's work, too.
 */
export async function downloadView(
  file: ViewFile,
  language: string,
  onArrived: (arrived: Arrived) => void,
  signal?: AbortSignal,
): Promise<string> {
  const headers = { 'accept-language': language };
  const leaving = signal === undefined ? {} : { signal };
  const response = await api.raw(
    file.path,
    file.body === undefined
      ? { headers, ...leaving }
      : {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(file.body),
          ...leaving,
        },
  );
  const name = nameIn(response);
  const chunks = await chunksOf(response, onArrived).catch((error: unknown) => {
    throw signal?.aborted === true ? signal.reason : new FileBrokeOff('the file broke off', { cause: error });
  });
  saveAs(new Blob(chunks, { type: response.headers.get('content-type') ?? '' }), name);
  return name;
}
