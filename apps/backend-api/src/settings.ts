/** The settings of the API process, and nothing that it does not use. */
import {
  databaseSettings,
  mailSettings,
  metricsSettings,
  outboundSettings,
  publicSettings,
  runtimeSettings,
  slowQuerySettings,
  storageSettings,
  tcmbSettings,
  watchSettings,
} from '@muhasebi/platform/config/process-settings.ts';
import { defineSettings, type Settings } from '@muhasebi/platform/config/setting.ts';
import { flag, key32, port, postgresUrl, whole } from '@muhasebi/platform/config/setting-schemas.ts';
import { z } from 'zod';

export const apiSettings = defineSettings({
  ...runtimeSettings,
  HOST: {
    schema: z.string().regex(/^[0-9A-Za-z.:-]+$/),
    description: {
      tr: 'Dinlenecek adres; yalnız bu makine için 127.0.0.1, hepsi için 0.0.0.0.',
      en: 'Address to listen on; 127.0.0.1 for this machine only, 0.0.0.0 for all.',
    },
    example: '0.0.0.0',
    fallback: '127.0.0.1',
  },
  PORT: {
    schema: port,
    description: { tr: 'Dinlenecek port, 1–65535.', en: 'Port to listen on, 1–65535.' },
    example: '3000',
    fallback: '3000',
  },
  ...publicSettings,
  TRUST_PROXY: {
    schema: flag,
    description: {
      tr: 'Önde bir ters vekil var mı: true ise istemci adresi, o vekilin X-Forwarded-For’a eklediğidir; porta başkası ulaşmamalı.',
      en: 'Whether a reverse proxy stands in front: with true the client’s address is what that proxy appended to X-Forwarded-For; nobody else may reach the port.',
    },
    example: 'true',
    fallback: 'false',
  },
  DRAIN_DELAY_SECONDS: {
    schema: whole(0, 60),
    description: {
      tr: 'SIGTERM’den sonra /readyz 503 derken yeni isteklerin alınmaya devam ettiği süre, 0–60 saniye: vekil bunu görüp başka sürece yönelir. Verilmezse production’da 3, ötekilerde 0.',
      en: 'How long after SIGTERM new requests are still taken while /readyz says 503, 0–60 seconds: the proxy notices and turns to another process. Without it 3 in production, else 0.',
    },
    example: '3',
    optional: true,
  },
  ...metricsSettings,
  ...databaseSettings,
  ...slowQuerySettings,
  DATABASE_EVENTS_URL: {
    schema: postgresUrl,
    description: {
      tr: 'Canlı olaylar (LISTEN) için doğrudan PostgreSQL bağlantısı; DATABASE_URL işlem kipindeki bir PgBouncer’a gidiyorsa gerekir. Verilmezse DATABASE_URL.',
      en: 'Direct PostgreSQL connection for live events (LISTEN); needed where DATABASE_URL leads to a PgBouncer in transaction mode. Without it DATABASE_URL.',
    },
    example: 'postgresql://muhasebi_api:PASSWORD@db.internal:5432/muhasebi',
    secret: true,
    optional: true,
  },
  JWT_SECRET: {
    schema: z.string().min(32),
    description: {
      tr: 'Oturum belirteçlerini imzalayan gizli anahtar, en az 32 rastgele karakter (openssl rand -base64 48).',
      en: 'Secret that signs session tokens, at least 32 random characters (openssl rand -base64 48).',
    },
    example: 'Zq3v0mXc7R1tYw9uKp2sLd8fGh4jBn6aEi5oVr0TxQzMlCkJ',
    secret: true,
  },
  ENCRYPTION_KEY: {
    schema: key32,
    description: {
      tr: 'Saklanan sırları (ikinci etken, bağlantı parolaları) şifreleyen anahtar: base64 olarak tam 32 bayt (openssl rand -base64 32).',
      en: 'Key that encrypts stored secrets (second factors, connection passwords): exactly 32 bytes in base64 (openssl rand -base64 32).',
    },
    example: 'q0vT7m1XcR9tYw3uKp2sLd8fGh4jBn6aEi5oVr0TxQw=',
    secret: true,
  },
  ...storageSettings,
  ...mailSettings,
  ...tcmbSettings,
  ...watchSettings,
  ...outboundSettings,
  WEB_DIST_DIR: {
    schema: z.string().min(1),
    description: {
      tr: 'Derlenmiş web uygulamasının klasörü; göreli ise çalışma klasörüne göre.',
      en: 'Folder of the built web app; when relative, to the working folder.',
    },
    example: 'apps/web-app/dist',
    fallback: 'apps/web-app/dist',
  },
});

/** The values that the API runs with, by variable name. */
export type ApiSettings = Settings<typeof apiSettings>;
