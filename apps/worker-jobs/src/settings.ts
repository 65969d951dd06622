/** The settings of the worker process, and nothing that it does not use. */
import {
  databaseSettings,
  mailSettings,
  outboundSettings,
  publicSettings,
  runtimeSettings,
  signatureSettings,
  slowQuerySettings,
  storageSettings,
  tcmbSettings,
  watchSettings,
  workerMetricsSettings,
} from '@muhasebi/platform/config/process-settings.ts';
import { defineSettings, type Settings } from '@muhasebi/platform/config/setting.ts';
import { key32, whole } from '@muhasebi/platform/config/setting-schemas.ts';

export const workerSettings = defineSettings({
  ...runtimeSettings,
  ...publicSettings,
  ...workerMetricsSettings,
  ...databaseSettings,
  ...slowQuerySettings,
  ENCRYPTION_KEY: {
    schema: key32,
    description: {
      tr: 'Saklanan sırları şifreleyen anahtar, API’ninkiyle aynı: base64 olarak tam 32 bayt (openssl rand -base64 32).',
      en: 'Key that encrypts stored secrets, the same as the API’s: exactly 32 bytes in base64 (openssl rand -base64 32).',
    },
    example: 'q0vT7m1XcR9tYw3uKp2sLd8fGh4jBn6aEi5oVr0TxQw=',
    secret: true,
  },
  WORKER_CONCURRENCY: {
    schema: whole(1, 64),
    description: {
      tr: 'Bu sürecin aynı anda yürüttüğü iş sayısı, 1–64.',
      en: 'How many jobs this process runs at a time, 1–64.',
    },
    example: '4',
    fallback: '4',
  },
  ...storageSettings,
  ...mailSettings,
  ...tcmbSettings,
  ...watchSettings,
  ...outboundSettings,
  ...signatureSettings,
});

/** The values that the worker runs with, by variable name. */
export type WorkerSettings = Settings<typeof workerSettings>;
