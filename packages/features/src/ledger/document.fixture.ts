/** Documents with invoices, as the intake leaves them, for tests of the books. */
import { createHash, randomUUID } from 'node:crypto';
import { sampleInvoice } from '@muhasebi/accounting/fatura/invoice.fixture.ts';
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import type { Trx } from '../feature.ts';
import type { ClientForBooks, ProposalRequest } from './contract.ts';

/** A purchase of 1.000,00 and KDV 20 % by `client` from `sellerTaxId`. */
export function purchase(client: ClientForBooks, sellerTaxId: string, over: Partial<Invoice> = {}): Invoice {
  const sample = sampleInvoice();
  return {
    ...sample,
    ettn: randomUUID(),
    supplier: {
      ...sample.supplier,
      taxId: { scheme: 'VKN', value: sellerTaxId },
      name: `Satıcı ${sellerTaxId}`,
    },
    customer: { ...sample.customer, taxId: { scheme: 'VKN', value: client.taxId } },
    ...over,
  };
}

/** Stores one READY document for each invoice and returns what a proposal asks for. */
export async function insertDocuments(
  trx: Trx,
  client: ClientForBooks,
  invoices: readonly Invoice[],
): Promise<ProposalRequest[]> {
  const requests: ProposalRequest[] = invoices.map((invoice) => ({
    documentId: randomUUID(),
    invoice,
    direction: invoice.supplier.taxId?.value === client.taxId ? 'satis' : 'alis',
  }));
  const files = requests.map((request) => createHash('sha256').update(request.documentId).digest('hex'));
  await trx
    .insertInto('stored_files')
    .values(files.map((sha256) => ({ tenant_id: client.tenantId, sha256, size_bytes: 1n })))
    .execute();
  await trx
    .insertInto('documents')
    .values(
      requests.map(({ documentId, invoice, direction }, index) => ({
        tenant_id: client.tenantId,
        document_id: documentId,
        client_id: client.clientId,
        state: 'READY',
        kind: 'invoice',
        sha256: files[index] ?? '',
        size_bytes: 1n,
        file_name: `${documentId}.xml`,
        upload_id: randomUUID(),
        document_no: invoice.number,
        direction,
        invoice: JSON.stringify(invoice),
      })),
    )
    .execute();
  return requests;
}
