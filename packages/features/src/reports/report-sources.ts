/** What the reports borrow of other features: their own reading of the books, so that a report says what their pages say. */
import type { MonthDays } from '@muhasebi/accounting/donem/month.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { z } from 'zod';
import type { Trx } from '../feature.ts';
import type { ledgerContract } from '../ledger/contract.ts';
import type { ClientMonthRow } from '../office-overview/contract.ts';
import type { statementsContract } from '../statements/contract.ts';
import type { ExportColumn, Words } from '../table-export.ts';
import type { ReportPeriod } from './contract.ts';
import type { TablePart } from './report.ts';

type Mizan = z.output<typeof ledgerContract.getMizan.response>;
type Statements = typeof statementsContract;

/** Debit and credit of a leaf account. Kuruş; the opening is debit less credit of everything before the period. */
export interface LeafSums {
  readonly code: string;
  readonly openingNetKurus: bigint;
  readonly periodDebitKurus: bigint;
  readonly periodCreditKurus: bigint;
}

/** A list of another feature as a part of a report: its title and facts are its own. */
export interface BorrowedTable {
  readonly title: Words;
  readonly facts: readonly Words[];
  readonly table: TablePart;
}

/** A cari ekstre with what it comes to. Kuruş. */
export interface BorrowedEkstre extends BorrowedTable {
  readonly accounts: readonly { readonly code: string; readonly name: string }[];
  readonly openingKurus: bigint;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
}

/** What of a client's books cannot be right, and the KDV of its month; amounts in lira. */
type OfficeMizanFigures = RouteResult<Statements['showOfficeMizan']>['clients'][number];

type OfClient<Asked, Answer> = (
  trx: Trx,
  tenantId: string,
  clientId: string,
  asked: Asked,
) => Promise<Answer>;

export interface ReportSources {
  /** Of the ledger. Throws CLIENT_NOT_FOUND. */
  readonly mizan: OfClient<ReportPeriod & { readonly level: number }, Mizan>;
  readonly mizanColumns: readonly ExportColumn<Mizan['rows'][number]>[];
  readonly sumByAccount: OfClient<ReportPeriod, readonly LeafSums[]>;
  /** Of the statements. Throw CLIENT_NOT_FOUND. */
  readonly gelirTablosu: OfClient<
    z.output<Statements['getGelirTablosu']['query']>,
    RouteResult<Statements['getGelirTablosu']>
  >;
  readonly aging: OfClient<
    { readonly account: string; readonly at: string },
    RouteResult<Statements['getAging']>
  >;
  /** Of the statements, for every client in sight; `month` is "2026-11". */
  readonly officeMizan: (trx: Trx, tenantId: string, month: string) => Promise<readonly OfficeMizanFigures[]>;
  /** Of the books: an account with those below it. Throws CLIENT_NOT_FOUND. */
  readonly muavin: OfClient<ReportPeriod & { readonly account: string }, BorrowedTable>;
  /** Of the statements: by account or by tax number. Throws CLIENT_NOT_FOUND, EKSTRE_WHOSE. */
  readonly ekstre: OfClient<
    ReportPeriod & { readonly account?: string | undefined; readonly taxId?: string | undefined },
    BorrowedEkstre
  >;
  /** Of the office's overview: every client, or one alone. */
  readonly people: (
    trx: Trx,
    tenantId: string,
  ) => Promise<readonly { readonly userId: string; readonly name: string }[]>;
  readonly clientMonths: (
    trx: Trx,
    tenantId: string,
    days: MonthDays,
    only?: string | null,
  ) => Promise<readonly ClientMonthRow[]>;
}
