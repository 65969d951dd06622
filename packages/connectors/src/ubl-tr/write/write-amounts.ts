/** Writes taxes, withheld KDV, discounts and totals. */
import {
  type AccommodationOfDraft,
  type AddedDraft,
  type AddedLine,
  type KdvOfDraft,
  percentText,
  type WithheldOfDraft,
} from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { exemptionName } from '@muhasebi/accounting/kdv/exemption-names.ts';
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { findWithholdingCode } from '@muhasebi/accounting/tevkifat/withholding-codes.ts';
import { cac, cbc, type Xml } from './xml-text.ts';

/** GİB's tax type of konaklama vergisi. */
const ACCOMMODATION = '0059';

/** Writes an amount of the document's currency. */
export type Money = (name: string, kurus: bigint) => Xml;

export function moneyIn(currency: string): Money {
  return (name, kurus) => cbc(name, kurusToDecimal(kurus), { currencyID: currency });
}

/** KDV, and konaklama vergisi beside it, in the one cac:TaxTotal that GİB's rules take. */
export function writeTaxes(
  kdv: readonly KdvOfDraft[],
  accommodation: readonly AccommodationOfDraft[],
  money: Money,
  forgone = false,
): Xml {
  const counted = forgone ? [] : [...kdv, ...accommodation];
  return cac(
    'TaxTotal',
    money('TaxAmount', sumKurus(counted.map(({ taxKurus }) => taxKurus))),
    ...kdv.map((each, index) =>
      cac(
        'TaxSubtotal',
        money('TaxableAmount', each.taxableKurus),
        money('TaxAmount', each.taxKurus),
        // -1: it is stated and counts for nothing, by GİB's rule of investment certificates.
        cbc('CalculationSequenceNumeric', forgone ? '-1' : String(index + 1)),
        cbc('Percent', percentText(each.basisPoints)),
        cac(
          'TaxCategory',
          cbc('TaxExemptionReasonCode', each.exemptionCode),
          cbc('TaxExemptionReason', reasonOf(each)),
          cac('TaxScheme', cbc('Name', 'KDV'), cbc('TaxTypeCode', '0015')),
        ),
      ),
    ),
    ...accommodation.map((each, index) =>
      cac(
        'TaxSubtotal',
        money('TaxableAmount', each.taxableKurus),
        money('TaxAmount', each.taxKurus),
        cbc('CalculationSequenceNumeric', String(kdv.length + index + 1)),
        cbc('Percent', percentText(each.basisPoints)),
        cac(
          'TaxCategory',
          cac('TaxScheme', cbc('Name', 'Konaklama Vergisi'), cbc('TaxTypeCode', ACCOMMODATION)),
        ),
      ),
    ),
  );
}

function reasonOf({ exemptionCode, exemptionReason }: KdvOfDraft): string | null {
  return exemptionReason ?? (exemptionCode === null ? null : exemptionName(exemptionCode));
}

/** The percent is whole and without decimals: GİB's rule joins it to the code as text ("61290"). */
export function writeWithheld(withheld: readonly WithheldOfDraft[], money: Money): Xml {
  if (withheld.length === 0) return '';
  return cac(
    'WithholdingTaxTotal',
    money('TaxAmount', sumKurus(withheld.map(({ taxKurus }) => taxKurus))),
    ...withheld.map(({ code, percent, kdvKurus, taxKurus }) =>
      cac(
        'TaxSubtotal',
        money('TaxableAmount', kdvKurus),
        money('TaxAmount', taxKurus),
        cbc('Percent', String(percent)),
        cac(
          'TaxCategory',
          cac('TaxScheme', cbc('Name', findWithholdingCode(code)?.name ?? null), cbc('TaxTypeCode', code)),
        ),
      ),
    ),
  );
}

export function writeDiscount(reason: string, kurus: bigint, baseKurus: bigint, money: Money): Xml {
  if (kurus === 0n) return '';
  return cac(
    'AllowanceCharge',
    cbc('ChargeIndicator', 'false'),
    cbc('AllowanceChargeReason', reason),
    money('Amount', kurus),
    money('BaseAmount', baseKurus),
  );
}

/** Taxes and withheld KDV of one line, in the form the document has them in. */
export function taxesOfLine(added: AddedLine): {
  kdv: KdvOfDraft;
  accommodation: AccommodationOfDraft[];
  withheld: WithheldOfDraft[];
} {
  const { line, accommodationKurus } = added;
  return {
    kdv: {
      basisPoints: added.kdvBasisPoints,
      exemptionCode: line.exemptionCode,
      exemptionReason: line.exemptionReason,
      taxableKurus: added.kdvBaseKurus,
      taxKurus: added.kdvKurus,
    },
    accommodation:
      accommodationKurus === 0n
        ? []
        : [
            {
              basisPoints: added.accommodationBasisPoints,
              taxableKurus: added.baseKurus,
              taxKurus: accommodationKurus,
            },
          ],
    withheld:
      added.withholdingPercent === null
        ? []
        : [
            {
              code: line.withholdingCode ?? '',
              percent: added.withholdingPercent,
              kdvKurus: added.kdvKurus,
              taxKurus: added.withheldKurus,
            },
          ],
  };
}

/** cac:LegalMonetaryTotal: goods before discounts, all discounts in one, as UBL-TR's guide and GİB's samples have it. */
export function writeTotals({ totals }: AddedDraft, money: Money): Xml {
  return cac(
    'LegalMonetaryTotal',
    money('LineExtensionAmount', totals.grossKurus),
    money('TaxExclusiveAmount', totals.taxExclusiveKurus),
    money('TaxInclusiveAmount', totals.taxInclusiveKurus),
    money('AllowanceTotalAmount', totals.discountKurus),
    money('PayableAmount', totals.payableKurus),
  );
}
