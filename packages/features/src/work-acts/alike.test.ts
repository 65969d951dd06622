/** "Apply to all like this": which documents can take the accounts chosen on one draft, and that it is taken back exactly. */
import { CUSTOMS_MINISTRY_VKN } from '@muhasebi/accounting/vkn/tax-number.ts';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentListItem } from '../document-intake/contract.ts';
import { ledgerContract as ledger, type VoucherView } from '../ledger/contract.ts';
import { BUYER_TAX_ID } from '../whole-office.fixture.ts';
import { workActsContract as acts } from './contract.ts';
import { type ActsOffice, createActsOffice } from './work-acts.fixture.ts';

const ROLE = 'alis.matrah.2000';

describe('apply to all like this', () => {
  let office: ActsOffice;
  let scope: Scope;
  let clientId: string;
  let model: DocumentListItem;
  let other: DocumentListItem;
  beforeAll(async () => {
    office = await createActsOffice();
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    ({ scope, clientId } = await office.openOffice());
    [model, other] = await office.two(scope, clientId);
  });

  const linesOf = async (document: DocumentListItem) =>
    (await office.voucher(scope, (await office.show(scope, document.id)).voucherId)).lines;
  const inputOf = ({ accountCode, debit, credit, reason }: VoucherView['lines'][number]) => ({
    accountCode,
    debit,
    credit,
    role: reason?.role ?? null,
  });
  /** Changes the draft's lines by hand; answers the voucher. */
  const edit = async (
    document: DocumentListItem,
    change: (line: ReturnType<typeof inputOf>) => ReturnType<typeof inputOf>[],
  ) => {
    const voucher = await office.voucher(scope, document.voucherId);
    const lines = voucher.lines.map(inputOf).flatMap(change);
    return office.call(
      ledger.updateVoucher,
      { params: { voucherId: voucher.id }, body: { version: voucher.version, lines } },
      scope,
    );
  };
  const choose = (document: DocumentListItem, accountCode = '740.01') =>
    edit(document, (line) => [line.role === ROLE ? { ...line, accountCode } : line]);
  const alike = () => office.call(acts.findAlike, { params: { documentId: model.id } }, scope);
  const applyLike = (documentIds?: string[]) =>
    office.ask(scope, { kind: 'apply-like', like: { documentId: model.id }, documentIds });
  const accountOf = async (document: DocumentListItem) =>
    (await linesOf(document)).find(({ reason }) => reason?.role === ROLE)?.accountCode;

  it('previews which account each document of the same counterparty and kind would change, and the sum', async () => {
    expect(await alike()).toEqual({ changes: [], items: [], count: 0, sumKurus: '0.00' });
    const before = await accountOf(other);
    await choose(model);
    await office.fill(scope, clientId, 1, { supplier: '1234567890' });
    await office.fill(scope, clientId, 1, { type: 'IADE' });
    const preview = await alike();
    expect(preview).toMatchObject({
      changes: [{ role: ROLE, accountCode: '740.01', accountName: 'Hizmet Üretim Giderleri' }],
      count: 1,
      sumKurus: '121.20',
    });
    expect(
      preview.items.map(({ documentId, changes, refusal }) => [documentId, changes.length, refusal]),
    ).toEqual([[other.id, 1, null]]);
    expect(preview.items[0]?.changes[0]).toMatchObject({
      role: ROLE,
      before,
      after: '740.01',
      afterName: 'Hizmet Üretim Giderleri',
    });
  });

  it('changes those accounts alone, and taken back every line is as it was', async () => {
    await choose(model);
    const before = await linesOf(other);
    const act = await applyLike();
    expect(act).toMatchObject({
      kind: 'apply-like',
      likeDocumentId: model.id,
      counts: { total: 1, done: 1 },
      sumKurus: '121.20',
    });
    const after = await linesOf(other);
    expect(after.map(inputOf)).toEqual(
      before.map(inputOf).map((line) => (line.role === ROLE ? { ...line, accountCode: '740.01' } : line)),
    );
    expect((await alike()).count).toBe(0);
    await office.undo(scope, act.id);
    expect(await linesOf(other)).toEqual(before);
  });

  it('a draft that somebody edited after the act is not put back over their work', async () => {
    await choose(model);
    const act = await applyLike();
    await edit(other, (line) => [line.role === ROLE ? { ...line, accountCode: '770.03' } : line]);
    const undo = await office.undo(scope, act.id);
    expect(undo.counts).toMatchObject({ done: 0, refused: 1 });
    expect(await accountOf(other)).toBe('770.03');
  });

  it('a draft whose line was split by hand is shown with the reason and left alone', async () => {
    await edit(other, (line) =>
      line.role === ROLE
        ? [
            { ...line, debit: '1.00' },
            { ...line, debit: '100.00', accountCode: '689.01', role: null },
          ]
        : [line],
    );
    await choose(model);
    const { items, count } = await alike();
    expect([count, items[0]?.refusal?.code]).toEqual([0, 'ALIKE_ROLE_SPLIT']);
    const act = await applyLike([other.id]);
    expect(act.counts).toMatchObject({ done: 0, refused: 1 });
    await expect(applyLike()).rejects.toMatchObject({ code: 'WORK_ACT_EMPTY' });
  });

  it('a document of somebody else is not changed even where it is named', async () => {
    await choose(model);
    const [stranger] = await office.fill(scope, clientId, 1, { supplier: '1234567890' });
    const act = await applyLike([stranger?.id ?? '']);
    const [item] = await office.items(scope, act.id);
    expect([item?.state, item?.refusal?.code]).toEqual(['refused', 'ALIKE_NOT_ALIKE']);
  });

  it('exports by way of the customs ministry are alike by the buyer that they really go to', async () => {
    const sale = { supplier: BUYER_TAX_ID, customer: CUSTOMS_MINISTRY_VKN };
    const [sold, alsoSold] = await office.fill(scope, clientId, 2, { ...sale, buyer: '1111111112' });
    if (sold === undefined || alsoSold === undefined) throw new Error('no two sales came in');
    await office.fill(scope, clientId, 1, { ...sale, buyer: '1111111113' });
    expect(sold).toMatchObject({ direction: 'satis', counterpartyTaxId: '1111111112' });
    const role = 'satis.matrah.2000';
    await edit(sold, (line) => [line.role === role ? { ...line, accountCode: '601.01' } : line]);
    const preview = await office.call(acts.findAlike, { params: { documentId: sold.id } }, scope);
    expect(preview.changes).toMatchObject([{ role, accountCode: '601.01' }]);
    expect(preview.items.map(({ documentId }) => documentId)).toEqual([alsoSold.id]);
  });

  it('nothing is applied where no account was chosen', async () => {
    await expect(applyLike()).rejects.toMatchObject({ code: 'ALIKE_NOTHING_CHOSEN' });
  });
});
