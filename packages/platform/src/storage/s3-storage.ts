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
    /** When it was put; the beginning of time where the service does not say, null where there is none. */
    putAt: (Key: string) =>
      client.send(new sdk.HeadObjectCommand({ Bucket, Key })).then(
        ({ LastModified }) => LastModified ?? new Date(0),
        (error: unknown) => {
          if (isMissing(error)) return null;
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
      const { putAt, put } = await bucket();
      if (!isFresh(await putAt(key))) await put(key, content, content.byteLength);
    },
    async putFile(ref, sourcePath) {
      const key = storageKey(ref);
      const { putAt, put } = await bucket();
      if (!isFresh(await putAt(key)))
        await put(key, createReadStream(sourcePath), (await stat(sourcePath)).size);
      await rm(sourcePath, { force: true });
    },
    async read(ref) {
      return Buffer.concat(await (await open(ref)).toArray());
    },
    stream: open,
    localPath: (ref) => download(() => open(ref)),
    async removeUntouched(ref, since) {
      const key = storageKey(ref);
      const { putAt, remove } = await bucket();
      const at = await putAt(key);
      if (at !== null && at >= since) return false;
      // The service knows no "delete if": what is put in this very moment is written again by the next that puts it.
      if (at !== null) await remove(key);
      return true;
    },
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

/** What was put so shortly before is not sent again; what is older is, so that its time says that somebody needs it. */
const FRESH_MS = 3_600_000;
const isFresh = (putAt: Date | null) => putAt !== null && Date.now() - putAt.getTime() < FRESH_MS;

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
