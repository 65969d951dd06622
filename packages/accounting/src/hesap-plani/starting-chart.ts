/** The chart of accounts a new client company starts with: the Tekdüzen Hesap Planı and the usual sub-accounts. */
import { compareAccountCodes, parentCode } from './account-code.ts';
import { ALT_HESAPLAR, KDV_SUFFIXES } from './alt-hesaplar.ts';
import { TEKDUZEN_KAYNAK } from './tekduzen-kaynak.ts';
import { TEKDUZEN_SONUC } from './tekduzen-sonuc.ts';
import { TEKDUZEN_VARLIK } from './tekduzen-varlik.ts';

export type NormalSide = 'borc' | 'alacak';

/** One class (one digit), group (two), account (three) or sub-account (dotted) of a chart. */
export interface ChartAccount {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  /** Only leaves take postings. */
  readonly isLeaf: boolean;
  readonly normalSide: NormalSide;
  /** (−): it lowers its group, e.g. 103, 257, 501. */
  readonly isContra: boolean;
}

interface Entry {
  readonly code: string;
  readonly name: string;
  readonly isGroup: boolean;
}

function entriesOf(text: string): Entry[] {
  return text
    .trim()
    .split('\n')
    .map((row) => {
      const space = row.indexOf(' ');
      const rest = row.slice(space + 1);
      const isGroup = rest.endsWith(' *');
      return { code: row.slice(0, space), name: isGroup ? rest.slice(0, -2) : rest, isGroup };
    });
}

const LAW: readonly Entry[] = [TEKDUZEN_VARLIK, TEKDUZEN_KAYNAK, TEKDUZEN_SONUC].flatMap(entriesOf);
const NAMES_OF_LAW: ReadonlyMap<string, string> = new Map(LAW.map(({ code, name }) => [code, name]));

/** The name that the Tekdüzen chart gives this class, group or account; null for what the law leaves free. */
export function nameOfLaw(code: string): string | null {
  return NAMES_OF_LAW.get(code) ?? null;
}

function withRates(entry: Entry): Entry[] {
  if (!entry.name.endsWith(' %')) return [entry];
  const name = entry.name.slice(0, -2);
  const children = KDV_SUFFIXES.map(([suffix, label]) => ({
    code: `${entry.code}.${suffix}`,
    name: name.endsWith(' (-)') ? `${name.slice(0, -4)} ${label} (-)` : `${name} ${label}`,
    isGroup: false,
  }));
  return [{ ...entry, name }, ...children];
}

function isContraCode(code: string, contra: ReadonlySet<string>): boolean {
  for (let at: string | null = code; at !== null; at = parentCode(at)) if (contra.has(at)) return true;
  return false;
}

// Accounts of class 7 that collect what is carried on to stock or to class 6 stand on the other side (MSUGT 1).
const YANSITMA = /^(?:70[1]|7[1-8]1|798)/;

function normalSideOf(code: string, isContra: boolean): NormalSide {
  const first = code[0] ?? '';
  if ('345'.includes(first)) return isContra ? 'borc' : 'alacak';
  if (first === '6') return isContra ? 'borc' : 'alacak';
  if (first === '7') return YANSITMA.test(code) ? 'alacak' : 'borc';
  return isContra ? 'alacak' : 'borc';
}

function build(): readonly ChartAccount[] {
  const entries = [...LAW, ...entriesOf(ALT_HESAPLAR)].flatMap(withRates);
  const parents = new Set(entries.map((entry) => parentCode(entry.code)));
  const contra = new Set(entries.filter((entry) => entry.name.endsWith('(-)')).map((entry) => entry.code));
  return entries
    .map(({ code, name, isGroup }) => {
      const isContra = isContraCode(code, contra);
      return {
        code,
        name,
        parentCode: parentCode(code),
        isLeaf: code.length >= 3 && !isGroup && !parents.has(code),
        normalSide: normalSideOf(code, isContra),
        isContra,
      };
    })
    .toSorted((a, b) => compareAccountCodes(a.code, b.code));
}

const CHART = build();

/** All classes, groups, three-digit accounts of MSUGT 1 and the usual sub-accounts, parents before children. */
export function startingChart(): ChartAccount[] {
  return [...CHART];
}

const BY_CODE: ReadonlyMap<string, ChartAccount> = new Map(CHART.map((account) => [account.code, account]));

/** The account of the starting chart with this code, or null. */
export function findInStartingChart(code: string): ChartAccount | null {
  return BY_CODE.get(code) ?? null;
}

const PARENTS = new Set(CHART.map((account) => account.parentCode));

/** Whether the account, once nothing lies below it, takes postings: a counterparty group (120.01) never does. */
export function isLeafWhenBare(code: string): boolean {
  return code.length >= 3 && (PARENTS.has(code) || BY_CODE.get(code)?.isLeaf !== false);
}
