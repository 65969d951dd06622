/** Keeps the log files of a long start bounded: a full one is turned over, and one older generation is kept. */
import { copyFile, stat, truncate } from 'node:fs/promises';

/** Bytes of a file before it is turned over; on the disk lies twice as much at most, and what comes in between looks. */
const LIMIT_BYTES = 20_000_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Copies a full file aside and empties it: whoever writes it has opened it for appending and goes on at its new end. A
 * line written in the instant between copy and emptying is lost.
 */
export async function turnOver(file: string, limitBytes = LIMIT_BYTES): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.size <= limitBytes) return false;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
  return true;
}

/** Looks at the files until the returned function is called; never keeps the process alive. */
export function keepBounded(files: readonly string[], report: (line: string) => void): () => void {
  const look = async () => {
    for (const file of files) {
      try {
        await turnOver(file);
      } catch (error) {
        report(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}
