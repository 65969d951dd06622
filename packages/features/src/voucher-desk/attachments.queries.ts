/** SQL of the files of a voucher. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface AttachmentRow {
  readonly id: string;
  readonly voucherId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly sizeBytes: bigint;
  readonly addedByName: string | null;
  readonly addedAt: Date;
}

const COLUMNS = sql`a.attachment_id as id, a.voucher_id as "voucherId", a.file_name as "fileName",
  a.media_type as "mediaType", a.sha256, a.size_bytes as "sizeBytes", a.created_at as "addedAt",
  (select coalesce(m.name, u.name) from users u
   left join memberships m on m.tenant_id = a.tenant_id and m.user_id = u.user_id
   where u.user_id = a.created_by) as "addedByName"`;

/** Whose voucher it is and how it stands; null where there is none in sight. */
export async function findVoucherOf(
  trx: Trx,
  tenantId: string,
  voucherId: string,
): Promise<{ readonly clientId: string; readonly status: string } | null> {
  const row = await trx
    .selectFrom('vouchers')
    .select(['client_id as clientId', 'status'])
    .where('tenant_id', '=', tenantId)
    .where('voucher_id', '=', voucherId)
    .executeTakeFirst();
  return row ?? null;
}

export async function listAttachments(
  trx: Trx,
  tenantId: string,
  voucherId: string,
): Promise<AttachmentRow[]> {
  const { rows } = await sql<AttachmentRow>`
    select ${COLUMNS} from voucher_attachments a
    where a.tenant_id = ${tenantId} and a.voucher_id = ${voucherId} order by a.attachment_id`.execute(trx);
  return rows;
}

export async function findAttachment(
  trx: Trx,
  tenantId: string,
  attachmentId: string,
): Promise<AttachmentRow | null> {
  const { rows } = await sql<AttachmentRow>`
    select ${COLUMNS} from voucher_attachments a
    where a.tenant_id = ${tenantId} and a.attachment_id = ${attachmentId}`.execute(trx);
  return rows[0] ?? null;
}

export interface NewAttachment {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The same content twice on one voucher is one file. */
export async function insertAttachment(
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string; readonly voucherId: string },
  { fileName, mediaType, sha256, sizeBytes }: NewAttachment,
): Promise<void> {
  await sql`
    insert into stored_files (tenant_id, sha256, size_bytes) values (${place.tenantId}, ${sha256}, ${sizeBytes})
    on conflict do nothing`.execute(trx);
  await sql`
    insert into voucher_attachments (tenant_id, voucher_id, client_id, file_name, media_type, sha256, size_bytes, created_by)
    values (${place.tenantId}, ${place.voucherId}, ${place.clientId}, ${fileName}, ${mediaType}, ${sha256}, ${sizeBytes},
      app.user_id())
    on conflict (tenant_id, voucher_id, sha256) do nothing`.execute(trx);
}

export async function deleteAttachment(trx: Trx, tenantId: string, attachmentId: string): Promise<void> {
  await sql`
    delete from voucher_attachments where tenant_id = ${tenantId} and attachment_id = ${attachmentId}`.execute(
    trx,
  );
}
