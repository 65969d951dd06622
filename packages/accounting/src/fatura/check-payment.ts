/** Checks the accounts that an invoice asks to be paid to: a Turkish IBAN by its digits. */
import { isValidTrIban, plainIban } from '../vkn/iban.ts';
import type { Finding } from './finding.ts';
import type { Invoice } from './invoice.ts';
import { finding } from './make-finding.ts';

/** Accounts of other countries, and numbers that are no IBAN, are nobody's fault. */
export function checkPayment({ paymentMeans = [] }: Invoice): Finding[] {
  return paymentMeans.flatMap(({ payee }, index) => {
    const iban = plainIban(payee?.id ?? '');
    if (!/^TR\d/.test(iban) || isValidTrIban(iban)) return [];
    const shown = iban.slice(0, 40);
    const [why, whyEn] = /^TR\d{24}$/.test(iban)
      ? ['kontrol hanesi tutmuyor', 'its check digits do not hold']
      : [
          `TR ve 24 rakam olmalı, ${iban.length} karakter yazılmış`,
          `it needs TR and 24 digits, ${iban.length} characters are written`,
        ];
    return [
      finding(
        'fatura.iban-hatali',
        'warning',
        `paymentMeans[${index}].payee`,
        {
          tr: `Ödeme için yazılan IBAN ${shown} geçersiz: ${why}. Bu hesaba ödeme yapılmasın; numarayı satıcıya bilinen bir yoldan sorun.`,
          en: `The IBAN ${shown} given for payment is not valid: ${whyEn}. Do not pay to it; ask the seller by a way you know.`,
        },
        { iban: shown },
      ),
    ];
  });
}
