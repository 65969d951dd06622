/** The store on an S3-compatible service: one object a file, named by its content. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
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

/** An object appears whole or not at all: that is the service's own promise for a single PUT. */
export function createS3Storage(options: S3Options): Storage {
  const client = new S3Client({
    region: options.region,
    forcePathStyle: options.forcePathStyle,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    // Content is named by its SHA-256 already, and not every compatible service knows the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
  });
  const place = (ref: StoredFileRef) => ({ Bucket: options.bucket, Key: storageKey(ref) });

  async function exists(ref: StoredFileRef): Promise<boolean> {
    try {
      await client.send(new HeadObjectCommand(place(ref)));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async function open(ref: StoredFileRef): Promise<Readable> {
    try {
      const { Body } = await client.send(new GetObjectCommand(place(ref)));
      if (Body instanceof Readable) return Body;
      throw new Error('the store answered without a body');
    } catch (error) {
      throw isMissing(error) ? new StoredFileMissing(ref, error) : error;
    }
  }

  return {
    async put(ref, content) {
      if (await exists(ref)) return;
      await client.send(
        new PutObjectCommand({ ...place(ref), Body: content, ContentLength: content.byteLength }),
      );
    },
    async putFile(ref, sourcePath) {
      if (!(await exists(ref))) {
        const { size } = await stat(sourcePath);
        const Body = createReadStream(sourcePath);
        await client.send(new PutObjectCommand({ ...place(ref), Body, ContentLength: size }));
      }
      await rm(sourcePath, { force: true });
    },
    async read(ref) {
      return Buffer.concat(await (await open(ref)).toArray());
    },
    stream: open,
    localPath: (ref) => download(() => open(ref)),
    async check() {
      const Key = `.probe-${randomUUID()}`;
      await client.send(
        new PutObjectCommand({ Bucket: options.bucket, Key, Body: Buffer.alloc(0), ContentLength: 0 }),
      );
      await client.send(new DeleteObjectCommand({ Bucket: options.bucket, Key }));
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
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
