/** GİB's own sample invoices, as bought and as sold, through the books: proposed, posted, and a mizan that balances. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { ledgerContract as contract } from './contract.ts';
import { insertDocuments } from './document.fixture.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');
const files = existsSync(SAMPLES) ? globSync('*/*.xml', { cwd: SAMPLES }).toSorted() : [];

function invoices(): Invoice[] {
  return files.flatMap((file) => {
    const read = readUbl(readFileSync(join(SAMPLES, file)));
    return read.ok ? read.documents.flatMap(({ invoice }) => invoice ?? []) : [];
  });
}

describe.skipIf(files.length === 0)('the sample invoices', () => {
  let books: BooksFixture;
  beforeAll(async () => {
    books = await createBooks();
  });
  afterAll(() => books.close());

  it.each(['alis', 'satis'] as const)(
    'are all proposed and posted as %s, and the mizan balances',
    async (direction) => {
      const client = await books.openClient();
      const outcomes = await books.run(async (trx) => {
        const requests = await insertDocuments(trx, client, invoices());
        return books.service.proposeDrafts(
          trx,
          client,
          requests.map((request) => ({ ...request, direction })),
        );
      });
      expect(outcomes.length).toBeGreaterThan(20);
      for (const { voucherId, findings } of outcomes)
        if (voucherId === null) expect(findings.map((each) => each.severity)).toContain('error');
      const ids = outcomes.flatMap(({ voucherId }) => (voucherId === null ? [] : [{ id: voucherId }]));
      expect(ids.length).toBeGreaterThan(outcomes.length * 0.8);
      const { results } = await books.call(contract.postVouchers, { body: { vouchers: ids } });
      expect(results.flatMap((each) => each.error ?? [])).toEqual([]);
      const mizan = await books.call(contract.getMizan, {
        params: { clientId: client.clientId },
        query: { from: '2005-01-01', to: '2026-12-31' },
      });
      expect(mizan.balanced).toBe(true);
      expect(mizan.totals.periodDebit).toBe(mizan.totals.periodCredit);
    },
  );
});
