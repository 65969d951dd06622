/** Balance sheet and income statement as files: the two-sided form on paper, one list of rows in spreadsheets. */
import { formatKurusTr, kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { z } from 'zod';
import {
  type Asked,
  type ExportColumn,
  type ExportDeps,
  exportList,
  inOneGroup,
  type Language,
  periodWords,
  type Words,
} from '../table-export.ts';
import type { StatementRowView, statementsContract } from './contract.ts';
import { loadBilanco } from './show-bilanco.ts';
import { loadGelirTablosu } from './show-gelir-tablosu.ts';

type Contract = typeof statementsContract;
type Row = StatementRowView;

const INDENTS: Readonly<Record<Row['kind'], string>> = {
  side: '',
  class: '',
  result: '',
  group: '  ',
  account: '      ',
  added: '      ',
};
/** Sides, classes and results stand in capitals, as on the form of the law. */
const LOUD: ReadonlySet<Row['kind']> = new Set(['side', 'class', 'result']);

/** "  A. Hazır Değerler", "      1. Kasa", "I. DÖNEN VARLIKLAR". */
function nameOf(row: Row, language: Language): string {
  const name = language === 'tr' ? row.name : row.nameEn;
  const shown = LOUD.has(row.kind) ? name.toLocaleUpperCase(language) : name;
  return `${INDENTS[row.kind]}${row.mark === '' ? '' : `${row.mark}. `}${shown}`;
}

const isEmpty = (row: Row) =>
  row.kind === 'account' && row.amounts.every((amount) => /^0(\.0+)?$/.test(amount));

/** Sections without anything in them go as well. */
function filled(rows: readonly Row[], all: boolean): Row[] {
  if (all) return [...rows];
  const isZero = (row: Row) => row.amounts.every((amount) => /^0(\.0+)?$/.test(amount));
  return rows.filter(
    (row) => !isEmpty(row) && !(isZero(row) && (row.kind === 'group' || row.kind === 'class')),
  );
}

const amountOf = (row: Row | null, at: number) => {
  const text = row?.amounts[at];
  return text === undefined ? null : kurusFromDecimal(text);
};

interface Differences {
  readonly equal: boolean;
  readonly notes: readonly { readonly text: string; readonly textEn: string }[];
  readonly differences: readonly {
    readonly day: string;
    readonly code: string;
    readonly mizan: string;
    readonly statement: string;
  }[];
}

/** What the page says above the rows: whether they are the mizan's, each difference by its account, and the notes. */
function factsOf({ equal, notes, differences }: Differences): Words[] {
  const figure = (text: string) => formatKurusTr(kurusFromDecimal(text));
  return [
    equal
      ? { tr: 'Mizana eşit.', en: 'Equal to the trial balance.' }
      : { tr: 'MİZANA EŞİT DEĞİL.', en: 'NOT EQUAL TO THE TRIAL BALANCE.' },
    ...differences.map(({ day, code, mizan, statement }) => ({
      tr: `${dayText(day)} · ${code}: mizanda ${figure(mizan)}, tabloda ${figure(statement)}`,
      en: `${dayText(day)} · ${code}: trial balance ${figure(mizan)}, statement ${figure(statement)}`,
    })),
    ...notes.map(({ text, textEn }) => ({ tr: text, en: textEn })),
  ];
}

/** CSV has no lines above its table: what they say stands in rows below. */
function withFacts(rows: readonly Row[], facts: readonly Words[], format: string): Row[] {
  if (format !== 'csv') return [...rows];
  const told = facts.map(
    ({ tr, en }, at): Row => ({
      id: `not-${at}`,
      kind: 'added',
      mark: '',
      name: tr,
      nameEn: en,
      codes: [],
      amounts: [],
    }),
  );
  return [...rows, ...told];
}

function rowColumns(headers: readonly string[]): ExportColumn<Row>[] {
  const header = (text: string): Words => ({ tr: text, en: text });
  return [
    { id: 'code', header: { tr: 'Hesap', en: 'Account' }, kind: 'text', width: 8, cell: codeOf },
    { id: 'name', header: { tr: 'Kalem', en: 'Item' }, kind: 'text', width: 60, cell: nameOf },
    ...headers.map(
      (text, at): ExportColumn<Row> => ({
        id: at === 0 ? 'amount' : 'prior',
        header: header(text),
        kind: 'amount',
        width: 17,
        cell: (row) => amountOf(row, at),
      }),
    ),
  ];
}

const codeOf = (row: Row) => (row.kind === 'account' ? row.codes.join(', ') : '');

/** One line of the form: assets on the left, liabilities and equity on the right. */
interface FormLine {
  readonly left: Row | null;
  readonly right: Row | null;
}

function formColumns(headers: readonly string[]): ExportColumn<FormLine>[] {
  const side = (of: 'left' | 'right', name: Words): ExportColumn<FormLine>[] => [
    {
      id: `${of}Name`,
      header: name,
      kind: 'text',
      width: 40,
      cell: (line, language) => {
        const row = line[of];
        return row === null ? '' : nameOf(row, language);
      },
    },
    ...headers.map(
      (text, at): ExportColumn<FormLine> => ({
        id: `${of}${at}`,
        header: { tr: text, en: text },
        kind: 'amount',
        width: 14,
        cell: (line) => amountOf(line[of], at),
      }),
    ),
  ];
  return [
    ...side('left', { tr: 'AKTİF (VARLIKLAR)', en: 'ASSETS' }),
    ...side('right', { tr: 'PASİF (KAYNAKLAR)', en: 'LIABILITIES AND EQUITY' }),
  ];
}

function formLines(rows: readonly Row[]): FormLine[] {
  const pasif = rows.findIndex((row) => row.id === 'pasif');
  const [left, right] = [rows.slice(1, pasif), rows.slice(pasif + 1)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => ({
    left: left[at] ?? null,
    right: right[at] ?? null,
  }));
}

/** Throws CLIENT_NOT_FOUND and what `exportList` throws. */
export function exportBilanco(
  context: ExportDeps,
  asked: Asked,
  clientId: string,
  query: z.output<Contract['exportBilanco']['query']>,
): Promise<FileResult> {
  const title = { tr: 'Bilanço', en: 'Balance sheet' };
  if (query.format !== 'pdf')
    return exportList(context, asked, query, async (trx, tenantId) => {
      const sheet = await loadBilanco(trx, tenantId, clientId, query);
      const facts = factsOf(sheet);
      const rows = inOneGroup(withFacts(filled(sheet.rows, query.all), facts, query.format));
      return { title, clientId, facts, columns: rowColumns(sheet.days.map(dayText)), rows };
    });
  return exportList(context, asked, query, async (trx, tenantId) => {
    const sheet = await loadBilanco(trx, tenantId, clientId, query);
    const totals = [sheet.aktif, sheet.pasif].flatMap((side, of) =>
      side.map((amount, at) => [`${of === 0 ? 'left' : 'right'}${at}`, kurusFromDecimal(amount)]),
    );
    return {
      title,
      clientId,
      facts: [periodOf(sheet.days), ...factsOf(sheet)],
      columns: formColumns(sheet.days.map(dayText)),
      rows: inOneGroup(formLines(filled(sheet.rows, query.all))),
      totals: Object.fromEntries(totals),
    };
  });
}

const periodOf = ([to = '', prior = '']: readonly string[]): Words => ({
  tr: `${dayText(to)} tarihli, ${dayText(prior)} ile karşılaştırmalı`,
  en: `As of ${dayText(to)}, compared with ${dayText(prior)}`,
});

/** Throws CLIENT_NOT_FOUND, STATEMENT_RANGE_BACKWARDS and what `exportList` throws. */
export function exportGelirTablosu(
  context: ExportDeps,
  asked: Asked,
  clientId: string,
  query: z.output<Contract['exportGelirTablosu']['query']>,
): Promise<FileResult> {
  return exportList(context, asked, query, async (trx, tenantId) => {
    const statement = await loadGelirTablosu(trx, tenantId, clientId, query);
    const facts = factsOf(statement);
    return {
      title: { tr: 'Gelir tablosu', en: 'Income statement' },
      clientId,
      facts,
      columns: rowColumns(statement.ranges.map(({ from, to }) => periodWords(from, to)?.tr ?? '')),
      rows: inOneGroup(withFacts(filled(statement.rows, query.all), facts, query.format)),
    };
  });
}
