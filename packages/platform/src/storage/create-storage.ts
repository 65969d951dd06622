/** Chooses the store that the settings name. */
import { createDiskStorage } from './disk-storage.ts';
import { createS3Storage } from './s3-storage.ts';
import type { Storage } from './storage.ts';

/** The storage settings of a process, by variable name. */
export interface StorageSettings {
  readonly STORAGE_DRIVER: 'disk' | 's3';
  readonly STORAGE_DIR?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_REGION?: string | undefined;
  readonly S3_BUCKET?: string | undefined;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
  readonly S3_FORCE_PATH_STYLE?: boolean | undefined;
}

/** Throws where a setting that the driver needs is absent; the settings check has said so before. */
export function createStorage(settings: StorageSettings): Storage {
  const needed = (name: Exclude<keyof StorageSettings, 'S3_FORCE_PATH_STYLE'>): string => {
    const value = settings[name];
    if (value === undefined)
      throw new Error(`${name} is required with STORAGE_DRIVER=${settings.STORAGE_DRIVER}`);
    return value;
  };
  if (settings.STORAGE_DRIVER === 'disk') return createDiskStorage(needed('STORAGE_DIR'));
  return createS3Storage({
    endpoint: settings.S3_ENDPOINT,
    region: needed('S3_REGION'),
    bucket: needed('S3_BUCKET'),
    accessKeyId: needed('S3_ACCESS_KEY_ID'),
    secretAccessKey: needed('S3_SECRET_ACCESS_KEY'),
    forcePathStyle: settings.S3_FORCE_PATH_STYLE ?? false,
  });
}
