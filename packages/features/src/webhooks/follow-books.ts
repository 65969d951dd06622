/** Tells subscribers of documents that are ready and of vouchers that stand in the books, as they become so. */
import type { DocumentService } from '../document-intake/contract.ts';
import type { LedgerService } from '../ledger/contract.ts';
import type { WebhooksService } from './contract.ts';
import { findReadyDocuments, findVouchers } from './subjects.queries.ts';

/** Listens inside the transactions of intake and ledger: what is told did happen. Nothing is read where nobody subscribes. */
export function announceByWebhook(
  webhooks: WebhooksService,
  told: { readonly ledger: LedgerService; readonly documents: DocumentService },
): void {
  told.documents.onReady((trx, { tenantId, clientId, documentIds }) =>
    webhooks.emitAll(trx, tenantId, 'document.ready', async () => {
      const documents = await findReadyDocuments(trx, tenantId, documentIds);
      return documents.map((data) => ({ clientId, data }));
    }),
  );
  told.ledger.onBooked({
    isWanted: (tenantId) => webhooks.isSubscribed(tenantId, 'voucher.posted'),
    tell: (trx, { tenantId, vouchers }) =>
      webhooks.emitAll(trx, tenantId, 'voucher.posted', async () => {
        const clients = new Map(vouchers.map(({ voucherId, clientId }) => [voucherId, clientId]));
        const found = await findVouchers(trx, tenantId, [...clients.keys()]);
        return found.map((data) => ({
          clientId: clients.get(data.voucherId) ?? null,
          data,
          onceKey: `voucher ${data.voucherId}`,
        }));
      }),
  });
}
