/** The stored file of every document, rendering and attachment is there, and is what its name, its SHA-256, says: each is read through once. */
import { createHash } from 'node:crypto';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { type Storage, StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import { sql } from 'kysely';
import type { Database } from '../../feature.ts';
import { type Breach, type FileRule, ofClient, type RuleScope } from '../../ledger-rule.queries.ts';

const FILES_A_PAGE = 500;
/** Read at once; a store over the network answers slowly, a disk does not. */
const FILES_AT_ONCE = 4;
/** So many unreadable files one after another are no damage to files: the store is not there. */
const UNREADABLE_IN_A_ROW = 20;

export const storedFiles: FileRule = {
  name: 'stored-files',
  title: {
    tr: 'Her belgenin dosyası yerinde ve sağlam',
    en: 'every stored file is there and is what it was',
  },
  breaks: {
    missing: { tr: 'dosya depoda yok: {sha256}', en: 'the store has no file {sha256}' },
    changed: {
      tr: 'dosya değişmiş: SHA-256 {sha256} olmalı, {found}; {bytes} bayt (kayıtta {sizeBytes})',
      en: 'the file was changed: its SHA-256 is {found} instead of {sha256}; {bytes} bytes (recorded: {sizeBytes})',
    },
    unreadable: {
      tr: 'dosya okunamıyor: {sha256} ({error})',
      en: 'the file cannot be read: {sha256} ({error})',
    },
    unrecorded: { tr: 'dosyanın kaydı (stored_files) yok: {sha256}', en: 'no row of stored_files: {sha256}' },
  },
  remedy: {
    tr: 'STORAGE_… ayarları doğru depoyu gösteriyorsa dosyayı yedekten aynı yere geri koyun.',
    en: 'If the STORAGE_… settings name the right store, put the file back in its place from a backup.',
  },
  async walk(db, storage, scope) {
    const breaches: Breach[] = [];
    let [total, files, bytes, unreadable] = [0, 0, 0n, 0];
    for await (const page of pagesOf(db, scope)) {
      for (let at = 0; at < page.length; at += FILES_AT_ONCE) {
        const looked = await Promise.all(
          page.slice(at, at + FILES_AT_ONCE).map((file) => look(storage, scope.tenantId, file)),
        );
        for (const { file, readBytes, breaks, facts, cause } of looked) {
          files += 1;
          bytes += BigInt(readBytes);
          unreadable = breaks === 'unreadable' ? unreadable + 1 : 0;
          if (unreadable >= UNREADABLE_IN_A_ROW)
            throw new Error(`the store cannot be read: ${facts.error}`, { cause });
          if (breaks === null) continue;
          total += 1;
          if (breaches.length >= scope.limit) continue;
          breaches.push({
            clientId: file.clientId,
            place: `${file.fileName} ${file.documentId}`,
            breaks,
            facts,
          });
        }
      }
    }
    return { breaches, total, files, bytes };
  },
};

interface NamedFile {
  readonly sha256: string;
  /** Null where the row of the file is gone. */
  readonly sizeBytes: bigint | null;
  /** Of the first document, or import of vouchers, with this content. */
  readonly clientId: string;
  readonly documentId: string;
  readonly fileName: string;
}

interface Looked {
  readonly file: NamedFile;
  readonly readBytes: number;
  readonly breaks: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The contents that documents, their renderings, imports and attachments of vouchers name, each once, in short transactions: files are only ever added. */
async function* pagesOf(db: Database, scope: RuleScope): AsyncGenerator<NamedFile[]> {
  let after = '';
  for (;;) {
    const page = await inScope(db, systemScope(scope.tenantId), async (trx) => {
      const { rows } = await sql<NamedFile>`
        with named as (
          (select d.sha256, d.client_id, d.document_id, d.file_name from documents d
            where d.tenant_id = ${scope.tenantId} and ${ofClient(sql`d.client_id`, scope)} and d.sha256 > ${after}
            order by d.sha256, d.document_id limit ${FILES_A_PAGE})
          union all
          (select i.sha256, i.client_id, i.import_id, i.file_name from voucher_imports i
            where i.tenant_id = ${scope.tenantId} and ${ofClient(sql`i.client_id`, scope)} and i.sha256 > ${after}
            order by i.sha256, i.import_id limit ${FILES_A_PAGE})
          union all
          (select a.sha256, a.client_id, a.voucher_id, a.file_name from voucher_attachments a
            where a.tenant_id = ${scope.tenantId} and ${ofClient(sql`a.client_id`, scope)} and a.sha256 > ${after}
            order by a.sha256, a.voucher_id limit ${FILES_A_PAGE})
          union all
          (select r.sha256, r.client_id, r.document_id, r.file_name from document_renderings r
            where r.tenant_id = ${scope.tenantId} and ${ofClient(sql`r.client_id`, scope)} and r.sha256 > ${after}
            order by r.sha256, r.document_id limit ${FILES_A_PAGE}))
        select distinct on (n.sha256) n.sha256, f.size_bytes as "sizeBytes", n.client_id as "clientId",
          n.document_id as "documentId", n.file_name as "fileName"
        from named n left join stored_files f on f.tenant_id = ${scope.tenantId} and f.sha256 = n.sha256
        order by n.sha256, n.document_id limit ${FILES_A_PAGE}`.execute(trx);
      return rows;
    });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.sha256;
  }
}

async function look(storage: Storage, tenantId: string, file: NamedFile): Promise<Looked> {
  const { sha256, sizeBytes } = file;
  if (sizeBytes === null) return { file, readBytes: 0, breaks: 'unrecorded', facts: { sha256 } };
  const hash = createHash('sha256');
  let readBytes = 0;
  try {
    for await (const chunk of await storage.stream({ tenantId, sha256 })) {
      hash.update(chunk);
      readBytes += chunk.length;
    }
  } catch (cause) {
    // A file that cannot be read is what is looked for: it is told, and the others are still looked at.
    if (cause instanceof StoredFileMissing) return { file, readBytes, breaks: 'missing', facts: { sha256 } };
    const error = cause instanceof Error ? cause.message : String(cause);
    return { file, readBytes, breaks: 'unreadable', facts: { sha256, error }, cause };
  }
  const found = hash.digest('hex');
  if (found === sha256 && BigInt(readBytes) === sizeBytes)
    return { file, readBytes, breaks: null, facts: {} };
  const facts = { sha256, found, bytes: String(readBytes), sizeBytes: String(sizeBytes) };
  return { file, readBytes, breaks: 'changed', facts };
}
