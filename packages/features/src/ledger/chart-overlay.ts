/** The client's chart as a batch of proposals sees it: what is stored, and what the batch itself opened so far. */
import type { AccountState, ChartView } from '@muhasebi/accounting/fatura/choose-account.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { finding } from '@muhasebi/accounting/fatura/make-finding.ts';
import type { NewAccount, VoucherProposal } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { ChartRow, PreferenceRow } from './proposals.queries.ts';

const byCounterparty = (parent: string, taxId: string): string => `${parent} ${taxId}`;

function unusableAccount(code: string, state: AccountState): Finding {
  const [tr, en] = state.isActive ? ['alt hesaplara bölünmüş', 'has sub-accounts'] : ['kapalı', 'is closed'];
  return finding(
    'fis.hesap-kullanilamaz',
    'error',
    null,
    {
      tr: `${code} ${state.name} hesabı ${tr}; satırda başka hesap seçin.`,
      en: `Account ${code} ${state.name} ${en}; choose another for its line.`,
    },
    { account: code },
  );
}

/** Changes as the batch goes on: a later document of a new counterparty finds the account of the earlier one. */
export class ChartOverlay {
  /** Parents whose next code was asked for but not loaded; the batch must be worked out again with them. */
  readonly unknownParents = new Set<string>();
  readonly opened = new Map<string, NewAccount>();
  readonly #states = new Map<string, AccountState>();
  readonly #storedLeaves = new Set<string>();
  readonly #counterparties = new Map<string, string>();
  readonly #preferences = new Map<string, Map<string, string>>();
  readonly #highest: Map<string, number>;

  constructor(
    chart: readonly ChartRow[],
    preferences: readonly PreferenceRow[],
    highest: Map<string, number>,
  ) {
    this.#highest = new Map(highest);
    for (const row of chart) {
      if (row.isLeaf) this.#storedLeaves.add(row.code);
      this.#states.set(row.code, { name: row.name, isLeaf: row.isLeaf, isActive: row.status !== 'closed' });
      if (row.counterpartyTaxId !== null && row.parentCode !== null)
        this.#counterparties.set(byCounterparty(row.parentCode, row.counterpartyTaxId), row.code);
    }
    for (const { counterpartyTaxId, role, accountCode } of preferences) {
      const roles = this.#preferences.get(counterpartyTaxId) ?? new Map<string, string>();
      this.#preferences.set(counterpartyTaxId, roles.set(role, accountCode));
    }
  }

  /** The view for one document; `taxId` is its counterparty. */
  viewFor(taxId: string | null): ChartView {
    return {
      find: (code) => this.#states.get(code) ?? null,
      counterpartyAccount: (parent, id) => this.#counterparties.get(byCounterparty(parent, id)) ?? null,
      nextSubAccountCode: (parent) => this.#nextCode(parent),
      preferences: (taxId === null ? undefined : this.#preferences.get(taxId)) ?? new Map(),
    };
  }

  /** True where the stored chart has the account as a leaf: opening below it needs that it has no lines. */
  readonly wasLeaf = (code: string): boolean => this.#storedLeaves.has(code);

  /** Lines on accounts that take no postings, e.g. a counterparty's account that was closed or divided. */
  unusable(proposal: VoucherProposal): Finding[] {
    const codes = new Set(proposal.lines.map((line) => line.accountCode));
    return [...codes].flatMap((code) => {
      const state = this.#states.get(code);
      return state === undefined || (state.isLeaf && state.isActive) ? [] : [unusableAccount(code, state)];
    });
  }

  /** Takes the accounts of a proposal into the chart, so that the next document finds them. */
  open(accounts: readonly NewAccount[]): void {
    for (const account of accounts) {
      this.opened.set(account.code, account);
      this.#states.set(account.code, { name: account.name, isLeaf: true, isActive: true });
      const parent = this.#states.get(account.parentCode);
      if (parent !== undefined) this.#states.set(account.parentCode, { ...parent, isLeaf: false });
      if (account.counterpartyTaxId !== null)
        this.#counterparties.set(byCounterparty(account.parentCode, account.counterpartyTaxId), account.code);
      this.#count(account);
    }
  }

  #nextCode(parent: string): string {
    const highest = this.#highest.get(parent);
    if (highest === undefined) this.unknownParents.add(parent);
    return `${parent}.${String((highest ?? 0) + 1).padStart(4, '0')}`;
  }

  #count({ code, parentCode }: NewAccount): void {
    const segment = code.slice(parentCode.length + 1);
    if (/^\d{1,9}$/.test(segment))
      this.#highest.set(parentCode, Math.max(this.#highest.get(parentCode) ?? 0, Number(segment)));
  }
}
