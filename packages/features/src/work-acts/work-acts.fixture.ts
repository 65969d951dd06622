/** An office with documents that wait, and what tests of acts ask of it. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { type DocumentListItem, documentIntakeContract as documents } from '../document-intake/contract.ts';
import { ledgerContract as ledger, type VoucherView } from '../ledger/contract.ts';
import { BUYER_TAX_ID, createWholeOffice, invoiceXml, OTHER_TAX_ID } from '../whole-office.fixture.ts';
import {
  type AskBody,
  workActsContract as acts,
  type WorkActItemView,
  type WorkActView,
} from './contract.ts';

export type ActsOffice = Awaited<ReturnType<typeof createActsOffice>>;

/** Call in `beforeAll`; `close` in `afterAll`. */
export async function createActsOffice() {
  const whole = await createWholeOffice();
  const { call } = whole;
  /** An office of its own with two clients. */
  const openOffice = async () => {
    const scope = await whole.openOffice();
    const clientId = await whole.openClient(scope, BUYER_TAX_ID);
    const otherClientId = await whole.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
    return { scope, clientId, otherClientId };
  };
  const list = async (scope: Scope, clientId: string): Promise<DocumentListItem[]> =>
    (await call(documents.listDocuments, { params: { clientId }, query: { limit: 500 } }, scope)).items;
  const fill = async (scope: Scope, clientId: string, count: number, wish: object = {}) => {
    const known = new Set((await list(scope, clientId)).map((item) => item.id));
    const files = Array.from({ length: count }, (_, n) => [
      `${known.size + n}.xml`,
      invoiceXml({ net: 100 + n, ...wish }),
    ]);
    await whole.upload(scope, clientId, Object.fromEntries(files));
    await whole.runJobs('document-intake.read');
    return (await list(scope, clientId)).filter((item) => !known.has(item.id)).reverse();
  };
  return {
    ...whole,
    openOffice,
    list,
    /** `count` clean purchases that wait, the oldest first. */
    fill,
    /** Two of them. */
    async two(scope: Scope, clientId: string): Promise<[DocumentListItem, DocumentListItem]> {
      const [first, second] = await fill(scope, clientId, 2);
      if (first === undefined || second === undefined) throw new Error('no two documents came in');
      return [first, second];
    },
    async one(scope: Scope, clientId: string): Promise<DocumentListItem> {
      const [only] = await fill(scope, clientId, 1);
      if (only === undefined) throw new Error('no document came in');
      return only;
    },
    ask: (scope: Scope, body: Omit<AskBody, 'id'> & { id?: string }): Promise<WorkActView> =>
      call(acts.askWorkAct, { body }, scope),
    act: (scope: Scope, actId: string): Promise<WorkActView> =>
      call(acts.getWorkAct, { params: { actId } }, scope),
    items: async (scope: Scope, actId: string): Promise<WorkActItemView[]> =>
      (await call(acts.listWorkActItems, { params: { actId }, query: { limit: 500 } }, scope)).items,
    undo: (scope: Scope, actId: string, documentIds?: string[]): Promise<WorkActView> =>
      call(acts.undoWorkAct, { params: { actId }, body: { documentIds } }, scope),
    show: (scope: Scope, documentId: string) =>
      call(documents.getDocument, { params: { documentId } }, scope),
    voucher: (scope: Scope, voucherId: string | null): Promise<VoucherView> =>
      call(ledger.getVoucher, { params: { voucherId: voucherId ?? '' } }, scope),
  };
}
