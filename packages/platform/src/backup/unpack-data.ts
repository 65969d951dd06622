/** Unpacks the tar of a base backup into an empty data folder of the server's account. */
import { createWriteStream } from 'node:fs';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Account } from '../embedded-postgres/account.ts';

/**
 * Answers the bytes of files written; they are flushed by the server, which begins its recovery with that. A name that leads out of the folder, or is no file or folder, ends it with an Error.
 */
export async function unpackData(
  tar: Readable,
  folder: string,
  account: Account | undefined,
): Promise<number> {
  const give = async (path: string, mode: number) => {
    await chmod(path, mode);
    if (account) await chown(path, account.uid, account.gid);
  };
  let bytes = 0;
  const entries = extract();
  const unpacking = (async () => {
    for await (const entry of entries) {
      const { name, type, size = 0 } = entry.header;
      const inside = normalize(name);
      if (inside.startsWith('..') || inside.startsWith('/'))
        throw new Error(`“${name}” leads out of the folder`);
      const path = join(folder, inside);
      if (type === 'directory') {
        await mkdir(path, { recursive: true });
        await give(path, 0o700);
        entry.resume();
      } else if (type === 'file') {
        await mkdir(dirname(path), { recursive: true });
        await pipeline(entry, createWriteStream(path));
        await give(path, 0o600);
        bytes += size;
      } else throw new Error(`“${name}” is a ${type}: not part of a data folder of ours`);
    }
  })();
  await Promise.all([pipeline(tar, entries), unpacking]);
  return bytes;
}
