/** A filter of documents in words, for the head of a file of the list. */
import { formatKurusTr, tryKurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { DocumentFilter } from '../document-intake/contract.ts';
import { joinWords, periodWords, type Words } from '../table-export.ts';
import { DIRECTIONS, NOT_THIS_CLIENT, STATES } from './table-columns.ts';

const KINDS: Readonly<Record<string, Words>> = {
  invoice: { tr: 'Fatura', en: 'Invoice' },
  other: { tr: 'Fatura olmayan', en: 'Not an invoice' },
  archive: { tr: 'Arşiv', en: 'Archive' },
};
const FINDINGS: Readonly<Record<string, Words>> = {
  error: { tr: 'Hatalı', en: 'With errors' },
  warning: { tr: 'Uyarılı', en: 'With warnings' },
  info: { tr: 'Bilgi', en: 'Notes' },
  none: { tr: 'Bulgusuz', en: 'Nothing found' },
};

const same = (text: string): Words => ({ tr: text, en: text });

/** Null where nothing is asked for. */
function named(tr: string, en: string, value: Words | string | null | undefined): Words | null {
  const words = typeof value === 'string' ? same(value.trim()) : value;
  if (words == null || words.tr === '') return null;
  return { tr: `${tr}: ${words.tr}`, en: `${en}: ${words.en}` };
}

/** One of two sentences, or none where it is not asked for. */
const either = (asked: boolean | undefined, yes: Words, no: Words) =>
  asked === undefined ? null : asked ? yes : no;

/** Known values in words, the others as they are. */
function several(values: readonly string[] | null | undefined, words: Readonly<Record<string, Words>> = {}) {
  const known = (values ?? []).map((value) => words[value] ?? same(value));
  return {
    tr: known.map((each) => each.tr).join(', '),
    en: known.map((each) => each.en).join(', '),
  };
}

function amountWords({ amountFrom, amountTo, currency }: DocumentFilter): Words | null {
  const shown = (text: string | undefined) => {
    const kurus = tryKurusFromDecimal(text);
    return kurus === null ? '…' : formatKurusTr(kurus);
  };
  const range =
    amountFrom === undefined && amountTo === undefined ? '' : `${shown(amountFrom)} – ${shown(amountTo)}`;
  return named('tutar', 'amount', [range, currency ?? ''].filter((part) => part !== '').join(' '));
}

/** Everything that narrows the list, in the order of its form; who sent it and which archive it came in are not named. */
export function filterWords(filter: DocumentFilter): Words {
  const { states, month, kind, direction, counterparty, types, profiles, findings, q } = filter;
  const { notThisClient, clean, duplicate, uninvoiced, uploadedBy, containerId } = filter;
  const received = periodWords(filter.receivedFrom, filter.receivedTo);
  return joinWords([
    month === undefined ? null : same(`${month.slice(5)}.${month.slice(0, 4)}`),
    named('durum', 'state', several(states, STATES)),
    either(notThisClient, NOT_THIS_CLIENT, { tr: 'bu mükellefin', en: 'of this client' }),
    either(clean, { tr: 'temiz', en: 'clean' }, { tr: 'temiz olmayan', en: 'not clean' }),
    kind === undefined ? null : (KINDS[kind] ?? null),
    named('senaryo', 'scenario', several(profiles)),
    named('tür', 'type', several(types)),
    direction === undefined ? null : (DIRECTIONS[direction] ?? null),
    named('karşı taraf', 'counterparty', counterparty),
    amountWords(filter),
    named('belge tarihi', 'document date', periodWords(filter.issuedFrom, filter.issuedTo)),
    named('geliş', 'received', received),
    uploadedBy === undefined ? null : { tr: 'tek bir yükleyenden', en: 'uploaded by one person' },
    containerId === undefined ? null : { tr: 'bir arşivin içindekiler', en: 'contents of one archive' },
    named('bulgu', 'finding', several(findings, FINDINGS)),
    either(
      duplicate,
      { tr: 'yalnız mükerrerler', en: 'duplicates only' },
      { tr: 'mükerrer olmayanlar', en: 'without duplicates' },
    ),
    either(
      uninvoiced,
      { tr: 'faturasız irsaliyeler', en: 'despatch notes without invoice' },
      { tr: 'faturasız irsaliye olmayanlar', en: 'without uninvoiced despatch notes' },
    ),
    named('aranan', 'searched', q),
  ]);
}
