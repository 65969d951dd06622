/** Checks the lines: that there are some, each once, and that quantity × price − allowances + charges is the amount. */
import {
  absolute,
  add,
  compare,
  type Decimal,
  multiply,
  parseDecimal,
  subtract,
  ZERO,
} from '../money/decimal.ts';
import { figuresDiffer, hundredths } from './check-texts.ts';
import type { Finding } from './finding.ts';
import type { AllowanceCharge, Invoice, InvoiceLine } from './invoice.ts';
import { finding } from './make-finding.ts';

const HALF: Decimal = { digits: 5n, scale: 1 };
const TWO_KURUS: Decimal = { digits: 2n, scale: 2 };

/** Charges less allowances; what cannot be read counts as nothing (it has a finding of its own). */
export function netCharges(each: readonly AllowanceCharge[]): Decimal {
  return each.reduce<Decimal>((sum, one) => {
    const amount = parseDecimal(one.amount) ?? ZERO;
    return one.isCharge ? add(sum, amount) : subtract(sum, amount);
  }, ZERO);
}

/** A price printed to n places may be off by half a unit of the last one; times the quantity, and two kuruş. */
function tolerance(quantity: Decimal, price: Decimal): Decimal {
  const unit: Decimal = { digits: 1n, scale: Math.max(price.scale, 2) };
  return add(multiply(multiply(absolute(quantity), unit), HALF), TWO_KURUS);
}

function checkArithmetic(line: InvoiceLine, place: string, shown: string): Finding[] {
  const [quantity, price, amount] = [line.quantity, line.unitPrice, line.amount].map(parseDecimal);
  if (!quantity || !price || !amount) return [];
  const expected = add(multiply(quantity, price), netCharges(line.allowanceCharges));
  const off = absolute(subtract(amount, expected));
  if (compare(off, tolerance(quantity, price)) <= 0) return [];
  const words = {
    tr: `${shown}. satırda miktar × birim fiyat − indirim + artırım satır tutarını vermiyor`,
    en: `On line ${shown}, quantity × price − allowances + charges is not the line amount`,
  };
  return [
    figuresDiffer(
      'fatura.satir-tutari',
      'warning',
      `${place}.amount`,
      words,
      hundredths(amount),
      hundredths(expected),
    ),
  ];
}

function checkNumbers(line: InvoiceLine, place: string, shown: string): Finding[] {
  const fields: readonly (readonly [string, string | null, string, string])[] = [
    ['amount', line.amount, 'tutarı', 'amount'],
    ['quantity', line.quantity, 'miktarı', 'quantity'],
    ['unitPrice', line.unitPrice, 'birim fiyatı', 'price'],
  ];
  return fields.flatMap(([field, text, tr, en]) => {
    const value = parseDecimal(text);
    if (text === null && field !== 'amount') return [];
    if (value === null)
      return [
        finding(
          'fatura.sayi-okunamadi',
          field === 'amount' ? 'error' : 'warning',
          `${place}.${field}`,
          {
            tr: `${shown}. satırın ${tr} ${text === null ? 'yok' : `"${text.slice(0, 40)}" sayı değil`}; tutarı belgeyle karşılaştırın.`,
            en: `The ${en} of line ${shown} ${text === null ? 'is missing' : `"${text.slice(0, 40)}" is no number`}; compare with the document.`,
          },
          { value: (text ?? '').slice(0, 40) },
        ),
      ];
    if (value.digits >= 0n) return [];
    return [
      finding(
        'fatura.negatif-tutar',
        'warning',
        `${place}.${field}`,
        {
          tr: `${shown}. satırın ${tr} negatif: ${text?.replace('.', ',')}. İndirim ya da iade ise ayrı gösterilmeli; belgeyle karşılaştırın.`,
          en: `The ${en} of line ${shown} is negative: ${text}. A discount or return should stand apart; compare with the document.`,
        },
        { value: text ?? '' },
      ),
    ];
  });
}

function checkIds(lines: readonly InvoiceLine[]): Finding[] {
  const seen = new Map<string, number>();
  return lines.flatMap((line, index) => {
    const id = line.id?.trim();
    if (!id) return [];
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, index);
      return [];
    }
    return [
      finding(
        'fatura.satir-no-tekrar',
        'warning',
        `lines[${index}].id`,
        {
          tr: `Satır numarası ${id} birden fazla satırda kullanılmış (${first + 1}. ve ${index + 1}. sıra); aynı kalem iki kez yazılmış olabilir.`,
          en: `Line number ${id} is used more than once (positions ${first + 1} and ${index + 1}); an item may stand twice.`,
        },
        { id },
      ),
    ];
  });
}

export function checkLines(invoice: Invoice): Finding[] {
  if (invoice.lines.length === 0)
    return [
      finding('fatura.satir-yok', 'error', 'lines', {
        tr: 'Belgede hiç mal ya da hizmet satırı yok; ne alındığı belgeden anlaşılmıyor, hesabı siz seçin.',
        en: 'The document has no lines; what was sold cannot be told from it, choose the account yourself.',
      }),
    ];
  const ofLines = invoice.lines.flatMap((line, index) => {
    const shown = line.id?.trim() || String(index + 1);
    const place = `lines[${index}]`;
    return [...checkNumbers(line, place, shown), ...checkArithmetic(line, place, shown)];
  });
  return [...checkIds(invoice.lines), ...ofLines];
}
