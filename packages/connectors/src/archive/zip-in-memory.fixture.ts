/** Builds small ZIPs for tests, damages them on purpose, and says what is in one. */

import { buffer as readAll } from 'node:stream/consumers';
import { fromBuffer } from 'yauzl';
import { ZipFile } from 'yazl';

/** A ZIP of these files, names as given. */
export async function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return readAll(zip.outputStream);
}

/** `zip` with every `from` in it replaced by the equally long `to`: file names the ZIP writer itself refuses to make. */
export function patched(zip: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + to.length))
    copy.write(to, at, 'latin1');
  return copy;
}

/** Offset of the central directory record of `name`. */
export function centralRecord(zip: Buffer, name: string): number {
  return zip.lastIndexOf(name) - 46;
}

/** What each member of a ZIP says, by its name. */
export async function textsOf(zip: Buffer): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await new Promise<void>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error || file === undefined) return reject(error);
      file.on('entry', (entry) => {
        file.openReadStream(entry, async (failure, stream) => {
          if (failure || stream === undefined) return reject(failure);
          found[entry.fileName] = (await readAll(stream)).toString();
          file.readEntry();
        });
      });
      file.once('end', resolve);
      file.readEntry();
    });
  });
  return found;
}
