/** Replays the golden cases: the voucher of each invoice is the one worked out by hand from the law beside it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PurchaseDefault } from './default-accounts.ts';
import { voucherTable } from './golden-voucher.fixture.ts';
import { chartView } from './invoice.fixture.ts';
import type { Invoice } from './invoice.ts';
import type { Direction } from './invoice-kind.ts';
import { proposeVoucher } from './propose-voucher.ts';

interface GoldenInput {
  readonly clientTaxId: string;
  readonly direction: Direction;
  readonly fallbackRate?: string;
  readonly purchaseDefault?: PurchaseDefault;
  readonly counterparties?: Record<string, string>;
  readonly preferences?: Record<string, string>;
  readonly invoice: Invoice;
}

const FOLDER = new URL('./golden/', import.meta.url);
const cases = readdirSync(FOLDER).toSorted();

describe('the voucher of', () => {
  it.each(cases)('%s is the one worked out by hand', (name) => {
    const input: GoldenInput = JSON.parse(readFileSync(new URL(`${name}/input.json`, FOLDER), 'utf8'));
    const expected = readFileSync(new URL(`${name}/expected.txt`, FOLDER), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n');
    const result = proposeVoucher({
      invoice: input.invoice,
      clientTaxId: input.clientTaxId,
      direction: input.direction,
      fallbackRate: input.fallbackRate ?? null,
      purchaseDefault: input.purchaseDefault ?? 'merchandise',
      chart: chartView(input.counterparties ?? {}, input.preferences ?? {}),
    });
    expect(voucherTable(result)).toBe(expected);
  });

  it('every row of the table of templates has a case', () => {
    expect(cases.length).toBeGreaterThanOrEqual(14);
  });
});
