/** The files of a voucher: added also to a posted one, taken away only from a draft; stored once by content. */
import { createHash } from 'node:crypto';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult, IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { ledgerErrors } from '../ledger/contract.ts';
import { plainName } from '../plain-name.ts';
import {
  type AttachmentRow,
  deleteAttachment,
  findAttachment,
  findVoucherOf,
  insertAttachment,
  listAttachments,
  type NewAttachment,
} from './attachments.queries.ts';
import { type AttachmentView, voucherDeskErrors } from './contract.ts';
import type { DeskContext } from './desk-context.ts';
import { mediaTypeOf } from './media-type.ts';

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_ATTACHMENTS = 50;

/** Throws VOUCHER_NOT_FOUND. */
export function showAttachments(
  { db }: DeskContext,
  scope: Scope,
  voucherId: string,
): Promise<AttachmentView[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if ((await findVoucherOf(trx, tenantId, voucherId)) === null) throw ledgerErrors.VOUCHER_NOT_FOUND();
    return (await listAttachments(trx, tenantId, voucherId)).map(present);
  });
}

/**
 * All files of the request or none. Throws VOUCHER_NOT_FOUND before anything is stored, ATTACHMENT_TOO_LARGE,
 * ATTACHMENT_EMPTY, ATTACHMENT_TYPE, ATTACHMENT_LIMIT.
 */
export async function addAttachments(
  context: DeskContext,
  scope: Scope,
  voucherId: string,
  files: AsyncIterable<IncomingFile>,
): Promise<AttachmentView[]> {
  const tenantId = tenantOf(scope);
  const voucher = await inScope(context.db, scope, (trx) => findVoucherOf(trx, tenantId, voucherId));
  if (voucher === null) throw ledgerErrors.VOUCHER_NOT_FOUND();
  const taken: NewAttachment[] = [];
  for await (const file of files) {
    if (taken.length >= MOST_ATTACHMENTS)
      throw voucherDeskErrors.ATTACHMENT_LIMIT({ limit: MOST_ATTACHMENTS });
    taken.push(await take(context, tenantId, file));
  }
  if (taken.length === 0) throw voucherDeskErrors.ATTACHMENT_EMPTY({ fileName: '' });
  return inScope(context.db, scope, async (trx) => {
    for (const attachment of taken)
      await insertAttachment(trx, { tenantId, clientId: voucher.clientId, voucherId }, attachment);
    const all = await listAttachments(trx, tenantId, voucherId);
    if (all.length > MOST_ATTACHMENTS) throw voucherDeskErrors.ATTACHMENT_LIMIT({ limit: MOST_ATTACHMENTS });
    return all.map(present);
  });
}

async function take({ storage }: DeskContext, tenantId: string, file: IncomingFile): Promise<NewAttachment> {
  const fileName = plainName(file.fileName);
  const content = await bytesOf(file);
  if (content === null) throw voucherDeskErrors.ATTACHMENT_TOO_LARGE({ fileName, limit: '10 MB' });
  if (content.length === 0) throw voucherDeskErrors.ATTACHMENT_EMPTY({ fileName });
  const mediaType = mediaTypeOf(fileName, content);
  if (mediaType === null) throw voucherDeskErrors.ATTACHMENT_TYPE({ fileName });
  const sha256 = createHash('sha256').update(content).digest('hex');
  await storage.put({ tenantId, sha256 }, content);
  return { fileName, mediaType, sha256, sizeBytes: content.length };
}

/** The whole file; null where it is too large. Read to its end, so that the answer reaches the sender. */
async function bytesOf({ stream, truncated }: IncomingFile): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size > MOST_BYTES || truncated() ? null : Buffer.concat(chunks);
}

/** Throws ATTACHMENT_NOT_FOUND. */
export async function openAttachment(
  { db, storage }: DeskContext,
  scope: Scope,
  attachmentId: string,
): Promise<FileResult> {
  const tenantId = tenantOf(scope);
  const row = await inScope(db, scope, (trx) => findAttachment(trx, tenantId, attachmentId));
  if (row === null) throw voucherDeskErrors.ATTACHMENT_NOT_FOUND();
  return {
    fileName: row.fileName,
    contentType: 'application/octet-stream',
    sizeBytes: Number(row.sizeBytes),
    stream: await storage.stream({ tenantId, sha256: row.sha256 }),
  };
}

/** Throws ATTACHMENT_NOT_FOUND, ATTACHMENT_OF_POSTED. The content stays in the store: another voucher may have it too. */
export function removeAttachment({ db }: DeskContext, scope: Scope, attachmentId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const row = await findAttachment(trx, tenantId, attachmentId);
    if (row === null) throw voucherDeskErrors.ATTACHMENT_NOT_FOUND();
    const voucher = await findVoucherOf(trx, tenantId, row.voucherId);
    if (voucher?.status === 'posted') throw voucherDeskErrors.ATTACHMENT_OF_POSTED();
    await deleteAttachment(trx, tenantId, attachmentId);
  });
}

function present({
  id,
  fileName,
  mediaType,
  sizeBytes,
  addedByName,
  addedAt,
}: AttachmentRow): AttachmentView {
  return {
    id,
    fileName,
    mediaType,
    sizeBytes: Number(sizeBytes),
    addedByName,
    addedAt: addedAt.toISOString(),
  };
}
