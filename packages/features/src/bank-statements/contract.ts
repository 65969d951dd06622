/** Bank statements as the outside sees them: accounts of a client at banks, the statements that came, and their lines. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';
import { exportQuery } from '../table-export-contract.ts';

/** A text in both languages of the app. */
interface Words {
  readonly tr: string;
  readonly en: string;
}

export interface BankStatementsService {
  /** Whether the first 4 KB look like a statement of ours. */
  sniff(head: Buffer): 'mt940' | 'camt053' | null;
  /**
   * Stores the lines of one file whose bytes are at `path`. Whose it is: by its IBAN or account number among the office's bank
   * accounts, then by the IBANs on the cards of its clients, or `clientId` where given (the account is opened then). No owner, or
   * a refusal: nothing is stored, and the caller's transaction goes on.
   */
  take(
    trx: Trx,
    tenantId: string,
    file: {
      readonly path: string;
      readonly fileName: string;
      readonly sha256: string;
      readonly clientId: string | null;
    },
  ): Promise<
    | {
        readonly kind: 'stored';
        /** Those that are new; none where the same file was taken before. */
        readonly statementIds: string[];
        readonly clientId: string;
        /** Lines stored, and lines that were there already. */
        readonly lines: number;
        readonly known: number;
      }
    /** Accounts that no client has. */
    | { readonly kind: 'nobodys'; readonly accounts: string[] }
    | { readonly kind: 'refused'; readonly reason: Words }
  >;
  /** Takes statements back with their lines; a line that another statement has too stays. Unknown ids are passed over. */
  undo(trx: Trx, tenantId: string, statementIds: readonly string[]): Promise<void>;
}

const clientParams = z.object({ clientId: id });
const accountParams = z.object({ bankAccountId: id });
const finding = z.object({ code: z.string(), message: z.string(), messageEn: z.string() });

export const bankAccountView = z.object({
  id,
  /** An IBAN or the bank's own number. */
  accountNo: z.string(),
  currency: z.string(),
  name: z.string().nullable(),
  /** By the code in the IBAN; null where it is not known. */
  bankName: z.string().nullable(),
  accountCode: z.string().nullable(),
  statements: z.number().int(),
  lines: z.number().int(),
  firstDay: isoDate.nullable(),
  lastDay: isoDate.nullable(),
  /** At the end of the last statement. */
  balance: amount.nullable(),
  /** Statements that do not begin where the one before ended. */
  breaks: z.number().int(),
  version: z.number().int(),
});
export type BankAccountView = z.infer<typeof bankAccountView>;

export const bankStatementView = z.object({
  id,
  format: z.string(),
  fileName: z.string(),
  statementNo: z.string().nullable(),
  fromDay: isoDate,
  toDay: isoDate,
  opening: amount,
  closing: amount,
  lines: z.number().int(),
  /** Of these, brought by an earlier statement. */
  known: z.number().int(),
  takenAt: isoDateTime,
  takenByName: z.string().nullable(),
  finding: finding.nullable(),
});
export type BankStatementView = z.infer<typeof bankStatementView>;

export const bankLineView = z.object({
  id,
  bookedOn: isoDate,
  valuedOn: isoDate.nullable(),
  /** Money in is positive. */
  amount,
  balance: amount,
  kind: z.string(),
  reference: z.string(),
  bankReference: z.string(),
  description: z.string(),
  counterpartyName: z.string(),
  counterpartyAccount: z.string(),
});
export type BankLineView = z.infer<typeof bankLineView>;

export const lineFilter = z.object({
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** Any part of text, name, references or account, folded as people type. */
  q: z.string().trim().max(100).optional(),
  side: z.enum(['all', 'in', 'out']).default('all'),
});
export type LineFilter = z.output<typeof lineFilter>;

const placed = z.object({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** What became of one uploaded file. */
export const takenFile = z.object({
  fileName: z.string(),
  /** known: the same file was here before · nobodys is never answered: the client is named. */
  status: z.enum(['stored', 'known', 'refused']),
  statementIds: z.array(id),
  lines: z.number().int(),
  known: z.number().int(),
  error: finding.nullable(),
});
export type TakenFile = z.infer<typeof takenFile>;

export const bankStatementsContract = {
  uploadBankStatements: route({
    method: 'POST',
    path: '/clients/:clientId/bank-statements',
    permission: 'voucher:write',
    kind: 'multipart',
    summary: 'Banka ekstresi dosyalarını (MT940, CAMT.053) alır; her dosya için bir sonuç döner',
    params: clientParams,
    response: z.object({ results: z.array(takenFile) }),
    idempotent: true,
  }),
  listBankAccounts: route({
    method: 'GET',
    path: '/clients/:clientId/bank-accounts',
    permission: 'voucher:read',
    summary: 'Mükellefin ekstresi gelen banka hesaplarını listeler',
    params: clientParams,
    response: z.object({ items: z.array(bankAccountView) }),
  }),
  changeBankAccount: route({
    method: 'PATCH',
    path: '/bank-accounts/:bankAccountId',
    permission: 'voucher:write',
    summary: 'Banka hesabının adını ve hesap planındaki 102 hesabını değiştirir',
    params: accountParams,
    body: z.object({
      name: z.string().trim().min(1).max(120).nullable().optional(),
      accountCode: z
        .string()
        .regex(
          /^102(\.\d{1,10})*$/,
          bothTexts('102 ile başlayan hesap kodu olmalı', 'must be an account below 102'),
        )
        .nullable()
        .optional(),
      version: z.number().int(),
    }),
    response: bankAccountView,
  }),
  listBankStatements: route({
    method: 'GET',
    path: '/bank-accounts/:bankAccountId/statements',
    permission: 'voucher:read',
    summary: 'Hesabın ekstrelerini listeler, en yenisi önce; aradaki eksikler bulgu olarak döner',
    params: accountParams,
    query: placed,
    response: z.object({ items: z.array(bankStatementView), total: z.number().int() }),
  }),
  listBankLines: route({
    method: 'GET',
    path: '/bank-accounts/:bankAccountId/lines',
    permission: 'voucher:read',
    summary: 'Hesabın hareketlerini listeler, en yenisi önce',
    params: accountParams,
    query: placed.extend(lineFilter.shape),
    response: z.object({
      items: z.array(bankLineView),
      total: z.number().int(),
      sumIn: amount,
      sumOut: amount,
    }),
  }),
  exportBankLines: route({
    method: 'GET',
    path: '/bank-accounts/:bankAccountId/lines/export',
    permission: 'voucher:read',
    summary: 'Hesabın hareketlerini dosya olarak verir (XLSX, CSV, PDF)',
    kind: 'file',
    params: accountParams,
    query: lineFilter.extend(exportQuery.shape),
  }),
  undoBankStatement: route({
    method: 'DELETE',
    path: '/bank-statements/:statementId',
    permission: 'voucher:write',
    summary: 'Ekstreyi geri alır: yalnız onun getirdiği hareketler silinir',
    params: z.object({ statementId: id }),
  }),
};

export const { definitions: bankStatementErrorDefinitions, errors: bankStatementErrors } = defineErrors({
  BANK_ACCOUNT_NOT_FOUND: {
    status: 404,
    tr: 'Banka hesabı bulunamadı.',
    en: 'Bank account not found.',
    nextTr: 'Mükellefin Banka sayfasından seçin.',
    nextEn: "Pick one from the client's Bank page.",
  },
  BANK_STATEMENT_NOT_FOUND: {
    status: 404,
    tr: 'Ekstre bulunamadı.',
    en: 'Statement not found.',
    nextTr: 'Başkası geri almış olabilir; sayfayı yenileyin.',
    nextEn: 'Somebody may have taken it back; reload the page.',
  },
  BANK_ACCOUNT_CHANGED: {
    status: 409,
    tr: 'Banka hesabını bu arada başkası değiştirdi.',
    en: 'Somebody else changed the bank account meanwhile.',
    nextTr: 'Sayfayı yenileyip yeniden deneyin.',
    nextEn: 'Reload the page and try again.',
  },
  BANK_ACCOUNT_CODE_UNKNOWN: {
    status: 422,
    tr: '{code} hesabı mükellefin hesap planında yok.',
    en: "Account {code} is not in the client's chart.",
    nextTr: 'Önce hesabı açın ya da başka bir 102 hesabı seçin.',
    nextEn: 'Open the account first, or choose another one below 102.',
  },
  BANK_NO_FILE: {
    status: 422,
    tr: 'İstekte dosya yok.',
    en: 'The request holds no file.',
    nextTr: 'Bankadan aldığınız MT940 ya da CAMT.053 dosyasını seçin.',
    nextEn: 'Choose the MT940 or CAMT.053 file that the bank gave.',
  },
  BANK_FILE_TOO_LARGE: {
    status: 413,
    tr: '“{fileName}” çok büyük; en çok {limit} alınır.',
    en: '“{fileName}” is too large; at most {limit} is taken.',
    nextTr: 'Bankadan daha kısa bir aralığın ekstresini alın.',
    nextEn: 'Get the statement of a shorter period from the bank.',
  },
  BANK_TOO_MANY_FILES: {
    status: 422,
    tr: '“{fileName}” alınmadı: bir istekte en çok {limit} dosya alınır.',
    en: '“{fileName}” was not taken: at most {limit} files are taken in one request.',
    nextTr: 'Kalan dosyaları ayrıca yükleyin.',
    nextEn: 'Upload the remaining files by themselves.',
  },
  BANK_STATEMENT_REFUSED: {
    status: 422,
    tr: '{reason}',
    en: '{reasonEn}',
    nextTr: 'Söyleneni yapıp dosyayı yeniden yükleyin.',
    nextEn: 'Do as it says and upload the file again.',
  },
  BANK_ACCOUNT_OF_ANOTHER: {
    status: 409,
    tr: '{account} hesabı başka bir mükellefin.',
    en: 'Account {account} belongs to another client.',
    nextTr: 'Dosyayı o mükellefin Banka sayfasına yükleyin.',
    nextEn: "Upload the file on that client's Bank page.",
  },
  BANK_FILE_OF_SEVERAL: {
    status: 422,
    tr: 'Dosyada birden çok mükellefin hesabı var: {accounts}.',
    en: 'The file holds accounts of more than one client: {accounts}.',
    nextTr: 'Bankadan her mükellef için ayrı dosya alın.',
    nextEn: 'Get a file for each client from the bank.',
  },
  BANK_ACCOUNT_NOBODYS: {
    status: 422,
    tr: 'Dosyadaki hesap hiçbir mükellefin değil: {accounts}.',
    en: 'No client has the account in the file: {accounts}.',
    nextTr: 'IBAN’ı mükellefin kartına yazın ya da dosyayı mükellefin Banka sayfasına yükleyin.',
    nextEn: "Write the IBAN on the client's card, or upload the file on the client's Bank page.",
  },
});
