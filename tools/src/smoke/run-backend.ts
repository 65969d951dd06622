/** `smoke:backend`: one invoice from its upload to the mizan and back out of it. */
import { documentIntakeContract } from '@muhasebi/features/document-intake/contract.ts';
import { SmokeFault } from './parts.ts';
import { readingTrouble } from './queue-trouble.ts';
import type { RunContext } from './run-context.ts';
import { awaitState, checkReading, fileOf, newInvoice, upload } from './smoke-documents.ts';
import { checkMizan, checkProposal, post, reverse } from './smoke-ledger.ts';

export async function runBackend(context: RunContext): Promise<void> {
  const { api, log, client } = context;
  const { clientId } = client;
  const invoice = newInvoice(client);
  const documentId = await log.step('fatura yüklendi / invoice uploaded', 'storage', () =>
    upload(api, clientId, fileOf(invoice)),
  );
  await log.step('özgün dosya geri geldi / original file given back', 'storage', async () => {
    const { text } = await api.send(documentIntakeContract.getDocumentFile, { params: { documentId } });
    if (text !== invoice.xml)
      throw new SmokeFault('storage', 'yüklenenle aynı değil / differs from what was sent');
  });
  const document = await log.step('belge okundu / document read', 'worker', async () => {
    const read = await awaitState(api, documentId, 'READY', () => readingTrouble(context));
    checkReading(read, invoice);
    return read;
  });
  await log.step('fiş önerisi dengede / proposal balances', 'ledger', () =>
    checkProposal(api, document, invoice),
  );
  const voucherId = document.voucherId ?? '';
  await log.step('fiş deftere işlendi / voucher posted', 'ledger', () => post(api, voucherId));
  await log.step('mizan faturaya kuruşu kuruşuna eşit / mizan equals the invoice', 'ledger', () =>
    checkMizan(api, clientId, invoice),
  );
  await log.step('ters kayıt / reversed', 'ledger', () => reverse(api, clientId, voucherId));
}
