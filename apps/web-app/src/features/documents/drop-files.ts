/** Files of a drop, folders walked; what a browser gives in its own way made one list. */

async function filesOfEntry(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return new Promise((resolve) => {
      (entry as FileSystemFileEntry).file(
        (file) => resolve([file]),
        // A file that cannot be read any more (moved away meanwhile) is left out; the count shows it.
        () => resolve([]),
      );
    });
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    // A directory is read in portions until one comes empty.
    const portion = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (portion.length === 0) return found;
    for (const child of portion) found.push(...(await filesOfEntry(child)));
  }
}

/** Every file of a drop. The entries must be taken before the first await: the browser empties the list then. */
export async function filesOfDrop(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  if (entries.every((entry) => entry === null)) return plain;
  const nested = await Promise.all(entries.map((entry) => (entry === null ? [] : filesOfEntry(entry))));
  return nested.flat();
}
