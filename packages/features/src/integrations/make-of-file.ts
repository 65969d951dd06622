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

export type Made = Pick<
  NewItem,
  'state' | 'clientId' | 'documentId' | 'wasKnown' | 'statementIds' | 'reason'
>;
const NOTHING = { documentId: null, wasKnown: false, statementIds: null, reason: null };

/** A statement may find its owner by itself, its account number; a document needs one. */
export async function makeOfFile(
  trx: Trx,
  maker: Maker,
  file: FileToMake,
  clientId: string | null,
): Promise<Made> {
  const [made] = await makeOfFiles(trx, maker, [{ file, clientId }]);
  if (made === undefined) throw new Error('nothing was made of a file');
  return made;
}

/** The same of several, in their order: all documents of a client come in together, and are read together. */
export async function makeOfFiles(
  trx: Trx,
  maker: Maker,
  files: readonly { readonly file: FileToMake; readonly clientId: string | null }[],
): Promise<Made[]> {
  const made = new Map<number, Made>();
  const documents: { readonly at: number; readonly file: FileToMake; readonly clientId: string }[] = [];
  for (const [at, { file, clientId }] of files.entries()) {
    const reason = refusalOf(file);
    if (reason !== null) made.set(at, { ...NOTHING, state: 'refused', clientId, reason });
    else if (file.isStatement) made.set(at, await statementOf(trx, maker, file, clientId));
    else if (clientId === null) throw new Error('a document is made for a client');
    else documents.push({ at, file, clientId });
  }
  for (const [clientId, ofClient] of Map.groupBy(documents, (document) => document.clientId))
    for (const [index, document] of (await receive(trx, maker, clientId, ofClient)).entries())
      made.set(ofClient[index]?.at ?? -1, document);
  return files.map((_, at) => {
    const one = made.get(at);
    if (one === undefined) throw new Error('a received file has no document');
    return one;
  });
}

async function receive(
  trx: Trx,
  { context, tenantId, runId: source, userId }: Maker,
  clientId: string,
  documents: readonly { readonly file: FileToMake }[],
): Promise<Made[]> {
  const files = documents.map(({ file: { fileName, sha256, sizeBytes, kind } }) => ({
    fileName,
    sha256,
    sizeBytes,
    isArchive: kind === 'zip',
  }));
  const received = await context.documents.receive(trx, { tenantId, clientId, source, userId, files });
  return received.map(({ documentId, isNew }) => ({
    ...NOTHING,
    state: 'document',
    clientId,
    documentId,
    wasKnown: !isNew,
  }));
}

function refusalOf({ sizeBytes, isStatement, kind }: FileToMake): Words | null {
  if (sizeBytes === 0) return { tr: 'Boş dosya.', en: 'An empty file.' };
  const isArchive = kind === 'zip';
  const isTooLarge = sizeBytes > (isArchive ? MOST_ARCHIVE_BYTES : MOST_DOCUMENT_BYTES);
  return !isStatement && isTooLarge ? tooLarge(isArchive) : null;
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
