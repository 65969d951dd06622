/** Rules of the code lists, and a comparison with GİB's own. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allExemptionCodes, exemptionGroup } from '../kdv/exemption-codes.ts';
import { findTaxCode, TAX_CODES } from '../kdv/tax-codes.ts';
import {
  findWithholdingCode,
  isGoodsWithholding,
  WITHHOLDING_CODES,
  withholdingTenthsOn,
} from './withholding-codes.ts';

const LISTS = fileURLToPath(
  new URL('../../../../../shared/gib/codes/ubltr-codelists-20260312.json', import.meta.url),
);

describe('withholding codes', () => {
  it('have the rate of their day: services raised on 1 March 2021', () => {
    expect(withholdingTenthsOn('612', '2018-06-25')).toEqual([7]);
    expect(withholdingTenthsOn('612', '2021-02-28')).toEqual([7]);
    expect(withholdingTenthsOn('612', '2021-03-01')).toEqual([9]);
    expect(withholdingTenthsOn('601', '2025-01-01')).toEqual([4]);
    expect(withholdingTenthsOn('624', '2020-01-01')).toEqual([]);
    expect(withholdingTenthsOn('801', '2025-01-01')).toEqual([10]);
    expect(withholdingTenthsOn('999', '2025-01-01')).toEqual([]);
  });

  it('tell goods from services', () => {
    expect(['617', '622', '627', '825'].every(isGoodsWithholding)).toBe(true);
    expect(['601', '612', '624', '999'].some(isGoodsWithholding)).toBe(false);
  });
});

describe.skipIf(!existsSync(LISTS))("the house's lists against GİB's of 12 March 2026", () => {
  const { lists }: { lists: Record<string, string[]> } = existsSync(LISTS)
    ? JSON.parse(readFileSync(LISTS, 'utf8'))
    : { lists: {} };

  it('know every tax type and no other number; the premium kept from farmers has a word', () => {
    const numbers = TAX_CODES.map((tax) => tax.code).filter((code) => code !== 'SGK_PRIM');
    expect(numbers.toSorted()).toEqual(lists.TaxType?.toSorted());
    expect(findTaxCode('0015')?.role).toBe('kdv');
  });

  it('know every withholding code with exactly the percents GİB accepts', () => {
    const ours = WITHHOLDING_CODES.flatMap(({ code, rates }) =>
      rates.map((rate) => `${code}${rate.tenths}0`),
    );
    expect(ours.toSorted()).toEqual(lists.WithholdingTaxTypeWithPercent?.toSorted());
    expect(findWithholdingCode('601')?.source).toContain('35 Seri');
  });

  it('know every exemption code, in the group GİB puts it', () => {
    const missing = (lists.TaxExemptionReasonCodeType ?? []).filter((code) => exemptionGroup(code) === null);
    expect(missing).toEqual([]);
    const extra = allExemptionCodes().filter((code) => !lists.TaxExemptionReasonCodeType?.includes(code));
    // 233 came with Kod Listeleri V1.43 of 27 July 2026.
    expect(extra).toEqual(['233']);
    for (const code of lists.ozelMatrahTaxExemptionReasonCodeType ?? [])
      expect(exemptionGroup(code)).toBe('ozel-matrah');
    for (const code of lists.ihracExemptionReasonCodeType ?? [])
      expect(exemptionGroup(code)).toBe('ihrac-kayitli');
  });
});
