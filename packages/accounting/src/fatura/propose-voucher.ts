/** Proposes the voucher of an invoice: always balanced to the kuruş, each line with its reason; or says why it cannot. */
import { absoluteKurus, formatKurusTr, kurusToDecimal, sumKurus } from '../money/kurus.ts';
import type { NewAccount, ProposedLine, VoucherProposal } from '../yevmiye/voucher.ts';
import { isLira, toTry, usableRate } from './amounts.ts';
import { buildPostings } from './build-postings.ts';
import { type ChartView, chooseAccount, rememberedAccount } from './choose-account.ts';
import type { PurchaseDefault } from './default-accounts.ts';
import type { Finding } from './finding.ts';
import type { Invoice } from './invoice.ts';
import { type Direction, decideDirection, kindOf, traitsOf } from './invoice-kind.ts';
import { type Counterparty, counterpartyOf, readInvoice } from './invoice-reading.ts';
import { isIsoDate, turkishDate } from './iso-date.ts';
import { finding } from './make-finding.ts';
import { type Posting, posting } from './posting.ts';

export interface ProposalInput {
  readonly invoice: Invoice;
  /** VKN or TCKN of the client whose books these are. */
  readonly clientTaxId: string;
  /** Whether the client bought or sold; `decideDirection` tells, and a person may overrule it. */
  readonly direction: Direction;
  readonly chart: ChartView;
  /** What the client mostly buys, where neither the document nor memory tells; merchandise where absent. */
  readonly purchaseDefault?: PurchaseDefault;
  /** TRY for one unit (TCMB of the prior working day) for a foreign document that states no rate. */
  readonly fallbackRate?: string | null;
  /** ISO day of the bulletin that it stands in; told where known. */
  readonly fallbackRateDate?: string | null;
}

export interface ProposalResult {
  readonly proposal: VoucherProposal | null;
  readonly findings: readonly Finding[];
}

/** A document of thousands of lines must not carry thousands of places on one voucher line. */
const MAX_PLACES = 100;

interface Rate {
  readonly currency: string;
  readonly rate: string;
}

function refuse(
  code: string,
  place: string | null,
  tr: string,
  en: string,
  params: Record<string, string> = {},
): ProposalResult {
  return { proposal: null, findings: [finding(code, 'error', place, { tr, en }, params)] };
}

function rateOf(input: ProposalInput): { rate: Rate | null; findings: Finding[] } | null {
  const currency = (input.invoice.currency ?? '').trim().toUpperCase();
  if (isLira(currency) || currency === '') return { rate: null, findings: [] };
  const stated = usableRate(input.invoice.exchangeRate);
  if (stated !== null) return { rate: { currency, rate: stated }, findings: [] };
  const fallback = usableRate(input.fallbackRate);
  if (fallback === null) return null;
  const day = input.fallbackRateDate ?? null;
  const note = finding(
    'fis.kur-tcmb',
    'warning',
    'exchangeRate',
    {
      tr: `Belgede ${currency} kuru yok; bir önceki iş gününün${day === null ? '' : ` (${turkishDate(day)})`} TCMB kuru ${fallback.replace('.', ',')} kullanıldı (KDVK md. 26). Anlaşılan kur başkaysa satırları düzeltin.`,
      en: `The document states no ${currency} rate; TCMB's rate ${fallback} of the prior working day${day === null ? '' : ` (${day})`} is used (KDVK art. 26). If another was agreed, correct the lines.`,
    },
    { currency, rate: fallback, ...(day === null ? {} : { rateDate: day }) },
  );
  return { rate: { currency, rate: fallback }, findings: [note] };
}

interface TryPosting {
  readonly posting: Posting;
  readonly signedTry: bigint;
}

/** Converts each posting and lets the largest part of the price take the odd kuruş, so that TRY balances too. */
function convert(postings: readonly Posting[], rate: Rate | null, kind: string): TryPosting[] {
  if (rate === null) return postings.map((each) => ({ posting: each, signedTry: each.signed }));
  const converted = postings.map((each) => ({ posting: each, signedTry: toTry(each.signed, rate.rate) }));
  const off = sumKurus(converted.map((each) => each.signedTry));
  if (off === 0n) return converted;
  const largest = converted
    .filter((each) => each.posting.isBase && absoluteKurus(each.signedTry) > absoluteKurus(off))
    .toSorted((a, b) => (absoluteKurus(a.signedTry) > absoluteKurus(b.signedTry) ? -1 : 1))[0];
  if (largest !== undefined)
    return converted.map((each) => (each === largest ? { ...each, signedTry: each.signedTry - off } : each));
  const texts: [string, string] = ['Kur çevriminden kuruş farkı', 'Odd kuruş of conversion'];
  const rounding = posting(`${kind}.kurus-farki`, off < 0n ? '659.01' : '679.01', 0n, texts, [
    'exchangeRate',
  ]);
  return [...converted, { posting: rounding, signedTry: -off }];
}

function fxTexts(fx: ProposedLine['fx'], signedTry: bigint): readonly [tr: string, en: string] {
  if (fx === null) return ['', ''];
  const amount = absoluteKurus(signedTry);
  return [
    ` (${fx.currency} kuru ${fx.rate.replace('.', ',')} ile ${formatKurusTr(amount)} TRY)`,
    ` (at ${fx.rate} TRY for one ${fx.currency}: ${kurusToDecimal(amount)} TRY)`,
  ];
}

function lineOf(each: TryPosting, code: string, rate: Rate | null, description: string): ProposedLine {
  const { posting: source, signedTry } = each;
  const fx =
    rate === null || source.signed === 0n
      ? null
      : { currency: rate.currency, amount: kurusToDecimal(absoluteKurus(source.signed)), rate: rate.rate };
  const [tr, en] = fxTexts(fx, signedTry);
  return {
    accountCode: code,
    debitKurus: signedTry > 0n ? signedTry : 0n,
    creditKurus: signedTry < 0n ? -signedTry : 0n,
    description,
    fx,
    reason: {
      role: source.role,
      text: `${source.tr}${tr} → ${code}`,
      textEn: `${source.en}${en} → ${code}`,
      places: source.places.slice(0, MAX_PLACES),
    },
  };
}

function doubts(input: ProposalInput): Finding[] {
  const found: Finding[] = [];
  const [word, wordEn] = input.direction === 'satis' ? ['satış', 'sale'] : ['alış', 'purchase'];
  if (decideDirection(input.invoice, input.clientTaxId) === 'both')
    found.push(
      finding('fis.iki-taraf-ayni', 'warning', 'customer.taxId', {
        tr: `Satıcı ve alıcı aynı vergi numarasını taşıyor; belge ${word} olarak ele alındı. Yanlışsa belgeyi reddedin ya da satırları düzeltin.`,
        en: `Seller and buyer bear the same tax number; the document is treated as a ${wordEn}. If that is wrong, reject it or correct the lines.`,
      }),
    );
  const type = input.invoice.type ?? '';
  if (!traitsOf(input.invoice).isKnownType)
    found.push(
      finding(
        'fis.tip-bilinmiyor',
        'warning',
        'type',
        {
          tr: `Fatura tipi ${type === '' ? 'belirtilmemiş' : `"${type}" tanınmıyor`}; olağan fatura olarak ele alındı. Hesapları ve KDV’yi kontrol edin.`,
          en: `The invoice type ${type === '' ? 'is not stated' : `"${type}" is not known`}; treated as an ordinary invoice. Check its accounts and KDV.`,
        },
        { type },
      ),
    );
  return found;
}

function settle(
  converted: readonly TryPosting[],
  who: Counterparty,
  input: ProposalInput,
  rate: Rate | null,
) {
  const opened = new Map<string, NewAccount>();
  const findings: Finding[] = [];
  const codes = new Map<string, string>();
  const description = [input.invoice.number, who.stated].filter(Boolean).join(' – ');
  const lines = converted.map((each) => {
    // Two postings to one account must land in one account, not in two newly opened ones.
    const remembered = rememberedAccount(each.posting, input.chart);
    const key = remembered === undefined ? each.posting.account : `${each.posting.account}>${remembered}`;
    const same = codes.get(key);
    if (same !== undefined) return lineOf(each, same, rate, description);
    const choice = chooseAccount(each.posting, who, input.chart);
    codes.set(key, choice.code);
    findings.push(...choice.findings);
    for (const account of choice.newAccounts) opened.set(account.code, account);
    return lineOf(each, choice.code, rate, description);
  });
  return { lines, findings, newAccounts: [...opened.values()], description };
}

/** Borç lines before alacak lines, otherwise in the order of the template. */
function inBookOrder(lines: readonly ProposedLine[]): ProposedLine[] {
  return [...lines.filter((line) => line.debitKurus > 0n), ...lines.filter((line) => line.creditKurus > 0n)];
}

/**
 * Works out the voucher by the table "what an invoice becomes". Never throws on any invoice; where a voucher cannot be
 * worked out (no date, no amount, foreign currency without a rate) the proposal is null with an `error` finding.
 * Every proposal balances, has at least two lines and one positive side a line; stated totals are kept and a rounding
 * of up to 1.00 goes to 659/679. Codes of findings start with "fis.".
 */
export function proposeVoucher(input: ProposalInput): ProposalResult {
  const { invoice } = input;
  if (invoice.issueDate === null || !isIsoDate(invoice.issueDate))
    return refuse(
      'fis.tarih-yok',
      'issueDate',
      'Belgenin tarihi yok ya da okunamıyor; fiş tarihi bilinmeden fiş önerilemez.',
      'The document has no readable date; no voucher can be proposed without one.',
    );
  const kind = kindOf(input.direction, traitsOf(invoice));
  const reading = readInvoice(invoice, kind, input.purchaseDefault);
  if (reading === null)
    return refuse(
      'fis.tutar-yok',
      'totals.payable',
      'Belgede ödenecek tutar ve satır tutarı okunamıyor; fiş önerilemez.',
      'Neither a payable nor line amounts can be read; no voucher can be proposed.',
    );
  const rating = rateOf(input);
  if (rating === null) {
    const currency = invoice.currency ?? '';
    return refuse(
      'fis.kur-yok',
      'exchangeRate',
      `Belge ${currency} cinsinden ama kuru yok; kuru girin ya da TCMB kurunu alın.`,
      `The document is in ${currency} but states no rate; enter one or take TCMB's.`,
      { currency },
    );
  }
  const { postings, findings } = buildPostings(reading);
  const converted = convert(postings, rating.rate, kind).filter((each) => each.signedTry !== 0n);
  if (converted.length < 2)
    return refuse(
      'fis.tutar-sifir',
      'totals.payable',
      'Belgenin bütün tutarları sıfır (bedelsiz ya da tamamı iskontolu); deftere işlenecek tutar yok, fiş gerekmez.',
      'All amounts of the document are zero (free of charge or fully discounted); there is nothing to post, no voucher is needed.',
    );
  const settled = settle(converted, counterpartyOf(reading), input, rating.rate);
  return {
    proposal: {
      type: 'mahsup',
      date: invoice.issueDate,
      description: settled.description,
      lines: inBookOrder(settled.lines),
      newAccounts: settled.newAccounts,
    },
    findings: [...doubts(input), ...rating.findings, ...findings, ...settled.findings],
  };
}
