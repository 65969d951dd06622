/** The ledger as the outside sees it: accounts, vouchers (fiş), posting and the mizan. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, decimal, id, isoDate, isoDateTime, month, page } from '@muhasebi/platform/http/wire.ts';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../feature.ts';
import type { FxBalance, FxBalancesAsked } from './fx-balances.queries.ts';
import { accountCode, bookViews, mizanQuery, voucherListQuery } from './views-contract.ts';

import type { MovedDraft, ProposedDraft, VoucherActs } from './voucher-acts.ts';
import type { VoucherBatches } from './voucher-batches.ts';

export type { DraftCopy } from './voucher-acts.ts';
export type { BatchVoucher, TakenBack } from './voucher-batches.ts';

const clientParams = z.object({ clientId: id });
const voucherParams = z.object({ voucherId: id });

export const accountView = z.object({
  code: z.string(),
  name: z.string(),
  parentCode: z.string().nullable(),
  isLeaf: z.boolean(),
  normalSide: z.enum(['borc', 'alacak']),
  /** proposed: opened by a draft's proposal, becomes open when that voucher is posted. */
  status: z.enum(['proposed', 'open', 'closed']),
  counterpartyTaxId: z.string().nullable(),
});
export type AccountView = z.infer<typeof accountView>;

const lineReason = z.object({
  role: z.string(),
  text: z.string(),
  textEn: z.string(),
  places: z.array(z.string()),
});

export const voucherLineView = z.object({
  lineNo: z.number().int(),
  accountCode: z.string(),
  accountName: z.string(),
  /** True where the account will be opened by posting this voucher. */
  accountIsNew: z.boolean(),
  debit: amount,
  credit: amount,
  description: z.string(),
  fx: z.object({ currency: z.string(), amount: decimal(8), rate: decimal(8) }).nullable(),
  reason: lineReason.nullable(),
});

export const voucherListItem = z.object({
  id,
  clientId: id,
  type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']),
  status: z.enum(['draft', 'posted']),
  /** Gap-free per client, fiscal year and type; null on a draft. */
  fisNo: z.number().int().nullable(),
  fiscalYear: z.number().int(),
  date: isoDate,
  description: z.string(),
  totalDebit: amount,
  totalCredit: amount,
  documentId: id.nullable(),
  documentNo: z.string().nullable(),
  reversalOf: id.nullable(),
  /** The posted voucher that took it back. */
  reversedBy: id.nullable(),
  version: z.number().int(),
  postedAt: isoDateTime.nullable(),
});
export type VoucherListItem = z.infer<typeof voucherListItem>;

export const voucherView = voucherListItem.extend({
  /** A reversal that waits as a draft; it takes back when it is posted. */
  reversalDraft: id.nullable(),
  lines: z.array(voucherLineView),
  postedByName: z.string().nullable(),
  /** Who changed the draft last; null where it stands as proposed. */
  changedByName: z.string().nullable(),
});
export type VoucherView = z.infer<typeof voucherView>;

/** Without a sign: the side of the line says which way it goes. Zero where a revaluation moves the lira alone. */
const foreignAmount = decimal(8).refine(
  (text) => !text.startsWith('-'),
  bothTexts(
    'eksi olmaz; yönü satırın borcu ya da alacağı söyler',
    'is not negative; the side of the line says which way it goes',
  ),
);

const lineInput = z.object({
  accountCode,
  debit: amount.default('0'),
  credit: amount.default('0'),
  description: z.string().trim().max(250).default(''),
  fx: z.object({ currency: z.string().length(3), amount: foreignAmount, rate: decimal(8) }).nullish(),
  /** Role of the proposed line this one keeps, so that a changed account is remembered for the counterparty. */
  role: z.string().max(100).nullish(),
});

export const mizanRow = z.object({
  code: z.string(),
  name: z.string(),
  level: z.number().int(),
  isLeaf: z.boolean(),
  openingDebit: amount,
  openingCredit: amount,
  periodDebit: amount,
  periodCredit: amount,
  cumulativeDebit: amount,
  cumulativeCredit: amount,
  balanceDebit: amount,
  balanceCredit: amount,
});

const postingResults = z.object({
  results: z.array(
    z.object({
      id,
      status: z.enum(['posted', 'refused']),
      fisNo: z.number().int().nullable(),
      /** Where it was posted before this request by somebody else: who that was. */
      postedBefore: z.object({ byName: z.string().nullable(), at: isoDateTime }).nullable(),
      error: z
        .object({
          code: z.string(),
          message: z.string(),
          messageEn: z.string(),
          next: z.string(),
          nextEn: z.string(),
        })
        .nullable(),
    }),
  ),
});

const CODE_LIST_TEXT = 'virgülle ayrılmış hesap kodları olmalı (örnek: 102,120.01)';
/** At most 200 codes by commas; an address holds no more. */
const codeList = (code: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(code).max(200))
    .optional();

export const ledgerContract = {
  ...bookViews,
  listAccounts: route({
    method: 'GET',
    path: '/clients/:clientId/accounts',
    permission: 'account:read',
    summary: 'Hesap planını gösterir; kod ya da adla arar',
    params: clientParams,
    query: z.object({
      q: z.string().max(100).optional(),
      leafOnly: z.stringbool().default(false),
      /** Beginnings of codes, by commas: "102", "12,13,32". */
      under: codeList(z.string().regex(/^[1-9]\d{0,2}(\.\d{1,10})*\.?$/, CODE_LIST_TEXT)),
      /** These very accounts alone, by commas: what a voucher needs of a chart too long to be held. */
      codes: codeList(accountCode),
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
    }),
    response: z.object({ items: z.array(accountView) }),
  }),
  nextAccountCode: route({
    method: 'GET',
    path: '/clients/:clientId/accounts/:accountCode/next',
    permission: 'account:read',
    summary: 'Bir hesabın altında açılacak sıradaki hesabın kodunu söyler',
    params: clientParams.extend({ accountCode }),
    response: z.object({ code: z.string() }),
  }),
  createAccount: route({
    method: 'POST',
    path: '/clients/:clientId/accounts',
    permission: 'account:write',
    summary: 'Alt hesap açar',
    params: clientParams,
    body: z.object({
      code: accountCode,
      name: z.string().trim().min(1).max(200),
      /** VKN or TCKN of the cari whose account it is. */
      counterpartyTaxId: z
        .string()
        .trim()
        .regex(/^\d{10,11}$/, 'VKN 10, TCKN 11 rakamdır')
        .nullish(),
    }),
    response: accountView,
    status: 201,
  }),
  showPeriod: route({
    method: 'GET',
    path: '/clients/:clientId/periods/:month',
    permission: 'voucher:read',
    summary: 'Bir ayın kayda açık olup olmadığını söyler',
    params: clientParams.extend({ month }),
    response: z.object({
      month,
      /** opens = not begun yet, opens with its first entry; outside = no entry can stand there. */
      status: z.enum(['open', 'locked', 'closed', 'opens', 'outside']),
    }),
  }),
  listVouchers: route({
    method: 'GET',
    path: '/clients/:clientId/vouchers',
    permission: 'voucher:read',
    summary: 'Fişleri listeler',
    params: clientParams,
    query: voucherListQuery,
    response: page(voucherListItem),
  }),
  createVoucher: route({
    method: 'POST',
    path: '/clients/:clientId/vouchers',
    permission: 'voucher:write',
    summary: 'Elle fiş taslağı açar',
    params: clientParams,
    body: z.object({
      type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']).default('mahsup'),
      date: isoDate,
      description: z.string().trim().max(250).default(''),
      lines: z.array(lineInput).max(5000),
    }),
    response: voucherView,
    status: 201,
  }),
  getVoucher: route({
    method: 'GET',
    path: '/vouchers/:voucherId',
    permission: 'voucher:read',
    summary: 'Fişi satırları ve gerekçeleriyle gösterir',
    params: voucherParams,
    response: voucherView,
  }),
  updateVoucher: route({
    method: 'PATCH',
    path: '/vouchers/:voucherId',
    permission: 'voucher:write',
    summary: 'Fiş taslağını değiştirir; değişen hesaplar mükellef ve karşı taraf için hatırlanır',
    params: voucherParams,
    body: z.object({
      version: z.number().int(),
      type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']).optional(),
      date: isoDate.optional(),
      description: z.string().trim().max(250).optional(),
      lines: z.array(lineInput).max(5000).optional(),
    }),
    response: voucherView,
  }),
  deleteVoucher: route({
    method: 'DELETE',
    path: '/vouchers/:voucherId',
    permission: 'voucher:write',
    summary: 'Elle açılmış fiş taslağını siler; deftere işlenmiş fiş silinmez',
    params: voucherParams,
    idempotent: true,
  }),
  postVouchers: route({
    method: 'POST',
    path: '/vouchers/post',
    permission: 'voucher:post',
    summary: 'Fişleri deftere işler; her fiş için ayrı sonuç döner',
    body: z.object({
      vouchers: z
        .array(z.object({ id, version: z.number().int().optional() }))
        .min(1)
        .max(1000),
    }),
    response: postingResults,
    idempotent: true,
  }),
  enterVouchers: route({
    method: 'POST',
    path: '/clients/:clientId/vouchers/posted',
    permission: 'voucher:post',
    summary:
      'Fişleri tek istekte açar ve deftere işler; her fiş için ayrı sonuç döner, işlenmeyenden iz kalmaz',
    params: clientParams,
    body: z.object({
      vouchers: z
        .array(
          z.object({
            /** Chosen by the caller: a repeated request finds what stands already. */
            id,
            type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']).default('mahsup'),
            date: isoDate,
            description: z.string().trim().max(250).default(''),
            lines: z.array(lineInput).max(5000),
          }),
        )
        .min(1)
        .max(1000),
    }),
    response: postingResults,
    idempotent: true,
  }),
  reverseVoucher: route({
    method: 'POST',
    path: '/vouchers/:voucherId/reverse',
    permission: 'voucher:post',
    summary: 'Deftere işlenmiş fişi ters kayıtla düzeltir',
    params: voucherParams,
    body: z.object({ date: isoDate, description: z.string().trim().max(250).optional() }),
    response: voucherView,
    status: 201,
  }),
  prepareReversal: route({
    method: 'POST',
    path: '/vouchers/:voucherId/reversal-draft',
    permission: 'voucher:write',
    summary:
      'Deftere işlenmiş fişin ters kaydını taslak olarak hazırlar; hazırlanmışsa aynı taslağı döner, işleyene kadar fiş geçerlidir',
    params: voucherParams,
    /** Where that day's month takes no entries, the draft has the first day of the next one that does. */
    body: z.object({ date: isoDate.optional() }),
    response: voucherView,
  }),
  correctVoucher: route({
    method: 'POST',
    path: '/vouchers/:voucherId/correct',
    permission: 'voucher:post',
    summary:
      'Deftere işlenmiş fişi ters kayıtla geri alır ve satırlarını düzeltilecek yeni bir taslak olarak açar',
    params: voucherParams,
    body: z.object({ date: isoDate, description: z.string().trim().max(250).optional() }),
    response: z.object({ reversal: voucherView, draft: voucherView }),
    status: 201,
  }),
  getMizan: route({
    method: 'GET',
    path: '/clients/:clientId/mizan',
    permission: 'report:read',
    summary: 'Mizan: açılış, dönem, kümülatif ve bakiye sütunlarıyla',
    params: clientParams,
    query: mizanQuery,
    response: z.object({
      from: isoDate,
      to: isoDate,
      rows: z.array(mizanRow),
      totals: mizanRow.omit({ code: true, name: true, level: true, isLeaf: true }),
      balanced: z.boolean(),
    }),
  }),
};

export { ledgerErrorDefinitions, ledgerErrors } from './ledger-errors.ts';

/** A client company as proposals need to know it. */
export interface ClientForBooks {
  readonly tenantId: string;
  readonly clientId: string;
  readonly taxId: string;
  readonly purchaseDefault: 'merchandise' | 'expense';
  readonly fiscalYearStartMonth: number;
}

export interface ProposalRequest {
  readonly documentId: string;
  readonly invoice: Invoice;
  readonly direction: 'alis' | 'satis';
}

/** `voucherId` is null where no voucher can be proposed; the findings say why. */
export interface ProposalOutcome {
  readonly documentId: string;
  readonly voucherId: string | null;
  readonly findings: readonly Finding[];
}

export interface DocumentsInBooks {
  readonly tenantId: string;
  readonly clientId: string;
  readonly documents: readonly {
    readonly documentId: string;
    readonly voucherId: string;
    /** Of a reversal that opened the lines again at once: the document's new draft. */
    readonly draftId?: string;
  }[];
}

/** Vouchers that one statement put into the books, reversals and what was entered by hand among them. */
export interface BookedVouchers {
  readonly tenantId: string;
  /** Of several clients where several were posted together. */
  readonly vouchers: readonly { readonly clientId: string; readonly voucherId: string }[];
}

export interface BookedListener {
  /** Whether anything is to be told of the office, as SQL: what is posted beside that question is committed with it where nothing is. */
  isWanted(tenantId: string): RawBuilder<boolean>;
  tell(trx: Trx, booked: BookedVouchers): Promise<void>;
}

/** What other features may ask of the ledger, always inside their own transaction. */
export interface LedgerService {
  readonly acts: VoucherActs;
  readonly batches: VoucherBatches;
  /** Seeds the Tekdüzen chart with its starting sub-accounts and opens the months around `today` (ISO). */
  openBooks(trx: Trx, client: ClientForBooks, today: string): Promise<void>;
  /** The fiscal year starts in another month from now on; only for a client without posted vouchers. */
  moveFiscalYears(
    trx: Trx,
    client: Pick<ClientForBooks, 'tenantId' | 'clientId' | 'fiscalYearStartMonth'>,
    today: string,
  ): Promise<void>;
  /** Replaces the drafts of these documents by new proposals; set-based, one call for a whole batch. */
  proposeDrafts(
    trx: Trx,
    client: ClientForBooks,
    requests: readonly ProposalRequest[],
  ): Promise<ProposalOutcome[]>;
  /** What each account holds of each currency by its posted lines; the same as `sumFxByAccount`. */
  fxBalances(trx: Trx, tenantId: string, clientId: string, asked: FxBalancesAsked): Promise<FxBalance[]>;
  /** Deletes the drafts of these documents; posted vouchers stay. */
  deleteDrafts(trx: Trx, tenantId: string, documentIds: readonly string[]): Promise<void>;
  /** Opens a draft that is no document's; throws what its accounts ask for (ACCOUNT_NOT_FOUND, …). */
  openDraft(trx: Trx, tenantId: string, clientId: string, draft: ProposedDraft): Promise<string>;
  /** Puts new content in place of a draft's. */
  replaceDraft(trx: Trx, tenantId: string, voucherId: string, draft: ProposedDraft): Promise<void>;
  /** Deletes drafts that are no document's; what is posted stays. */
  deleteOwnDraft(trx: Trx, tenantId: string, voucherId: string): Promise<void>;
  /** Gives drafts another day; answers where each stood, and its version now. */
  moveDrafts(
    trx: Trx,
    tenantId: string,
    clientId: string,
    ids: readonly string[],
    date: string,
  ): Promise<MovedDraft[]>;
  /** The day itself where its month takes entries, else the first day after it that does. */
  firstOpenDay(trx: Trx, tenantId: string, clientId: string, day: string): Promise<string>;
  /** The reversal of this voucher that waits as a draft; null where there is none. */
  findReversalDraft(trx: Trx, tenantId: string, voucherId: string): Promise<string | null>;
  /** Tells open pages that books of the client changed; for acts outside the ledger, after their commit. */
  booksChanged(tenantId: string, clientId: string): void;
  /** Called inside the posting transaction with the documents whose vouchers were posted. */
  onPosted(listener: (trx: Trx, posted: DocumentsInBooks) => Promise<void>): void;
  /** Called inside the posting transaction with every voucher that was posted; a repeated request may name one again. */
  onBooked(listener: BookedListener): void;
  /** Called inside the reversing transaction: the document waits for a voucher again. */
  onReversed(listener: (trx: Trx, reversed: DocumentsInBooks) => Promise<void>): void;
}
