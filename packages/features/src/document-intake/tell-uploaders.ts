/** Tells who brought files that cannot be read how many there are. */
import type { Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import { countFailedByUploader, type Place } from './reading.queries.ts';

/** One growing notice a client: an upload of thousands may fail file by file. */
export async function tellUploaders(
  trx: Trx,
  { tenantId, clientId }: Place,
  failedIds: readonly string[],
): Promise<void> {
  if (failedIds.length === 0) return;
  for (const { userId, count } of await countFailedByUploader(trx, tenantId, failedIds)) {
    await notify(trx, {
      tenantId,
      userIds: [userId],
      kind: 'upload-failures',
      params: { count },
      clientId,
      link: `/mukellefler/${clientId}/belgeler?durum=FAILED`,
      foldKey: `upload-failures ${clientId}`,
    });
  }
}
