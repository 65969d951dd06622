/** What unpacking a ZIP gives, entry by entry: a file, a skipped entry with its reason, or a refused one with its fault. */

/** Bounds of one unpacking; they hold for the archive and all archives inside it together. */
export interface ArchiveLimits {
  /** Most entries (100,000). */
  readonly maxEntries: number;
  /** Largest single entry, unpacked, in bytes (64 MiB). */
  readonly maxEntryBytes: number;
  /** All entries together, unpacked, in bytes (2 GiB). */
  readonly maxTotalBytes: number;
  /** Most bytes that one packed byte may become (200); below 1 MiB unpacked the ratio does not matter. */
  readonly maxRatio: number;
  /** How many archives deep inside the archive are still opened (2). */
  readonly maxDepth: number;
}

export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxEntries: 100_000,
  maxEntryBytes: 64 * 1024 * 1024,
  maxTotalBytes: 2 * 1024 * 1024 * 1024,
  maxRatio: 200,
  maxDepth: 2,
};

export interface ArchiveError {
  readonly code: ArchiveErrorCode;
  /** Turkish text, complete in itself. */
  readonly message: string;
  /** The same in English. */
  readonly messageEn: string;
  readonly params: Readonly<Record<string, string>>;
  /** What the reader of the archive said, in its own English words: for the log, never shown. Null where we judged ourselves. */
  readonly cause: string | null;
}

/**
 * `twin`: a PDF or HTML rendering of an XML of the same name; `stylesheet`: XSLT, CSS and their scripts; `schema`: what
 * describes documents (XSD, Schematron, WSDL); `system-file`: left by an operating system.
 */
export type SkipReason = 'twin' | 'stylesheet' | 'schema' | 'system-file';

/** Names of entries in inner archives are written "inner.zip!name". */
export type ArchiveItem =
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly bytes: Uint8Array;
      /** A rendering of it stands in its archive. */
      readonly isRendered: boolean;
    }
  /** A PDF or HTML rendering of the XML that was told as `of` before; only where renderings are asked for. */
  | { readonly kind: 'twin'; readonly name: string; readonly of: string; readonly bytes: Uint8Array }
  | {
      readonly kind: 'skipped';
      readonly name: string;
      readonly reason: SkipReason;
      readonly message: string;
      readonly messageEn: string;
    }
  /** `name` is null where the archive as a whole is at fault. */
  | { readonly kind: 'refused'; readonly name: string | null; readonly error: ArchiveError };

type Texts = readonly [tr: string, en: string];

const ERRORS = {
  'archive.not-zip': ['Dosya bir ZIP arşivi değil.', 'The file is not a ZIP archive.'],
  'archive.cut-off': ['ZIP dosyası yarım kalmış: sonu yok.', 'The ZIP file is cut off: its end is missing.'],
  'archive.empty': ['Arşivde dosya yok.', 'The archive holds no file.'],
  'archive.broken': ['Arşivin içindekiler listesi bozuk.', 'The archive’s table of contents is damaged.'],
  'archive.broken-entry': [
    'Arşivdeki dosya bozuk, açılamadı.',
    'The file in the archive is damaged and could not be unpacked.',
  ],
  'archive.unknown-method': [
    'Arşivdeki dosya tanınmayan bir yöntemle sıkıştırılmış ({method}).',
    'The file in the archive is packed by a method that is not known here ({method}).',
  ],
  'archive.encrypted': [
    'Arşivdeki dosya parolalı; parolasız yükleyin.',
    'The file in the archive is encrypted; upload it without a password.',
  ],
  'archive.bad-name': [
    'Arşivdeki dosyanın adı güvenli değil (üst klasör, tam yol ya da boş karakter).',
    'The file in the archive has an unsafe name (parent folder, absolute path or NUL).',
  ],
  'archive.too-many-entries': [
    'Arşivde çok fazla dosya var: {count}; en çok {limit} dosya açılır.',
    'The archive holds too many files: {count}; at most {limit} are unpacked.',
  ],
  'archive.entry-too-large': [
    'Arşivdeki dosya çok büyük; en çok {limit} bayt açılır.',
    'The file in the archive is too large; at most {limit} bytes are unpacked.',
  ],
  'archive.total-too-large': [
    'Arşiv açıldığında çok büyük; toplam en çok {limit} bayt açılır. Kalan dosyalar okunmadı.',
    'The archive is too large when unpacked; at most {limit} bytes in all. The remaining files were not read.',
  ],
  'archive.ratio': [
    'Arşivdeki dosya aşırı sıkıştırılmış (ZIP bombası olabilir); en çok {limit} kat açılır.',
    'The file in the archive is packed too tightly (perhaps a ZIP bomb); at most {limit} times is unpacked.',
  ],
  'archive.too-deep': [
    'Arşiv içinde arşiv çok derin; en çok {limit} kat açılır.',
    'Archives are nested too deeply; at most {limit} levels are opened.',
  ],
} as const satisfies Record<string, Texts>;

export type ArchiveErrorCode = keyof typeof ERRORS;

/** All codes, for the error catalogue. */
export const ARCHIVE_ERROR_CODES = Object.keys(ERRORS).toSorted();

const SKIPS = {
  twin: ['Aynı adlı XML’in görüntüsü; okunmadı.', 'A rendering of the XML of the same name; not read.'],
  stylesheet: ['Görüntüleme şablonu; okunmadı.', 'A stylesheet; not read.'],
  schema: ['Belge tanımı (şema); okunmadı.', 'A schema, not a document; not read.'],
  'system-file': ['İşletim sistemi dosyası; okunmadı.', 'A file of the operating system; not read.'],
} as const satisfies Record<SkipReason, Texts>;

/** A refused entry, or with `name` null a refused archive. */
export function refused(
  name: string | null,
  code: ArchiveErrorCode,
  params: Readonly<Record<string, string>> = {},
  cause: string | null = null,
): ArchiveItem {
  const texts = ERRORS[code].map((text) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, key: string) => params[key] ?? whole),
  );
  return {
    kind: 'refused',
    name,
    error: { code, message: texts[0] ?? code, messageEn: texts[1] ?? code, params, cause },
  };
}

/** A skipped entry. */
export function skipped(name: string, reason: SkipReason): ArchiveItem {
  const [message, messageEn] = SKIPS[reason];
  return { kind: 'skipped', name, reason, message, messageEn };
}
