/** Saves the original file of a document to the reader's disk; it is never opened or run in the page. */
import { api } from '../../api/session.ts';

/** Hands a blob to the browser's download. */
export function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export async function downloadOriginal(item: {
  id: string;
  fileName: string;
  entryPath: string | null;
}): Promise<void> {
  const response = await api.raw(`/documents/${encodeURIComponent(item.id)}/file`);
  const bytes = await response.arrayBuffer();
  const name = (item.entryPath ?? item.fileName).split('/').at(-1) ?? item.fileName;
  // A neutral type: whatever the file says it is, it is only stored.
  saveBlob(new Blob([bytes], { type: 'application/octet-stream' }), name);
}
