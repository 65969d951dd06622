/** Builds small ZIPs for the tests of reading them, and damages them on purpose. */

import { buffer as readAll } from 'node:stream/consumers';
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
