/** The store on an S3-compatible service: one object a file, named by its content. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Storage, StoredFileMissing, type StoredFileRef, storageKey } from './storage.ts';

export interface S3Options {
  /** Undefined for Amazon itself. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly forcePathStyle: boolean;
}

const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 120_000;

/** The client library is large: it is loaded by the first use of this store, and not at all where the disk is used. */
async function connect(options: S3Options) {
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    region: options.region,
    forcePathStyle: options.forcePathStyle,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    // Content is named by its SHA-256 already, and not every compatible service knows the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
  });
  const Bucket = options.bucket;
  const isMissing = (error: unknown) =>
    error instanceof sdk.S3ServiceException && error.$metadata.httpStatusCode === 404;
  return {
    isMissing,
    get: (Key: string) => client.send(new sdk.GetObjectCommand({ Bucket, Key })),
    put: (Key: string, Body: Uint8Array | Readable, ContentLength: number) =>
      client.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ContentLength })),
    remove: (Key: string) => client.send(new sdk.DeleteObjectCommand({ Bucket, Key })),
    exists: (Key: string) =>
      client.send(new sdk.HeadObjectCommand({ Bucket, Key })).then(
        () => true,
        (error: unknown) => {
          if (isMissing(error)) return false;
          throw error;
        },
      ),
  };
}

/** An object appears whole or not at all: that is the service's own promise for a single PUT. */
export function createS3Storage(options: S3Options): Storage {
  let connected: ReturnType<typeof connect> | null = null;
  const bucket = () => {
    connected ??= connect(options);
    return connected;
  };

  async function open(ref: StoredFileRef): Promise<Readable> {
    const { get, isMissing } = await bucket();
    try {
      const { Body } = await get(storageKey(ref));
      if (Body instanceof Readable) return Body;
      throw new Error('the store answered without a body');
    } catch (error) {
      throw isMissing(error) ? new StoredFileMissing(ref, error) : error;
    }
  }

  return {
    async put(ref, content) {
      const key = storageKey(ref);
      const { exists, put } = await bucket();
      if (!(await exists(key))) await put(key, content, content.byteLength);
    },
    async putFile(ref, sourcePath) {
      const key = storageKey(ref);
      const { exists, put } = await bucket();
      if (!(await exists(key))) await put(key, createReadStream(sourcePath), (await stat(sourcePath)).size);
      await rm(sourcePath, { force: true });
    },
    async read(ref) {
      return Buffer.concat(await (await open(ref)).toArray());
    },
    stream: open,
    localPath: (ref) => download(() => open(ref)),
    async remove(ref) {
      const { remove } = await bucket();
      // The service answers the same for what is not there.
      await remove(storageKey(ref));
    },
    async check() {
      const key = `.probe-${randomUUID()}`;
      const { put, remove } = await bucket();
      await put(key, Buffer.alloc(0), 0);
      await remove(key);
    },
  };
}

async function download(
  open: () => Promise<Readable>,
): Promise<{ path: string; release: () => Promise<void> }> {
  const source = await open();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'muhasebi-s3-'));
  const release = () => rm(folder, { recursive: true, force: true });
  try {
    const target = path.join(folder, 'content');
    await pipeline(source, createWriteStream(target, { mode: 0o600 }));
    return { path: target, release };
  } catch (error) {
    await release();
    throw error;
  }
}
