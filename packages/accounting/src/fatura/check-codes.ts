/** Checks codes that belong to no other check: units of measure, money. */
import { findCurrency } from '../kod-listeleri/currency-codes.ts';
import { isUnitCode } from '../kod-listeleri/unit-codes.ts';
import { isLira } from './amounts.ts';
import { isUnderCurrentLists } from './current-lists.ts';
import type { Finding } from './finding.ts';
import type { Invoice } from './invoice.ts';
import { turkishDate } from './iso-date.ts';
import { finding } from './make-finding.ts';

export function checkCodes(invoice: Invoice): Finding[] {
  return isUnderCurrentLists(invoice) ? [...checkCurrency(invoice), ...checkUnits(invoice)] : [];
}

/** Another shape than three letters is a finding of identity. */
function checkCurrency({ currency, issueDate }: Invoice): Finding[] {
  const code = (currency ?? '').trim();
  if (!/^[A-Z]{3}$/.test(code) || isLira(code)) return [];
  const known = findCurrency(code);
  if (known === null)
    return [
      finding(
        'fatura.para-birimi-listede-yok',
        'warning',
        'currency',
        {
          tr: `Para birimi ${code} listede (ISO 4217) yok; tutarların hangi parayla yazıldığını düzenleyene sorun.`,
          en: `The currency ${code} is in no list (ISO 4217); ask the issuer in which money the amounts are.`,
        },
        { currency: code },
      ),
    ];
  const { endedOn } = known;
  if (endedOn === null || issueDate === null || issueDate <= endedOn) return [];
  return [
    finding(
      'fatura.para-birimi-kalkmis',
      'warning',
      'currency',
      {
        tr: `Para birimi ${code} ${turkishDate(endedOn)} tarihinde kalktı, belge ${turkishDate(issueDate)} tarihli; tutarların hangi parayla yazıldığını düzenleyene sorun.`,
        en: `The currency ${code} ended on ${endedOn}, the document is dated ${issueDate}; ask the issuer in which money the amounts are.`,
      },
      { currency: code, endedOn, date: issueDate },
    ),
  ];
}

/** One finding for all lines of one unit: a document of a thousand lines in one unit has one fault. */
function checkUnits({ lines }: Invoice): Finding[] {
  const told = new Set<string>();
  return lines.flatMap((line, index) => {
    if (line.quantity === null) return [];
    const unit = line.unit?.trim() ?? '';
    if (isUnitCode(unit) || told.has(unit)) return [];
    told.add(unit);
    const shown = unit.slice(0, 20);
    const place = line.id?.trim() || String(index + 1);
    return [
      finding(
        'fatura.birim-bilinmiyor',
        'warning',
        `lines[${index}].unit`,
        {
          tr:
            unit === ''
              ? `${place}. satırda miktarın birimi yok; miktarın neyi saydığı bilinmiyor.`
              : `${place}. satırdaki birim "${shown}" listede (UN/ECE 20) yok; miktarın neyi saydığını belgeden okuyun.`,
          en:
            unit === ''
              ? `The quantity of line ${place} has no unit; what it counts is not known.`
              : `The unit "${shown}" of line ${place} is in no list (UN/ECE 20); read from the document what is counted.`,
        },
        { unit: shown },
      ),
    ];
  });
}
