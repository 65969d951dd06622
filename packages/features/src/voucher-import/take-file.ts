/** Takes an uploaded table in: to a scratch file while hashed, its head looked at, then stored by content. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ReadRow } from '@muhasebi/connectors/table-file/read-cell.ts';
import { openTable } from '@muhasebi/connectors/table-file/read-table.ts';
import { TableFault } from '@muhasebi/connectors/table-file/table-fault.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { writeBounded } from '@muhasebi/platform/storage/write-bounded.ts';
import { plainName } from '../plain-name.ts';
import { voucherImportErrors } from './contract.ts';
import { type ImportContext, MAX_FILE_BYTES, TABLE_LIMITS } from './import-context.ts';
import { headOf, type TableHead } from './suggest-plan.ts';

/** Headers stand among the first rows; so many are looked at. */
const FIRST_ROWS = 60;

export interface TakenFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly head: TableHead;
}

/** The one file of the request, in the store. Throws IMPORT_NO_FILE, IMPORT_FILE_TOO_LARGE, IMPORT_FILE_UNREADABLE. */
export async function takeFile(
  { scratchDir, storage }: ImportContext,
  tenantId: string,
  files: AsyncIterable<IncomingFile>,
): Promise<TakenFile> {
  const scratchPath = path.join(scratchDir, `${randomUUID()}.part`);
  try {
    let taken: Omit<TakenFile, 'head'> | null = null;
    for await (const incoming of files) {
      if (taken !== null) {
        incoming.stream.resume();
        throw voucherImportErrors.IMPORT_NO_FILE();
      }
      taken = { fileName: plainName(incoming.fileName), ...(await receive(incoming, scratchPath)) };
    }
    if (taken === null) throw voucherImportErrors.IMPORT_NO_FILE();
    const head = await lookInto(scratchPath, taken.fileName, null, null);
    await storage.putFile({ tenantId, sha256: taken.sha256 }, scratchPath);
    return { ...taken, head };
  } finally {
    await rm(scratchPath, { force: true });
  }
}

async function receive(
  incoming: IncomingFile,
  scratchPath: string,
): Promise<{ sha256: string; sizeBytes: number }> {
  const written = await writeBounded(incoming.stream, scratchPath, MAX_FILE_BYTES);
  if (written.isTooLarge || incoming.truncated())
    throw voucherImportErrors.IMPORT_FILE_TOO_LARGE({
      fileName: plainName(incoming.fileName),
      limit: `${MAX_FILE_BYTES / 1024 / 1024} MB`,
    });
  return { sha256: written.sha256, sizeBytes: written.sizeBytes };
}

/** The head of a sheet, its headers in the row named or where they are likeliest. Throws IMPORT_FILE_UNREADABLE. */
export async function lookInto(
  filePath: string,
  fileName: string,
  sheet: string | null,
  headerRow: number | null,
): Promise<TableHead> {
  try {
    const table = await openTable(filePath, { sheet, limits: TABLE_LIMITS });
    try {
      const rows: ReadRow[] = [];
      const last = (headerRow ?? 0) + FIRST_ROWS;
      for await (const group of table.rows()) {
        rows.push(...group.filter(({ rowNo }) => rowNo >= (headerRow ?? 0)));
        if ((rows.at(-1)?.rowNo ?? 0) >= last) break;
      }
      if (rows.length === 0) throw new TableFault('table.empty');
      return headOf(rows.slice(0, FIRST_ROWS), table.sheets, table.sheet, headerRow);
    } finally {
      table.close();
    }
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    const { messageTr: reason, messageEn: reasonEn } = error;
    throw voucherImportErrors.IMPORT_FILE_UNREADABLE({ fileName, reason, reasonEn });
  }
}
