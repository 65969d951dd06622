/** Searches the office: each kind that the person may read, of the open client first, at most eight of each. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { Database, Trx } from '../feature.ts';
import {
  type FoundAccount,
  findAccountsOfClient,
  findAccountsOfOffice,
  findClients,
  MOST,
} from './clients-and-accounts.queries.ts';
import type { SearchResult } from './contract.ts';
import { readQuery, type SearchQuery } from './read-query.ts';
import {
  type FoundVoucher,
  findDocumentsByAmount,
  findDocumentsByNumber,
  findDocumentsByTaxId,
  findDocumentsByWords,
  findVouchersByHand,
  findVouchersByNumber,
  findVouchersOfDocuments,
  showDocuments,
} from './vouchers-and-documents.queries.ts';

interface Ask {
  readonly q: string;
  readonly clientId?: string | undefined;
  /** Whether the person may read a kind, "voucher:read". */
  readonly may: (permission: string) => boolean;
}

const NOTHING: SearchResult = { clients: [], accounts: [], vouchers: [], documents: [] };

/** One or two letters find clients alone: half of all documents hold any two letters. */
export function searchOffice(db: Database, scope: Scope, { q, clientId, may }: Ask): Promise<SearchResult> {
  const tenantId = tenantOf(scope);
  const query = readQuery(q);
  if (query === null) return Promise.resolve(NOTHING);
  // The open client first, then everybody: null stands for everybody.
  const places = clientId === undefined ? [null] : [clientId, null];
  return inScope(db, scope, async (trx) => {
    const clients = may('client:read') ? await findClients(trx, tenantId, query) : [];
    if (query.isShort) return { ...NOTHING, clients };
    const accounts = may('account:read') ? await accountsOf(trx, tenantId, query, clientId) : [];
    // A tax number or a code that was found is what was meant: no text is read for it.
    const isMeant =
      clients.some(({ taxId }) => taxId === query.taxId) ||
      (accounts.length > 0 && query.accountCode?.includes('.') === true);
    const seesDocuments = may('document:read');
    const documentIds = seesDocuments ? await documentsOf(trx, tenantId, query, places, !isMeant) : [];
    const vouchers = may('voucher:read') ? await vouchersOf(trx, tenantId, query, places, documentIds) : [];
    const documents = (await showDocuments(trx, tenantId, documentIds)) as SearchResult['documents'];
    return { clients, accounts, vouchers: vouchers.map(present), documents };
  });
}

async function accountsOf(trx: Trx, tenantId: string, query: SearchQuery, clientId: string | undefined) {
  const keyOf = (account: FoundAccount) => `${account.clientId} ${account.code}`;
  const own = clientId === undefined ? [] : await findAccountsOfClient(trx, tenantId, clientId, query);
  return own.length >= MOST
    ? own
    : distinct([...own, ...(await findAccountsOfOffice(trx, tenantId, query))], keyOf);
}

type Places = readonly (string | null)[];

async function documentsOf(
  trx: Trx,
  tenantId: string,
  query: SearchQuery,
  places: Places,
  inTexts: boolean,
): Promise<string[]> {
  const ids: string[] = [];
  const add = async (found: Promise<string[]>) => void ids.push(...(await found));
  for (const place of places) {
    const { amountKurus, documentNo, taxId } = query;
    if (amountKurus !== null) await add(findDocumentsByAmount(trx, tenantId, place, amountKurus));
    if (documentNo !== null) await add(findDocumentsByNumber(trx, tenantId, place, documentNo));
    if (taxId !== null && taxId.length >= 10) await add(findDocumentsByTaxId(trx, tenantId, place, taxId));
    if (distinct(ids, String).length >= MOST) break;
  }
  // Who typed a number or an amount that is there meant that: the words inside of texts are asked for what is not.
  if (ids.length === 0 && inTexts) await add(findDocumentsByWords(trx, tenantId, places[0] ?? null, query));
  return distinct(ids, String);
}

async function vouchersOf(
  trx: Trx,
  tenantId: string,
  query: SearchQuery,
  places: Places,
  documentIds: readonly string[],
): Promise<FoundVoucher[]> {
  const found: FoundVoucher[] = [];
  for (const place of places) {
    if (query.voucherNo !== null)
      found.push(...(await findVouchersByNumber(trx, tenantId, place, query.voucherNo)));
    found.push(...(await findVouchersByHand(trx, tenantId, place, query)));
  }
  if (documentIds.length > 0) found.push(...(await findVouchersOfDocuments(trx, tenantId, documentIds)));
  return distinct(found, ({ id }) => id);
}

/** The first of each key, and no more of them than are shown. */
function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()].slice(0, MOST);
}

function present({ totalKurus, ...row }: FoundVoucher): SearchResult['vouchers'][number] {
  return { ...row, total: kurusToDecimal(totalKurus) } as SearchResult['vouchers'][number];
}
