/** The summary of a client: result, KDV, money, receivables and payables by age, and what is missing. */
import { AGING_BUCKETS } from '@muhasebi/accounting/cari/open-items.ts';
import { formatKurusTr, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { periodWords, type Words } from '../../table-export.ts';
import {
  ALL_FORMATS,
  type BarsPart,
  type Figure,
  type FiguresPart,
  type Report,
  type ReportPart,
  same,
} from '../report.ts';
import type { LeafSums, ReportSources } from '../report-sources.ts';
import { type ClientSummary, type OpenSide, readSummary } from './read-summary.ts';

export function monthSummaryReport(sources: ReportSources): Report {
  return {
    reportId: 'month-summary',
    title: { tr: 'Mükellef özeti', en: 'Client summary' },
    summary: {
      tr: 'Gelir, gider, KDV durumu, kasa ve banka, alacak ve borçların yaşı, eksikler.',
      en: 'Income, expense, KDV, cash and banks, receivables and payables by age, and what is missing.',
    },
    about: 'client',
    formats: ALL_FORMATS,
    options: [],
    async open(trx, ask) {
      const read = await readSummary(trx, ask, sources);
      const isEmpty = read.sums.length === 0 && (read.counts?.received ?? 0) === 0;
      const before = `${dayText(read.prior.from)} – ${dayText(read.prior.to)}`;
      return {
        facts: [
          periodWords(ask.period.from, ask.period.to) ?? same(''),
          { tr: `önceki dönem ${before}`, en: `period before ${before}` },
        ],
        parts: partsOf(read),
        isEmpty,
        summary: sentenceOf(read),
      };
    },
  };
}

function partsOf(read: ClientSummary): ReportPart[] {
  return [
    resultPart(read),
    ...(read.months.length < 2 ? [] : [monthsPart(read)]),
    kdvPart(read.sums),
    moneyPart(read.sums),
    agingPart(read),
    missingPart(read),
  ];
}

/** Groups that are not nothing, and each result that is another than the one above it. */
function resultPart({ result, netResult }: ClientSummary): FiguresPart {
  const figures: Figure[] = [];
  let last = '';
  for (const { kind, tr, en, amounts } of result) {
    const [amountKurus, priorKurus] = amounts;
    const said = amounts.join(' ');
    if (kind === 'group' && amounts.every((amount) => amount === 0n)) continue;
    if (kind !== 'group' && (kind !== 'result' || said === last)) continue;
    const tone = kind === 'result' ? 'strong' : 'plain';
    if (tone === 'strong') last = said;
    figures.push({ label: { tr, en }, amountKurus, priorKurus, tone });
  }
  const [amountKurus, priorKurus] = netResult;
  const label: Words = { tr: 'Dönem net kârı veya zararı', en: 'Net profit or loss of the period' };
  return {
    kind: 'figures',
    title: { tr: 'Gelir ve gider', en: 'Income and expense' },
    figures: [...figures.slice(0, -1), { label, amountKurus, priorKurus, tone: 'strong' }],
  };
}

const monthsPart = ({ months }: ClientSummary): BarsPart => ({
  kind: 'bars',
  title: { tr: 'Aylara göre gelir ve gider', en: 'Income and expense by month' },
  series: [
    { tr: 'Gelir', en: 'Income' },
    { tr: 'Gider', en: 'Expense' },
  ],
  bars: months.map(({ month, incomeKurus, costKurus }) => ({
    label: `${month.slice(5)}.${month.slice(0, 4)}`,
    values: [incomeKurus, costKurus],
  })),
});

/** Of the accounts below these beginnings. */
function sumOf(sums: readonly LeafSums[], codes: readonly string[], of: (row: LeafSums) => bigint): bigint {
  return sumKurus(sums.filter(({ code }) => codes.some((each) => code.startsWith(each))).map(of));
}
const closingOf = ({ openingNetKurus, periodDebitKurus, periodCreditKurus }: LeafSums) =>
  openingNetKurus + periodDebitKurus - periodCreditKurus;

/** The KDV of the period as the office's table of mizan figures reckons it: what came in, before it is set off. */
export function kdvPosition(sums: readonly LeafSums[]) {
  const collectedKurus = sumOf(sums, ['391'], (row) => row.periodCreditKurus);
  const deductibleKurus = sumOf(sums, ['191'], (row) => row.periodDebitKurus);
  const broughtKurus = sumOf(sums, ['190'], (row) => row.openingNetKurus);
  return {
    collectedKurus,
    deductibleKurus,
    broughtKurus,
    expectedKurus: collectedKurus - deductibleKurus - broughtKurus,
  };
}

function kdvPart(sums: readonly LeafSums[]): FiguresPart {
  const { collectedKurus, deductibleKurus, broughtKurus, expectedKurus } = kdvPosition(sums);
  const isOwed = expectedKurus > 0n;
  return {
    kind: 'figures',
    title: { tr: 'KDV durumu', en: 'KDV' },
    figures: [
      { label: { tr: 'Hesaplanan KDV (391)', en: 'KDV collected (391)' }, amountKurus: collectedKurus },
      { label: { tr: 'İndirilecek KDV (191)', en: 'KDV deductible (191)' }, amountKurus: deductibleKurus },
      {
        label: { tr: 'Önceki dönemden devreden (190)', en: 'Brought forward (190)' },
        amountKurus: broughtKurus,
      },
      {
        label: isOwed
          ? { tr: 'Ödenecek KDV', en: 'KDV to be paid' }
          : { tr: 'Devreden KDV', en: 'KDV carried on' },
        amountKurus: isOwed ? expectedKurus : -expectedKurus,
        tone: 'strong',
        note: { tr: 'beyanname değildir', en: 'not a declaration' },
      },
    ],
  };
}

const MONEY: readonly { readonly codes: readonly string[]; readonly label: Words }[] = [
  { codes: ['100'], label: { tr: 'Kasa (100)', en: 'Cash (100)' } },
  { codes: ['101'], label: { tr: 'Alınan çekler (101)', en: 'Cheques received (101)' } },
  { codes: ['102'], label: { tr: 'Bankalar (102)', en: 'Banks (102)' } },
  { codes: ['103'], label: { tr: 'Verilen çekler ve ödeme emirleri (103)', en: 'Cheques given (103)' } },
  { codes: ['108'], label: { tr: 'Diğer hazır değerler (108)', en: 'Other liquid assets (108)' } },
];

function moneyPart(sums: readonly LeafSums[]): FiguresPart {
  const shown = MONEY.map(({ codes, label }): Figure => {
    const amountKurus = sumOf(sums, codes, closingOf);
    const wrong = amountKurus < 0n && codes[0] !== '103';
    return {
      label,
      amountKurus,
      priorKurus: sumOf(sums, codes, (row) => row.openingNetKurus),
      tone: wrong ? 'warn' : 'plain',
      ...(wrong && { note: { tr: 'eksi bakiye', en: 'below zero' } }),
    };
  }).filter(({ amountKurus, priorKurus }) => amountKurus !== 0n || priorKurus !== 0n);
  return {
    kind: 'figures',
    title: { tr: 'Kasa ve banka', en: 'Cash and banks' },
    priorTitle: { tr: 'Dönem başı', en: 'At the beginning' },
    figures: [
      ...shown,
      {
        label: { tr: 'Toplam', en: 'Total' },
        amountKurus: sumOf(sums, ['10'], closingOf),
        priorKurus: sumOf(sums, ['10'], (row) => row.openingNetKurus),
        tone: 'strong',
      },
    ],
  };
}

function agingPart({ receivables, payables }: ClientSummary): BarsPart | FiguresPart {
  const side = ({ balanceKurus, advanceKurus, oldest }: OpenSide, label: Words, advance: Words): Figure[] => [
    {
      label,
      amountKurus: balanceKurus,
      tone: 'strong',
      ...(oldest !== null && {
        note: { tr: `en eski ${dayText(oldest)}`, en: `oldest ${dayText(oldest)}` },
      }),
    },
    ...(advanceKurus === 0n ? [] : [{ label: advance, amountKurus: advanceKurus }]),
  ];
  const buckets = ({ buckets: sums }: OpenSide, name: Words): Figure[] =>
    sums.flatMap((amountKurus, at) =>
      amountKurus === 0n
        ? []
        : [
            {
              label: {
                tr: `${name.tr}, ${AGING_BUCKETS[at]} gün`,
                en: `${name.en}, ${AGING_BUCKETS[at]} days`,
              },
              amountKurus,
              ...(at >= 3 && { tone: 'warn' as const }),
            },
          ],
    );
  return {
    kind: 'figures',
    title: {
      tr: 'Alacak ve borçlar, belge gününe göre',
      en: 'Receivables and payables by the day of the document',
    },
    figures: [
      ...side(
        receivables,
        { tr: 'Alıcılar (120)', en: 'Receivables (120)' },
        { tr: 'alınan avans', en: 'advances received' },
      ),
      ...buckets(receivables, { tr: 'alacak', en: 'receivable' }),
      ...side(
        payables,
        { tr: 'Satıcılar (320)', en: 'Payables (320)' },
        { tr: 'verilen avans', en: 'advances given' },
      ),
      ...buckets(payables, { tr: 'borç', en: 'payable' }),
    ],
  };
}

function missingPart({ counts, openRequests }: ClientSummary): FiguresPart {
  const waiting = (tr: string, en: string, count = 0): readonly Figure[] =>
    count === 0 ? [] : [{ label: { tr, en }, count, tone: 'warn' }];
  const missing = [
    ...waiting('İnceleme bekleyen', 'To be reviewed', counts?.ready),
    ...waiting('Okunuyor', 'Being read', counts?.reading),
    ...waiting('Okunamayan', 'Unreadable', counts?.failed),
    ...waiting('Başkasının belgesi', 'Not this client’s', counts?.notThisClient),
    ...waiting('Taslak fiş', 'Draft vouchers', counts?.drafts),
    ...waiting('Yanıt beklenen istek', 'Requests without an answer', openRequests),
  ];
  return {
    kind: 'figures',
    title: { tr: 'Belgeler ve eksikler', en: 'Documents and what is missing' },
    figures: [
      { label: { tr: 'Gelen belge', en: 'Documents in' }, count: counts?.received ?? 0 },
      { label: { tr: 'Deftere işlenen', en: 'Posted' }, count: counts?.posted ?? 0 },
      ...(missing.length > 0
        ? missing
        : [{ label: { tr: 'Bekleyen bir şey yok', en: 'Nothing waits' }, count: 0 }]),
    ],
  };
}

function sentenceOf({ netResult: [net], sums }: ClientSummary): Words {
  const { expectedKurus } = kdvPosition(sums);
  const [result, kdv] = [
    formatKurusTr(net),
    formatKurusTr(expectedKurus < 0n ? -expectedKurus : expectedKurus),
  ];
  const isOwed = expectedKurus > 0n;
  return {
    tr: `Dönem ${net < 0n ? 'zararı' : 'kârı'} ${result}; ${isOwed ? 'ödenecek' : 'devreden'} KDV ${kdv}.`,
    en: `${net < 0n ? 'Loss' : 'Profit'} of the period ${result}; KDV ${isOwed ? 'to be paid' : 'carried on'} ${kdv}.`,
  };
}
