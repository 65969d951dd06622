/** Brings the accounts of a file into a client's chart: all of them, or none and of each bad row why. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { IncomingFile, RequestContext } from '@muhasebi/platform/http/handler.ts';
import { type ChartContext, ownerOf } from './chart-context.ts';
import { type ChartChange, chartErrors } from './contract.ts';
import { mergeInto } from './merge-chart.ts';
import { readChartFile } from './read-chart-file.ts';

const MOST_BYTES = 10 * 1024 * 1024;

/**
 * Opens what is missing and renames what is called otherwise; without `apply` it only says so. The same file once more
 * changes nothing. Throws CLIENT_NOT_FOUND, CHART_FILE_TOO_LARGE, CHART_FILE_UNREADABLE, CHART_FILE_NO_HEADER, CHART_TOO_LARGE.
 */
export async function importChart(
  context: ChartContext,
  { scope, files }: Pick<RequestContext, 'scope' | 'files'>,
  clientId: string,
  apply: boolean,
): Promise<ChartChange> {
  const tenantId = tenantOf(scope);
  // A file for a client that is not there is not even read.
  await inScope(context.db, scope, (trx) => ownerOf(trx, tenantId, clientId));
  const { list, unread } = await readChartFile(await firstFile(files()));
  return inScope(context.db, scope, async (trx) => {
    const owner = await ownerOf(trx, tenantId, clientId);
    return mergeInto(context, trx, owner, { list, unread, renames: true, apply, allOrNothing: true });
  });
}

/** No file at all is an empty one. */
async function firstFile(files: AsyncIterable<IncomingFile>): Promise<Buffer> {
  for await (const { stream } of files) {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += (chunk as Buffer).length;
      if (size > MOST_BYTES) throw chartErrors.CHART_FILE_TOO_LARGE();
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  }
  return Buffer.alloc(0);
}
