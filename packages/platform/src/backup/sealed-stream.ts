/** Encrypts and decrypts streams of any length in chunks: AES-256-GCM, each chunk bound to its place, the last one marked. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

const MAGIC = Buffer.from('MUHSEAL1');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
/** Plain bytes of a chunk; only as much is held in memory. */
const CHUNK_BYTES = 64 * 1024;
const HEAD_BYTES = MAGIC.length + SALT_BYTES;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** What was opened is not what was sealed: cut off, changed, or sealed under another key. */
export class SealBroken extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'SealBroken';
  }
}

/** Every stream has a key of its own, so that counting chunks from zero never repeats a nonce under one key. */
function keyOf(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'muhasebi backup piece', 32));
}

/** Place of the chunk, and whether it is the last: a stream that was cut at a border is seen too. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 0);
  nonce.writeUInt32BE(isLast ? 1 : 0, 8);
  return nonce;
}

/** Cuts what flows through into pieces of `size`; the rest, possibly empty, comes at the end. */
class Chunker {
  #held: Buffer[] = [];
  #length = 0;

  add(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#length += bytes.length;
  }

  /** A full chunk, as long as something stays behind it: only the end knows the last one. */
  takeBefore(size: number): Buffer | null {
    if (this.#length <= size) return null;
    const all = Buffer.concat(this.#held);
    this.#held = [all.subarray(size)];
    this.#length -= size;
    return all.subarray(0, size);
  }

  rest(): Buffer {
    return Buffer.concat(this.#held);
  }
}

/** Encrypts under a key of 32 bytes. */
export function seal(key: Buffer): Transform {
  const salt = randomBytes(SALT_BYTES);
  const own = keyOf(key, salt);
  const chunks = new Chunker();
  let index = 0;
  const sealed = (plain: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(index++, isLast));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  let head: Buffer | null = Buffer.concat([MAGIC, salt]);
  const writeHead = (stream: Transform) => {
    if (head !== null) stream.push(head);
    head = null;
  };
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      writeHead(this);
      chunks.add(bytes);
      for (let plain = chunks.takeBefore(CHUNK_BYTES); plain; plain = chunks.takeBefore(CHUNK_BYTES))
        this.push(sealed(plain, false));
      done();
    },
    flush(done) {
      writeHead(this);
      done(null, sealed(chunks.rest(), true));
    },
  });
}

/** Decrypts; ends with SealBroken where the stream was cut, changed, or sealed under another key. */
export function unseal(key: Buffer): Transform {
  const chunks = new Chunker();
  let own: Buffer | null = null;
  let index = 0;
  let head = Buffer.alloc(0);
  const opened = (sealed: Buffer, isLast: boolean): Buffer => {
    if (own === null || sealed.length < TAG_BYTES) throw new SealBroken('it ends before its time');
    const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(index++, isLast));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      // Which of the three it is, the algorithm does not say.
      throw new SealBroken(
        index === 1 ? 'the key is another, or it was changed' : 'it was changed or cut off',
      );
    }
  };
  const takeHead = (bytes: Buffer): Buffer => {
    if (own !== null) return bytes;
    head = Buffer.concat([head, bytes]);
    if (head.length < HEAD_BYTES) return Buffer.alloc(0);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealBroken('it is not encrypted by us');
    own = keyOf(key, head.subarray(MAGIC.length, HEAD_BYTES));
    return head.subarray(HEAD_BYTES);
  };
  const guarded = (done: TransformCallback, work: () => void) => {
    try {
      work();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done();
  };
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      guarded(done, () => {
        chunks.add(takeHead(bytes));
        for (
          let sealed = chunks.takeBefore(SEALED_CHUNK_BYTES);
          sealed;
          sealed = chunks.takeBefore(SEALED_CHUNK_BYTES)
        )
          this.push(opened(sealed, false));
      });
    },
    flush(done) {
      guarded(done, () => {
        this.push(opened(chunks.rest(), true));
      });
    },
  });
}
