/** Settles the account of a posting on the client's own chart, opening sub-accounts where the chart lacks them. */
import { parentCode } from '../hesap-plani/account-code.ts';
import { findInStartingChart } from '../hesap-plani/starting-chart.ts';
import type { NewAccount } from '../yevmiye/voucher.ts';
import type { Finding } from './finding.ts';
import { finding } from './make-finding.ts';
import type { Posting } from './posting.ts';

/** What the client's chart knows of one account. */
export interface AccountState {
  readonly name: string;
  readonly isLeaf: boolean;
  readonly isActive: boolean;
}

/** The client's chart as a proposal sees it; all four are plain look-ups, nothing is changed. */
export interface ChartView {
  /** The account with this code, or null. */
  readonly find: (code: string) => AccountState | null;
  /** Existing sub-account of this counterparty below `parent`, or null. */
  readonly counterpartyAccount: (parent: string, taxId: string) => string | null;
  /** The code the next sub-account below `parent` would get. */
  readonly nextSubAccountCode: (parent: string) => string;
  /** Accounts the office chose before for this client and counterparty, by role. */
  readonly preferences: ReadonlyMap<string, string>;
}

export interface ChosenAccount {
  readonly code: string;
  readonly newAccounts: readonly NewAccount[];
  readonly findings: readonly Finding[];
}

const chosen = (
  code: string,
  newAccounts: readonly NewAccount[] = [],
  findings: readonly Finding[] = [],
) => ({
  code,
  newAccounts,
  findings,
});

function newAccount(code: string, parent: string, name: string, taxId: string | null): NewAccount {
  return { code, parentCode: parent, name, counterpartyTaxId: taxId };
}

/** The name the starting chart knows, else that of the nearest account above with the rest of the code: "Kasa 07". */
function nameOf(code: string): string {
  for (let at: string | null = code; at !== null; at = parentCode(at)) {
    const known = findInStartingChart(at);
    if (known !== null) return `${known.name} ${code.slice(at.length).replace(/^\./, '')}`.trim();
  }
  return code;
}

/** Missing accounts from the three-digit level (or the nearest existing ancestor) down to `code`, parents first. */
function missingChain(code: string, chart: ChartView): NewAccount[] {
  const chain: NewAccount[] = [];
  for (let at = code; at.length >= 3 && chart.find(at) === null; ) {
    const parent = parentCode(at);
    if (parent === null) break;
    chain.unshift(newAccount(at, parent, nameOf(at), null));
    at = parent;
  }
  return chain;
}

function existingAncestor(code: string, chart: ChartView): string | null {
  for (let at = parentCode(code); at !== null && at.length >= 3; at = parentCode(at))
    if (chart.find(at)) return at;
  return null;
}

/** The default account; a client that posts one level higher keeps doing so; a group gets a new sub-account. */
function defaultAccount(code: string, chart: ChartView): ChosenAccount {
  const state = chart.find(code);
  if (state === null) {
    const ancestor = existingAncestor(code, chart);
    if (ancestor !== null && chart.find(ancestor)?.isLeaf) return defaultAccount(ancestor, chart);
    return chosen(code, missingChain(code, chart));
  }
  if (!state.isLeaf) {
    const below = chart.nextSubAccountCode(code);
    return chosen(below, [newAccount(below, code, `${state.name} - Genel`, null)]);
  }
  if (state.isActive) return chosen(code);
  return chosen(
    code,
    [],
    [
      finding(
        'fis.hesap-kapali',
        'error',
        null,
        {
          tr: `${code} ${state.name} hesabı kapalı; fişe işlenemez. Hesabı açın ya da satırda başka hesap seçin.`,
          en: `Account ${code} ${state.name} is closed; nothing can be posted to it. Open it or choose another account.`,
        },
        { account: code },
      ),
    ],
  );
}

/** Number of the sub-account that those without a tax number share; the counting of new ones passes it over. */
const SHARED = '0000';

function sharedName(parent: string): string {
  const people = parent.startsWith('32') ? 'satıcılar' : 'alıcılar';
  return `Vergi numarası olmayan ${parent.endsWith('.02') ? 'yurt dışı ' : ''}${people}`;
}

/** Without a tax number nobody can be told from a namesake: one account for all of them, never one for each document. */
function sharedAccount(parent: string, name: string, chart: ChartView): ChosenAccount {
  const code = `${parent}.${SHARED}`;
  const state = chart.find(code);
  const shared = state?.name ?? sharedName(parent);
  const note = finding(
    'fis.cari-ortak',
    'info',
    null,
    {
      tr: `${name} için belgede vergi numarası yok; tutar ortak ${code} ${shared} hesabına yazıldı. Kendi hesabında izlemek için alt hesap açıp satırda onu seçin.`,
      en: `The document gives no tax number of ${name}; the amount goes to the shared account ${code} ${shared}. To follow it apart, open a sub-account and choose it on the line.`,
    },
    { account: code, name },
  );
  const opened =
    state === null ? [...missingChain(parent, chart), newAccount(code, parent, shared, null)] : [];
  return chosen(code, opened, [note]);
}

function counterpartyAccount(
  parent: string,
  who: { name: string; taxId: string | null },
  chart: ChartView,
): ChosenAccount {
  if (who.taxId === null) return sharedAccount(parent, who.name, chart);
  const existing = chart.counterpartyAccount(parent, who.taxId);
  if (existing !== null) return chosen(existing);
  const code = chart.nextSubAccountCode(parent);
  return chosen(code, [...missingChain(parent, chart), newAccount(code, parent, who.name, who.taxId)]);
}

/** "alis.matrah.2000": what the price of one KDV rate is posted to; the rate in basis points. */
const BASE_ROLE = /^(.+\.matrah\.)(\d+)$/;

/** Whether the account is one of a family by rate ("153.01.020" for 2000 basis points), of no use for another rate. */
function isOfOneRate(code: string, rateBasisPoints: string): boolean {
  const last = code.split('.').at(-1) ?? '';
  return code.includes('.') && BigInt(last) * 100n === BigInt(rateBasisPoints);
}

/** What was chosen for the same part of another rate: whoever books a supplier's goods as 760 means all of them. */
function chosenForAnotherRate(role: string, preferences: ReadonlyMap<string, string>): string | undefined {
  const stem = BASE_ROLE.exec(role)?.[1];
  if (stem === undefined) return undefined;
  for (const [other, code] of [...preferences].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [, otherStem, rate] = BASE_ROLE.exec(other) ?? [];
    if (otherStem === stem && rate !== undefined && !isOfOneRate(code, rate)) return code;
  }
  return undefined;
}

/** The account the office chose before for this posting, for the one it follows, or for the same at another rate. */
export function rememberedAccount(posting: Posting, chart: ChartView): string | undefined {
  const { preferences } = chart;
  const own = preferences.get(posting.role);
  const followed = posting.follows === null ? undefined : preferences.get(posting.follows);
  return own ?? followed ?? chosenForAnotherRate(posting.follows ?? posting.role, preferences);
}

/** The office's own choice where it can take postings, else the default. */
export function chooseAccount(
  posting: Posting,
  who: { name: string; taxId: string | null },
  chart: ChartView,
): ChosenAccount {
  const preferred = rememberedAccount(posting, chart);
  const fallback = () =>
    posting.isCounterparty
      ? counterpartyAccount(posting.account, who, chart)
      : defaultAccount(posting.account, chart);
  if (preferred === undefined) return fallback();
  const state = chart.find(preferred);
  if (state?.isLeaf && state.isActive) return chosen(preferred);
  const other = fallback();
  const note = finding(
    'fis.tercih-kullanilamaz',
    'warning',
    posting.places[0] ?? null,
    {
      tr: `Bu satır için hatırlanan ${preferred} hesabı kayıt kabul etmiyor; yerine ${other.code} önerildi.`,
      en: `Account ${preferred}, remembered for this line, takes no postings; ${other.code} is proposed instead.`,
    },
    { preferred, proposed: other.code, role: posting.role },
  );
  return chosen(other.code, other.newAccounts, [...other.findings, note]);
}
