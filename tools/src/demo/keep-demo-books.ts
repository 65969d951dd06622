/** What the people of the demo office do: upload the documents, post the older months, reject and reverse a few. */
import {
  type DocumentListItem,
  documentIntakeContract,
} from '@muhasebi/features/document-intake/contract.ts';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import type { z } from 'zod';
import { demoDay } from './demo-invoices.ts';
import type { DemoStage } from './demo-stage.ts';
import { uploadsOf } from './demo-uploads.ts';
import type { OpenedOffice } from './open-demo-office.ts';

type ListQuery = z.input<typeof documentIntakeContract.listDocuments.query>;

/** Uploads every client's files as staff, all clients at once, and has them read. A file sent before is told so. */
export async function receiveDocuments(stage: DemoStage, office: OpenedOffice): Promise<void> {
  await Promise.all(
    office.clients.map(async ({ client, clientId }) => {
      const files = await uploadsOf(client, office.today);
      const params = { clientId };
      await stage.api.call(office.staff, documentIntakeContract.uploadDocuments, { params, files });
    }),
  );
  await stage.drain();
}

/** All pages of a list. */
async function documentsOf(stage: DemoStage, office: OpenedOffice, clientId: string, query: ListQuery) {
  const documents: DocumentListItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await stage.api.call(office.accountant, documentIntakeContract.listDocuments, {
      params: { clientId },
      query: { ...query, limit: 500, ...(cursor === undefined ? {} : { cursor }) },
    });
    documents.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return documents;
}

async function postFor(stage: DemoStage, office: OpenedOffice, clientId: string): Promise<void> {
  const boundary = demoDay(office.today, 1, 1);
  const clean = await documentsOf(stage, office, clientId, { state: 'READY', clean: 'true' });
  const vouchers = clean.flatMap(({ voucherId, issueDate }) =>
    voucherId !== null && issueDate !== null && issueDate < boundary ? [{ id: voucherId }] : [],
  );
  if (vouchers.length === 0) return;
  const { results } = await stage.api.call(office.accountant, ledgerContract.postVouchers, {
    body: { vouchers },
  });
  const refused = results.find((result) => result.status === 'refused');
  if (refused !== undefined) throw new Error(`a clean voucher was refused: ${refused.error?.messageEn}`);
}

/** Posts what is clean and older than last month; the rest waits for review. */
export async function postOlderMonths(stage: DemoStage, office: OpenedOffice): Promise<void> {
  await Promise.all(office.clients.map(({ clientId }) => postFor(stage, office, clientId)));
}

/** The first invoice whose totals do not hold goes back to its issuer. */
export async function rejectOne(stage: DemoStage, office: OpenedOffice): Promise<void> {
  const contractor = office.clients.find(({ client }) => client.key === 'insaat');
  if (contractor === undefined) return;
  const waiting = await documentsOf(stage, office, contractor.clientId, { state: 'READY' });
  const faulty = waiting.find((document) => document.worstFinding === 'error');
  if (faulty === undefined) return;
  await stage.api.call(office.accountant, documentIntakeContract.rejectDocument, {
    params: { documentId: faulty.id },
    body: { reason: 'Toplamı tutmuyor; satıcıdan düzeltilmiş fatura istendi.' },
  });
}

/** One posted voucher is taken back by a reversal, and its document waits for review again. */
export async function reverseOne(stage: DemoStage, office: OpenedOffice): Promise<void> {
  const [first] = office.clients;
  if (first === undefined) return;
  const { items } = await stage.api.call(office.accountant, ledgerContract.listVouchers, {
    params: { clientId: first.clientId },
    query: { status: 'posted', limit: 500 },
  });
  const posted = items.find(({ documentId, reversalOf }) => documentId !== null && reversalOf === null);
  if (posted === undefined || items.some(({ reversalOf }) => reversalOf !== null)) return;
  await stage.api.call(office.accountant, ledgerContract.reverseVoucher, {
    params: { voucherId: posted.id },
    body: { date: office.today, description: 'Yanlış karşı hesaba işlendi, düzeltme' },
  });
}
