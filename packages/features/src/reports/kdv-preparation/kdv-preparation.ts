/** The list that a KDV declaration is prepared from: deductible, collected and withheld KDV with their documents. */
import { absoluteKurus, formatKurusTr, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import type { Trx } from '../../feature.ts';
import { amountColumn, type ExportColumn, inOneGroup, periodWords, type Words } from '../../table-export.ts';
import {
  ALL_FORMATS,
  type Figure,
  type Report,
  type ReportAsk,
  type ReportPart,
  same,
  tablePart,
} from '../report.ts';
import type { ReportSources } from '../report-sources.ts';
import {
  type ExemptSale,
  type KdvAccountSum,
  type KdvAccounts,
  type KdvLine,
  kdvLines,
  listExemptSales,
  listWithheldSales,
  sumKdv,
  type WithheldSale,
} from './kdv.queries.ts';

const DEDUCTIBLE: KdvAccounts = { under: '191', side: 'borc' };
const COLLECTED: KdvAccounts = { under: '391', side: 'alacak' };
/** What the client withheld as a buyer (sorumlu sıfatıyla), declared with KDV-2. */
const AS_BUYER: KdvAccounts = { under: '360.02', side: 'alacak' };

const NAMES = {
  deductible: { tr: 'İndirilecek KDV', en: 'Deductible KDV' },
  collected: { tr: 'Hesaplanan KDV', en: 'Collected KDV' },
  asBuyer: { tr: 'Sorumlu sıfatıyla KDV (tevkifat, KDV-2)', en: 'KDV withheld as a buyer (KDV-2)' },
  exempt: { tr: 'İstisna ve özel matrahlı satışlar', en: 'Sales by exemption code' },
  bySales: { tr: 'Alıcıların tevkif ettiği KDV', en: 'KDV withheld by customers' },
} as const satisfies Record<string, Words>;

const METHOD: Words = {
  tr: 'Deftere işlenmiş kayıtlardan; matrah, fişteki stok, duran varlık, gelir ve gider satırlarının toplamıdır. Beyanname değildir.',
  en: 'Of posted entries; the base is what the voucher’s lines of stocks, fixed assets, income and cost come to. Not a declaration.',
};

export function kdvPreparationReport({ sumByAccount }: ReportSources): Report {
  return {
    reportId: 'kdv-preparation',
    title: { tr: 'KDV hazırlık listesi', en: 'KDV preparation list' },
    summary: {
      tr: 'İndirilecek, hesaplanan ve tevkif edilen KDV, belgeleriyle.',
      en: 'Deductible, collected and withheld KDV with their documents.',
    },
    about: 'client',
    formats: ALL_FORMATS,
    options: [],
    async open(trx, ask) {
      const { tenantId, clientId, period } = ask;
      const whose = { tenantId, clientId, ...period };
      const deductible = await sumKdv(trx, whose, DEDUCTIBLE);
      const collected = await sumKdv(trx, whose, COLLECTED);
      const asBuyer = await sumKdv(trx, whose, AS_BUYER);
      const withheld = await listWithheldSales(trx, whose);
      const exempt = await listExemptSales(trx, whose);
      const brought = (await sumByAccount(trx, tenantId, clientId, period))
        .filter(({ code }) => code.startsWith('190'))
        .map(({ openingNetKurus }) => openingNetKurus);
      const expectedKurus = totalOf(collected) - totalOf(deductible) - sumKurus(brought);
      return {
        facts: [periodWords(period.from, period.to) ?? same(''), METHOD],
        parts: [
          positionPart({ deductible, collected, asBuyer, broughtKurus: sumKurus(brought), expectedKurus }),
          ...exemptParts(exempt),
          ...linesPart(trx, ask, DEDUCTIBLE, deductible, NAMES.deductible),
          ...linesPart(trx, ask, COLLECTED, collected, NAMES.collected),
          ...linesPart(trx, ask, AS_BUYER, asBuyer, NAMES.asBuyer),
          ...(withheld.length === 0
            ? []
            : [
                tablePart(
                  NAMES.bySales,
                  { columns: withheldColumns, rows: inOneGroup(withheld) },
                  withheld.length,
                ),
              ]),
        ],
        isEmpty: [deductible, collected, asBuyer, withheld, exempt].every((rows) => rows.length === 0),
        summary: sentenceOf(expectedKurus),
      };
    },
  };
}

const totalOf = (sums: readonly KdvAccountSum[]) => sumKurus(sums.map(({ kdvKurus }) => kdvKurus));
const countOf = (sums: readonly KdvAccountSum[]) => sums.reduce((count, each) => count + each.count, 0);

interface Position {
  readonly deductible: readonly KdvAccountSum[];
  readonly collected: readonly KdvAccountSum[];
  readonly asBuyer: readonly KdvAccountSum[];
  readonly broughtKurus: bigint;
  readonly expectedKurus: bigint;
}

function positionPart({ deductible, collected, asBuyer, broughtKurus, expectedKurus }: Position): ReportPart {
  const sums = (rows: readonly KdvAccountSum[], total: Words): Figure[] => [
    ...rows.map(({ code, name, count, kdvKurus }) => ({
      label: same(`${code} ${name}`),
      amountKurus: kdvKurus,
      note: { tr: `${count} satır`, en: `${count} lines` },
    })),
    { label: total, amountKurus: totalOf(rows), tone: 'strong' as const },
  ];
  return {
    kind: 'figures',
    title: { tr: 'Dönemin KDV’si', en: 'KDV of the period' },
    figures: [
      ...sums(collected, NAMES.collected),
      ...sums(deductible, NAMES.deductible),
      {
        label: { tr: 'Önceki dönemden devreden (190)', en: 'Brought forward (190)' },
        amountKurus: broughtKurus,
      },
      {
        label:
          expectedKurus > 0n
            ? { tr: 'Ödenecek KDV', en: 'KDV to be paid' }
            : { tr: 'Devreden KDV', en: 'KDV carried on' },
        amountKurus: absoluteKurus(expectedKurus),
        tone: 'strong',
      },
      ...(asBuyer.length === 0 ? [] : sums(asBuyer, NAMES.asBuyer)),
    ],
  };
}

/** None where it has no line. */
function linesPart(
  trx: Trx,
  { tenantId, clientId, period }: ReportAsk,
  accounts: KdvAccounts,
  sums: readonly KdvAccountSum[],
  title: Words,
): ReportPart[] {
  const rowCount = countOf(sums);
  if (rowCount === 0) return [];
  const query = kdvLines({ tenantId, clientId, ...period }, accounts);
  return [tablePart(title, { columns: lineColumns, rows: readInGroups(trx, query) }, rowCount)];
}

/** What the declaration asks for by code: its sum, and the documents behind it. */
function exemptParts(exempt: readonly ExemptSale[]): ReportPart[] {
  if (exempt.length === 0) return [];
  const byCode = Map.groupBy(exempt, ({ code }) => code);
  const figures: Figure[] = [...byCode].map(([code, sales]) => ({
    label: { tr: `Kod ${code} matrahı`, en: `Base of code ${code}` },
    amountKurus: sumKurus(sales.map(({ baseKurus }) => baseKurus)),
    note: { tr: `${sales.length} satır`, en: `${sales.length} lines` },
  }));
  return [
    { kind: 'figures', title: { tr: 'İstisna kodları', en: 'Exemption codes' }, figures },
    tablePart(NAMES.exempt, { columns: exemptColumns, rows: inOneGroup(exempt) }, exempt.length),
  ];
}

const text = <Row>(
  id: string,
  header: Words,
  width: number,
  cell: (row: Row) => string | null,
): ExportColumn<Row> => ({ id, header, kind: 'text', width, cell });

const lineColumns: readonly ExportColumn<KdvLine>[] = [
  {
    id: 'date',
    header: { tr: 'Belge tarihi', en: 'Day' },
    kind: 'date',
    width: 10,
    cell: ({ documentDate, date }) => documentDate ?? date,
  },
  text('documentNo', { tr: 'Belge no', en: 'Document' }, 17, (row) => row.documentNo),
  text(
    'counterparty',
    { tr: 'Karşı taraf', en: 'Counterparty' },
    30,
    (row) => row.counterparty ?? row.description,
  ),
  text('taxId', { tr: 'VKN / TCKN', en: 'Tax number' }, 11, (row) => row.taxId),
  text('account', { tr: 'Hesap', en: 'Account' }, 12, (row) => row.accountCode),
  { id: 'fisNo', header: { tr: 'Fiş no', en: 'Voucher' }, kind: 'count', width: 7, cell: (row) => row.fisNo },
  amountColumn('base', { tr: 'Fişin matrahı', en: 'Base of the voucher' }, (row) => row.baseKurus, true),
  amountColumn('kdv', { tr: 'KDV', en: 'KDV' }, (row) => row.kdvKurus, true),
];

const withheldColumns: readonly ExportColumn<WithheldSale>[] = [
  { id: 'date', header: { tr: 'Tarih', en: 'Day' }, kind: 'date', width: 10, cell: (row) => row.date },
  text('documentNo', { tr: 'Belge no', en: 'Document' }, 17, (row) => row.documentNo),
  text('counterparty', { tr: 'Alıcı', en: 'Customer' }, 30, (row) => row.counterparty),
  text('taxId', { tr: 'VKN / TCKN', en: 'Tax number' }, 11, (row) => row.taxId),
  text('code', { tr: 'Tevkifat kodu', en: 'Code' }, 8, (row) => row.code),
  text('percent', { tr: 'Oran %', en: 'Rate %' }, 7, (row) => row.percent),
  text('currency', { tr: 'Para', en: 'Currency' }, 5, (row) => row.currency),
  amountColumn('withheld', { tr: 'Tevkif edilen KDV', en: 'KDV withheld' }, (row) => row.withheldKurus),
];

const exemptColumns: readonly ExportColumn<ExemptSale>[] = [
  text('code', { tr: 'Kod', en: 'Code' }, 5, (row) => row.code),
  { id: 'date', header: { tr: 'Tarih', en: 'Day' }, kind: 'date', width: 10, cell: (row) => row.date },
  text('documentNo', { tr: 'Belge no', en: 'Document' }, 17, (row) => row.documentNo),
  text('counterparty', { tr: 'Alıcı', en: 'Customer' }, 26, (row) => row.counterparty),
  text('taxId', { tr: 'VKN / TCKN', en: 'Tax number' }, 11, (row) => row.taxId),
  text('reason', { tr: 'Gerekçe', en: 'Reason' }, 24, (row) => row.reason),
  amountColumn('base', { tr: 'Matrah', en: 'Base' }, (row) => row.baseKurus, true),
  amountColumn('kdv', { tr: 'KDV', en: 'KDV' }, (row) => row.kdvKurus, true),
];

function sentenceOf(expectedKurus: bigint): Words {
  const amount = formatKurusTr(absoluteKurus(expectedKurus));
  return expectedKurus > 0n
    ? { tr: `Ödenecek KDV ${amount}.`, en: `KDV to be paid ${amount}.` }
    : { tr: `Devreden KDV ${amount}.`, en: `KDV carried on ${amount}.` };
}
