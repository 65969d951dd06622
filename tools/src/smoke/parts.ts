/** The parts of an installation that a smoke test can find broken, and where the runbook tells what to do. */

export interface Part {
  readonly tr: string;
  readonly en: string;
  /** A heading of docs/runbook.md. */
  readonly section: string;
}

export const PARTS = {
  settings: { tr: 'duman testinin ayarları', en: 'the settings of the smoke test', section: 'Smoke tests' },
  api: { tr: 'API', en: 'the API', section: 'It does not start' },
  database: { tr: 'veritabanı', en: 'the database', section: 'Database connection failed' },
  schema: { tr: 'veritabanının şeması', en: 'the schema of the database', section: 'Migrations' },
  'sign-in': { tr: 'giriş', en: 'signing in', section: 'Nobody can sign in' },
  storage: { tr: 'belge deposu', en: 'the store of documents', section: 'Is it healthy?' },
  worker: { tr: 'işçi (worker)', en: 'the worker', section: 'Documents stay PENDING' },
  reading: { tr: 'belge okuma', en: 'reading documents', section: 'Documents stay PENDING' },
  ledger: { tr: 'defter', en: 'the ledger', section: 'Logs' },
  mail: { tr: 'e-posta', en: 'mail', section: 'Logs' },
  web: { tr: 'web uygulaması', en: 'the web app', section: 'Logs' },
  browser: { tr: 'bu makinedeki tarayıcı', en: 'the browser of this machine', section: 'Smoke tests' },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof PARTS;

/** What went wrong, and with which part. */
export class SmokeFault extends Error {
  readonly part: PartName;
  constructor(part: PartName, message: string) {
    super(message);
    this.name = 'SmokeFault';
    this.part = part;
  }
}
