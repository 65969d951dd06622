/** Brings the KDV accounts of a month to what is owed (360) or carried on (190) (KDVK md. 29). */
import { type Balances, debitsFirst, leafOf, lineOf, netWithin, openWithin } from '../donem-sonu/balances.ts';
import type { ProposedLine } from '../yevmiye/voucher.ts';

export interface KdvClosing {
  readonly lines: readonly ProposedLine[];
  /** Owed to the tax office; zero where there is none. */
  readonly payableKurus: bigint;
  /** Of deliveries for export: declared, not paid. */
  readonly deferredKurus: bigint;
  /** Carried on to the next month in 190; zero where there is none. */
  readonly carriedKurus: bigint;
  /** Accounts that the voucher needs and the chart has no leaf for. */
  readonly missing: readonly string[];
}

/** Sub-accounts that the starting chart opens; the account above takes their place where it has none. */
const PAYABLE = '360.03';
const EXPORTERS = '391.03';

/**
 * 391 and 191 close against each other and against 190 of earlier months: more 391 is owed, more 191 is carried on. Of
 * what is owed, the KDV of deliveries for export (391.03) is deferred to 392 as far as it goes (KDVK md. 11/1-c, KDVGUT
 * II/A-8). `balances` are those of the month's last day; no lines where 191 and 391 are closed.
 */
export function closeKdvMonth(balances: Balances, leaves: readonly string[]): KdvClosing {
  const open = [...openWithin(balances, '391'), ...openWithin(balances, '191')];
  const nothing = { lines: [], payableKurus: 0n, deferredKurus: 0n, carriedKurus: 0n, missing: [] };
  if (open.length === 0) return nothing;
  const before = openWithin(balances, '190');
  const net = netWithin(balances, '391') + netWithin(balances, '191') + netWithin(balances, '190');
  const owed = net < 0n ? -net : 0n;
  const forExport = -netWithin(balances, EXPORTERS);
  const deferredKurus = forExport > 0n ? (forExport < owed ? forExport : owed) : 0n;
  const payableKurus = owed - deferredKurus;
  const carriedKurus = net > 0n ? net : 0n;
  const targets = [
    { code: '360', leaf: payableLeaf(leaves), kurus: -payableKurus, said: OWED },
    { code: '392', leaf: leafOf(leaves, '392'), kurus: -deferredKurus, said: DEFERRED },
    { code: '190', leaf: leafOf(leaves, '190'), kurus: carriedKurus, said: CARRIED },
  ].filter(({ kurus }) => kurus !== 0n);
  const missing = targets.filter(({ leaf }) => leaf === null).map(({ code }) => code);
  if (missing.length > 0) return { ...nothing, missing };
  const moves = new Map([...open, ...before].map(([code, amount]) => [code, -amount]));
  // What is carried on again is no movement of 190: only the change is written.
  for (const { leaf, kurus } of targets) if (leaf !== null) moves.set(leaf, (moves.get(leaf) ?? 0n) + kurus);
  const said = new Map(targets.map((target) => [target.leaf, target.said]));
  const lines = [...moves].flatMap(([code, amount]) => lineOf(code, amount, said.get(code) ?? CLOSED));
  return { lines: debitsFirst(lines), payableKurus, deferredKurus, carriedKurus, missing };
}

const CLOSED = {
  role: 'kdv.kapanis',
  text: 'Dönem KDV hesabının kapatılması',
  textEn: 'KDV account of the month closed',
};
const OWED = { role: 'kdv.tahakkuk', text: 'Ödenecek KDV', textEn: 'KDV owed for the month' };
const DEFERRED = {
  role: 'kdv.tecil',
  text: 'İhraç kayıtlı teslimlerin tecil edilen KDV’si (KDVK 11/1-c)',
  textEn: 'KDV of deliveries for export, deferred (KDVK 11/1-c)',
};
const CARRIED = {
  role: 'kdv.devir',
  text: 'Sonraki döneme devreden KDV',
  textEn: 'KDV carried on to the next month',
};

function payableLeaf(leaves: readonly string[]): string | null {
  return leafOf(leaves, PAYABLE) ?? (leaves.includes('360') ? '360' : null);
}
