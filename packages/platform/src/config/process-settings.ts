/** Settings that every process of a product has: environment, log, database, stored files, mail. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { privateNetworks } from './private-networks.ts';
import { defineSettings } from './setting.ts';
import {
  flag,
  key32,
  mailbox,
  origin,
  originOrOff,
  portOrNone,
  postgresUrl,
  smtpUrl,
  whole,
} from './setting-schemas.ts';

/** Environment and log. */
export const runtimeSettings = defineSettings({
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']),
    description: {
      tr: 'Çalışma ortamı: production, development ya da test. production’da hiçbir ayar kendiliğinden üretilmez.',
      en: 'The environment: production, development or test. In production no setting is made up.',
    },
    example: 'production',
    fallback: 'development',
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    description: {
      tr: 'Günlüğün ayrıntısı: trace, debug, info, warn, error, fatal ya da silent.',
      en: 'How much is logged: trace, debug, info, warn, error, fatal or silent.',
    },
    example: 'info',
    fallback: 'info',
  },
  LOG_FORMAT: {
    schema: z.enum(['json', 'pretty', 'auto']),
    description: {
      tr: 'Günlüğün biçimi: json (satır başına bir nesne), pretty (okunur) ya da auto (terminalde okunur, değilse json).',
      en: 'Form of the log: json (one object a line), pretty (to be read) or auto (to be read on a terminal, else json).',
    },
    example: 'json',
    fallback: 'auto',
  },
});

/** The database, as the application sees it. */
export const databaseSettings = defineSettings({
  DATABASE_URL: {
    schema: postgresUrl,
    description: {
      tr: 'PostgreSQL 18 bağlantısı; hiçbir tablonun sahibi olmayan uygulama rolüyle.',
      en: 'PostgreSQL 18 connection, as the application’s role, which owns no table.',
    },
    example: 'postgresql://muhasebi_api:PASSWORD@db.internal:5432/muhasebi',
    secret: true,
  },
  DATABASE_POOL_SIZE: {
    schema: whole(1, 500),
    description: {
      tr: 'Bu sürecin açacağı en çok veritabanı bağlantısı, 1–500.',
      en: 'The most database connections that this process opens, 1–500.',
    },
    example: '10',
    fallback: '10',
  },
});

const METRICS_HOST = {
  schema: z.string().regex(/^[0-9A-Za-z.:-]+$/),
  description: {
    tr: 'Ölçümlerin sunulduğu adres; kimlik sormaz, bu yüzden yalnız bu makineye ya da iç ağa açılmalıdır.',
    en: 'Address that metrics are served on; it asks nobody who they are, so open it to this machine or an inner network only.',
  },
  example: '127.0.0.1',
  fallback: '127.0.0.1',
} as const;

/** Metrics of a process that serves requests. */
export const metricsSettings = defineSettings({
  METRICS_HOST,
  METRICS_PORT: {
    schema: portOrNone,
    description: {
      tr: 'Ölçümlerin (/metrics) portu; 0 ise port açılmaz, sayılar yalnız işletim sayfasında görünür.',
      en: 'Port of the metrics (/metrics); with 0 no port is opened and only the operations page shows the numbers.',
    },
    example: '9464',
    fallback: '0',
  },
});

/** Metrics and probes of a process that serves no requests. */
export const workerMetricsSettings = defineSettings({
  METRICS_HOST,
  WORKER_METRICS_PORT: {
    schema: portOrNone,
    description: {
      tr: 'Worker’ın /healthz, /readyz ve /metrics portu; 0 ise açılmaz.',
      en: 'Port of the worker’s /healthz, /readyz and /metrics; with 0 it is not opened.',
    },
    example: '9465',
    fallback: '0',
  },
});

/** What of the database is logged. */
export const slowQuerySettings = defineSettings({
  LOG_SLOW_QUERY_MS: {
    schema: whole(0, 600_000),
    description: {
      tr: 'Bundan uzun süren sorgular metniyle (değerleri olmadan) günlüğe yazılır, milisaniye; 0 ise yazılmaz.',
      en: 'Queries that take longer are logged with their text (without values), in milliseconds; with 0 none is.',
    },
    example: '500',
    fallback: '500',
  },
});

/** The schema’s owner: known to migration commands only, never to a running application. */
export const migrationSettings = defineSettings({
  DATABASE_OWNER_URL: {
    schema: postgresUrl,
    description: {
      tr: 'Şemanın sahibi olan rolle PostgreSQL bağlantısı; yalnız geçiş (migration) komutları için.',
      en: 'PostgreSQL connection as the owner of the schema; for migration commands only.',
    },
    example: 'postgresql://muhasebi_owner:PASSWORD@db.internal:5432/muhasebi',
    secret: true,
  },
});

/** How `muhasebi yedek` encrypts; of the operator's command alone. */
export const backupSettings = defineSettings({
  BACKUP_DATABASE_URL: {
    schema: postgresUrl,
    description: {
      tr: 'Yedeklenecek dış PostgreSQL; satır güvenliğine bağlı olmayan (BYPASSRLS) ya da süper kullanıcı bir rolle. Yoksa bu klasörde çalışan gömülü sunucu.',
      en: 'External PostgreSQL to back up, as a role with BYPASSRLS or a superuser. Without it: the embedded server that runs from this folder.',
    },
    example: 'postgresql://backup:PASSWORD@db.internal:5432/muhasebi',
    secret: true,
    optional: true,
  },
  PG_BIN: {
    schema: z.string().min(1),
    description: {
      tr: 'pg_dump programının klasörü; sunucuyla aynı ana sürümden. Yoksa PATH’te aranır.',
      en: 'Folder of pg_dump, of the server’s major version. Without it: the PATH.',
    },
    example: '/usr/lib/postgresql/18/bin',
    optional: true,
  },
  BACKUP_KEY: {
    schema: key32,
    description: {
      tr: 'Yedeklerin şifrelendiği anahtar: base64 olarak 32 bayt; yoksa yedekler şifrelenmez.',
      en: 'Key that backups are encrypted with: 32 bytes in base64; without it they are not encrypted.',
    },
    example: 'openssl rand -base64 32',
    secret: true,
    optional: true,
  },
});

const withS3 = { variable: 'STORAGE_DRIVER', equals: 's3' } as const;

/** Where stored files lie. */
export const storageSettings = defineSettings({
  STORAGE_DRIVER: {
    schema: z.enum(['disk', 's3']),
    description: {
      tr: 'Belgelerin yeri: disk ya da s3 (S3 uyumlu depo).',
      en: 'Where documents are kept: disk or s3 (an S3-compatible store).',
    },
    example: 'disk',
    fallback: 'disk',
  },
  STORAGE_DIR: {
    schema: z.string().min(1),
    description: {
      tr: 'Belgelerin klasörü (STORAGE_DRIVER=disk iken); bütün süreçler aynı klasörü görmelidir.',
      en: 'Folder of the documents with STORAGE_DRIVER=disk; all processes must see the same one.',
    },
    example: '/var/lib/muhasebi/documents',
    developmentFallback: '.data/documents',
  },
  S3_ENDPOINT: {
    schema: z.url(),
    description: {
      tr: 'S3 uyumlu deponun adresi; Amazon için boş bırakın.',
      en: 'Address of the S3-compatible store; leave empty for Amazon.',
    },
    example: 'https://s3.internal:9000',
    optional: true,
  },
  S3_REGION: {
    schema: z.string().min(1),
    description: { tr: 'Deponun bölgesi.', en: 'Region of the store.' },
    example: 'eu-central-1',
    requiredWhen: withS3,
  },
  S3_BUCKET: {
    schema: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    description: {
      tr: 'Kovanın (bucket) adı, 3–63 küçük harf ya da rakam.',
      en: 'Name of the bucket, 3–63 lower-case letters or digits.',
    },
    example: 'muhasebi-documents',
    requiredWhen: withS3,
  },
  S3_ACCESS_KEY_ID: {
    schema: z.string().min(3),
    description: { tr: 'Deponun erişim anahtarının kimliği.', en: 'Id of the store’s access key.' },
    example: 'AKIAIOSFODNN7EXAMPLE',
    requiredWhen: withS3,
  },
  S3_SECRET_ACCESS_KEY: {
    schema: z.string().min(8),
    description: { tr: 'Deponun gizli anahtarı.', en: 'The store’s secret key.' },
    example: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    secret: true,
    requiredWhen: withS3,
  },
  S3_FORCE_PATH_STYLE: {
    schema: flag,
    description: {
      tr: 'Kova adı yolda mı yazılsın: true ya da false (kendi barındırdığınız depolarda çoğu kez true).',
      en: 'Whether the bucket stands in the path: true or false (mostly true for a store of your own).',
    },
    example: 'true',
    fallback: 'false',
  },
});

/** How mail leaves the house. */
export const mailSettings = defineSettings({
  SMTP_URL: {
    schema: smtpUrl,
    description: {
      tr: 'Posta sunucusu. Boşsa postalar gönderilmez, MAIL_OUTBOX_DIR klasörüne yazılır.',
      en: 'The mail server. Without it mail is not sent but written to MAIL_OUTBOX_DIR.',
    },
    example: 'smtps://user:PASSWORD@mail.internal:465',
    secret: true,
    optional: true,
  },
  MAIL_FROM: {
    schema: mailbox,
    description: { tr: 'Postaların göndereni.', en: 'Sender of the mail.' },
    example: 'AI Muhasebi <muhasebi@ofis.com.tr>',
    developmentFallback: 'AI Muhasebi <muhasebi@localhost>',
  },
  MAIL_OUTBOX_DIR: {
    schema: z.string().min(1),
    description: {
      tr: 'SMTP_URL yokken postaların .eml olarak yazıldığı klasör.',
      en: 'Folder that mail is written to as .eml while there is no SMTP_URL.',
    },
    example: '/var/lib/muhasebi/outbox',
    developmentFallback: '.data/outbox',
  },
});

/** Whom the installation asks for rates of exchange. */
export const tcmbSettings = defineSettings({
  TCMB_URL: {
    schema: originOrOff,
    description: {
      tr: 'TCMB kur bültenlerinin adresi; off ise hiç sorulmaz, kurlar dosyayla ya da elle girilir.',
      en: 'Address of TCMB’s bulletins of rates; with off it is never asked, and rates come by file or by hand.',
    },
    example: 'https://www.tcmb.gov.tr',
    fallback: 'https://www.tcmb.gov.tr',
  },
});

const absolutePath = z.string().refine((text) => isAbsolute(text));

/** Where folders may lie that integrations watch. */
export const watchSettings = defineSettings({
  WATCH_ROOT: {
    schema: absolutePath,
    description: {
      tr: 'İzlenen klasörlerin kökü, mutlak yol: her ofis yalnız bunun altındaki kendi numarasını taşıyan klasörü kullanır. Yoksa izlenen klasör kurulamaz.',
      en: 'Root of watched folders, an absolute path: each office uses the folder below it that is named after its id, and no other. Without it no folder is watched.',
    },
    example: '/var/lib/muhasebi/watched',
    optional: true,
  },
});

/** Whose certificates the worker trusts for the signatures of documents. */
export const signatureSettings = defineSettings({
  SIGNATURE_ROOTS_FILE: {
    schema: absolutePath,
    description: {
      tr: 'Mali mühür ve imzalarda güvenilen kök sertifikaların PEM dosyası, mutlak yol; aradaki yayıncıların sertifikaları da içinde durabilir. Yoksa imzanın kendisi denetlenir, sertifika zincirinin denetlenmediği söylenir. İptal listelerine bakılmaz.',
      en: 'PEM file of the root certificates that are trusted for seals and signatures of documents, an absolute path; it may hold the issuers between, too. Without it the signature itself is checked, and the certificate chain is said to be unchecked. Revocation lists are not asked.',
    },
    example: '/etc/muhasebi/signature-roots.pem',
    optional: true,
  },
});

/** Where addresses that offices type may lead beyond the internet. */
export const outboundSettings = defineSettings({
  OUTBOUND_PRIVATE_NETWORKS: {
    schema: privateNetworks,
    description: {
      tr: 'Posta kutusu, SFTP, e-fatura ve webhook adreslerinin varabileceği özel ağlar, virgülle: 10.1.0.0/16 gibi ağlar, 192.168.5.10 gibi tek adresler. Bu makinenin ve bağlantısının adresleri (127.0.0.1, 169.254…) yalnız tek tek yazılırsa. Yoksa yalnız internetteki sunuculara bağlanılır. Bu kurulumdaki bütün ofisler için geçerlidir.',
      en: 'Private networks that addresses of mailboxes, SFTP, e-invoice and webhooks may lead to, parted by commas: networks as 10.1.0.0/16, single addresses as 192.168.5.10. Addresses of this machine and its link (127.0.0.1, 169.254…) only where named one by one. Without it only servers on the internet are connected to. It holds for all offices of the installation.',
    },
    example: '10.1.0.0/16,192.168.5.10',
    optional: true,
  },
});

/** Where people reach the installation; links in mail rest on it, whichever process sends them. */
export const publicSettings = defineSettings({
  PUBLIC_URL: {
    schema: origin,
    description: {
      tr: 'Kullanıcıların tarayıcıda gördüğü adres, yolsuz; postalardaki bağlantılar ve CSRF denetimi buna dayanır.',
      en: 'The address that users see in the browser, without a path; links in mail and the CSRF check rest on it.',
    },
    example: 'https://muhasebi.ofis.com.tr',
    developmentFallback: 'http://localhost:3000',
  },
});
