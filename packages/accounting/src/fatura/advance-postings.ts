/** Postings by which an advance that was invoiced before is set off against the price of what is delivered now. */
import { formatKurusTr, kurusToDecimal } from '../money/kurus.ts';
import { advanceAccount } from './default-accounts.ts';
import { isPurchaseSide, signOf } from './invoice-kind.ts';
import type { Reading } from './invoice-reading.ts';
import { type Posting, posting } from './posting.ts';

/**
 * The document's base is what is left after the advance, whose KDV was declared with its own invoice (KDVK md. 10/b): the
 * price takes the whole value, 159 or 340 gives the advance back. The part joins the first line of the price.
 */
export function advancePostings(reading: Reading, price: readonly Posting[]): Posting[] {
  const { kind, advances } = reading;
  const [first] = price;
  if (first === undefined) return [];
  const sign = signOf(kind);
  const [given, givenEn] = isPurchaseSide(kind) ? ['Verilen', 'given'] : ['Alınan', 'taken'];
  return advances.flatMap(({ amount, place }) => [
    posting(
      first.role,
      first.account,
      sign * amount,
      [
        `Bedelin avansla ödenmiş kısmı ${formatKurusTr(amount)}`,
        `Part of the price paid in advance ${kurusToDecimal(amount)}`,
      ],
      [place],
      { isBase: true },
    ),
    posting(
      `${kind}.avans-mahsubu`,
      advanceAccount(kind),
      -sign * amount,
      [
        `${given} avansın mahsubu ${formatKurusTr(amount)}`,
        `Advance ${givenEn} set off ${kurusToDecimal(amount)}`,
      ],
      [place],
    ),
  ]);
}
