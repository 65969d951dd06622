/** Makes a document or a bank statement of a stored file whose owner is known; used by runs and by the tray. */
import type { FileKind } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';
import type { Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';
import type { NewItem } from './items.queries.ts';
import type { SyncContext } from './sync-context.ts';

/** As the intake has it; a larger one is told and passed over. Bytes. */
const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024;
const MOST_ARCHIVE_BYTES = 1024 * 1024 * 1024;

export interface FileToMake {
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly kind: FileKind;
  readonly isStatement: boolean;
}

export interface Maker {
  readonly context: Pick<SyncContext, 'documents' | 'statements' | 'storage'>;
  readonly tenantId: string;
  readonly runId: string;
  readonly userId: string | null;
}

type Made = Pick<NewItem, 'state' | 'clientId' | 'documentId' | 'wasKnown' | 'statementIds' | 'reason'>;
const NOTHING = { documentId: null, wasKnown: false, statementIds: null, reason: null };

/** A statement may find its owner by itself, its account number; a document needs one. */
export async function makeOfFile(
  trx: Trx,
  maker: Maker,
  file: FileToMake,
  clientId: string | null,
): Promise<Made> {
  if (file.sizeBytes === 0)
    return { ...NOTHING, state: 'refused', clientId, reason: { tr: 'Boş dosya.', en: 'An empty file.' } };
  if (file.isStatement) return statementOf(trx, maker, file, clientId);
  const isArchive = file.kind === 'zip';
  if (file.sizeBytes > (isArchive ? MOST_ARCHIVE_BYTES : MOST_DOCUMENT_BYTES))
    return { ...NOTHING, state: 'refused', clientId, reason: tooLarge(isArchive) };
  if (clientId === null) throw new Error('a document is made for a client');
  const { tenantId, runId: source, userId } = maker;
  const { fileName, sha256, sizeBytes } = file;
  const stored = { fileName, sha256, sizeBytes, isArchive };
  const [document] = await maker.context.documents.receive(trx, {
    tenantId,
    clientId,
    source,
    userId,
    files: [stored],
  });
  if (document === undefined) throw new Error('a received file has no document');
  const { documentId, isNew } = document;
  return { ...NOTHING, state: 'document', clientId, documentId, wasKnown: !isNew };
}

async function statementOf(
  trx: Trx,
  { context, tenantId }: Maker,
  { fileName, sha256 }: FileToMake,
  clientId: string | null,
): Promise<Made> {
  const { statements, storage } = context;
  const local = await storage.localPath({ tenantId, sha256 });
  try {
    const taken = await statements.take(trx, tenantId, { path: local.path, fileName, sha256, clientId });
    if (taken.kind === 'nobodys')
      return { ...NOTHING, state: 'tray', clientId: null, reason: nobodys(taken.accounts) };
    if (taken.kind === 'refused') return { ...NOTHING, state: 'refused', clientId, reason: taken.reason };
    const { statementIds } = taken;
    // The same file again, or lines that others brought already.
    const wasKnown = taken.lines === 0;
    return { ...NOTHING, state: 'statement', clientId: taken.clientId, statementIds, wasKnown };
  } finally {
    await local.release();
  }
}

function tooLarge(isArchive: boolean): Words {
  const most = isArchive ? '1 GB' : '20 MB';
  return {
    tr: `${most} sınırından büyük; belge olarak alınmadı.`,
    en: `Larger than ${most}; it was not taken.`,
  };
}

function nobodys(accounts: readonly string[]): Words {
  const list = accounts.slice(0, 5).join(', ');
  return {
    tr: `Banka ekstresi; hesabı hiçbir mükellefte kayıtlı değil: ${list}.`,
    en: `A bank statement; no client has its account: ${list}.`,
  };
}
