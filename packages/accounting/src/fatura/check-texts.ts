/** Figures and words that the checks of an invoice share. */
import { type Decimal, roundHalfUp } from '../money/decimal.ts';
import { formatKurusTr, kurusToDecimal } from '../money/kurus.ts';
import type { Finding, FindingSeverity } from './finding.ts';
import { finding } from './make-finding.ts';

/** A difference between two stated figures, in full: what is stated, what it should be, by how much they part. */
export function figuresDiffer(
  code: string,
  severity: FindingSeverity,
  place: string,
  words: { readonly tr: string; readonly en: string },
  stated: bigint,
  expected: bigint,
): Finding {
  const difference = stated - expected;
  const fullTr = `${words.tr}: belgede ${formatKurusTr(stated)}, hesaplanan ${formatKurusTr(expected)}, fark ${formatKurusTr(difference)}. Düzenleyene sorun.`;
  const fullEn = `${words.en}: stated ${kurusToDecimal(stated)}, computed ${kurusToDecimal(expected)}, difference ${kurusToDecimal(difference)}. Ask the issuer.`;
  return finding(
    code,
    severity,
    place,
    { tr: fullTr, en: fullEn },
    {
      stated: kurusToDecimal(stated),
      expected: kurusToDecimal(expected),
      difference: kurusToDecimal(difference),
    },
  );
}

/** A decimal in hundredths, half up. */
export function hundredths(value: Decimal): bigint {
  return roundHalfUp(value, 2).digits;
}
