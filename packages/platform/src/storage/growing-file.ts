/** A file without a name that is read while it is still being written: who makes it waits for no slow reader. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';

/** Bytes read at a time. */
const PIECE = 64 * 1024;

export interface GrowingFile {
  /** Destroyed with an error, it destroys the reader with that error: what is cut off never looks whole. */
  readonly writer: Writable;
  /** The same bytes as they come; ends when the writer has ended. Leaving it early destroys the writer. */
  readonly reader: Readable;
  /** Bytes; null while more may come. */
  readonly size: () => number | null;
}

/** The file is opened in `folder` and loses its name at once: nothing of it stays, whatever becomes of the process. */
export async function openGrowingFile(folder: string): Promise<GrowingFile> {
  const name = path.join(folder, `${randomUUID()}.part`);
  const handle = await open(name, 'wx+', 0o600);
  await rm(name);
  const reader = new GrowingReader(handle);
  const writer = writerOf(handle, reader);
  // Who reads or writes hears of a fault by its own listeners; before there are any, it is no fault of the process.
  for (const end of [reader, writer]) end.on('error', () => {});
  const closed = [writer, reader].map((end) => new Promise((resolve) => end.once('close', resolve)));
  reader.once('close', () => writer.destroy());
  void Promise.all(closed).then(() => handle.close());
  return { writer, reader, size: () => (reader.isWhole ? reader.written : null) };
}

function writerOf(handle: FileHandle, reader: GrowingReader): Writable {
  let isFinished = false;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      append(handle, chunk, reader.written).then(() => {
        reader.grow(chunk.length);
        done();
      }, done);
    },
    final(done) {
      isFinished = true;
      reader.finish();
      done();
    },
    destroy(error, done) {
      if (!isFinished) reader.destroy(error ?? new Error('the file was cut off'));
      done(error);
    },
  });
}

async function append(handle: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, at + done);
    done += bytesWritten;
  }
}

class GrowingReader extends Readable {
  /** Bytes that can be read. */
  written = 0;
  isWhole = false;
  readonly #handle: FileHandle;
  #at = 0;
  #isWaiting = false;

  constructor(handle: FileHandle) {
    super();
    this.#handle = handle;
  }

  grow(bytes: number): void {
    this.written += bytes;
    this.#goOn();
  }

  finish(): void {
    this.isWhole = true;
    this.#goOn();
  }

  override _read(): void {
    const ready = Math.min(PIECE, this.written - this.#at);
    if (ready > 0) {
      this.#handle.read(Buffer.allocUnsafe(ready), 0, ready, this.#at).then(
        ({ bytesRead, buffer }) => {
          this.#at += bytesRead;
          this.push(buffer.subarray(0, bytesRead));
        },
        (error: Error) => this.destroy(error),
      );
    } else if (this.isWhole) this.push(null);
    else this.#isWaiting = true;
  }

  #goOn(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this._read();
  }
}
