/** What generated code calls: conversions and functions of XPath 2.0 with the compatibility to 1.0 that GİB's rules need. */

import { castDate, castDateTime, castTime, type Moment } from './dates.ts';

/** An expression that has no value for a document (a date that is none, a text too long for an expression). */
export class DynamicFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DynamicFault';
  }
}

export type Atomic = string | number | boolean | Moment;

/** A regular expression may cost the square of a text's length; a document has this much to spend on long texts. */
const LONG_TEXT = 256;
const LONG_TEXT_BUDGET = 200_000_000;
let budget = LONG_TEXT_BUDGET;

function stringOfNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF';
  if (Object.is(value, -0)) return '0';
  const text = String(value);
  return text.includes('e') ? text.replace(/e\+?/, 'E') : text;
}

function stringOf(value: Atomic | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value === 'number') return stringOfNumber(value);
  return typeof value === 'boolean' ? String(value) : value.text;
}

const NUMBER = /^[ \t\n\r]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\n\r]*$/;

function numberOf(value: Atomic | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return Number.NaN;
  if (NUMBER.test(value)) return Number(value);
  const word = value.trim();
  if (word === 'INF') return Number.POSITIVE_INFINITY;
  return word === '-INF' ? Number.NEGATIVE_INFINITY : Number.NaN;
}

/** Lengths and places count characters, not halves of them. */
const HALVES = /[\ud800-\udfff]/;

function letters(text: string): readonly string[] | null {
  return HALVES.test(text) ? [...text] : null;
}

function substring(text: string, from: number, length: number): string {
  const start = roundHalfUp(from);
  const end = start + roundHalfUp(length);
  const all = letters(text);
  const size = all === null ? text.length : all.length;
  if (Number.isNaN(start) || Number.isNaN(end)) return '';
  const low = Math.max(0, start - 1);
  const high = Math.min(size, end - 1);
  if (high <= low) return '';
  return all === null ? text.slice(low, high) : all.slice(low, high).join('');
}

function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5);
}

function translate(text: string, from: string, to: string): string {
  const source = [...from];
  const target = [...to];
  let out = '';
  for (const letter of text) {
    const at = source.indexOf(letter);
    if (at === -1) out += letter;
    else if (at < target.length) out += target[at] ?? '';
  }
  return out;
}

function normalizeSpace(text: string): string {
  if (!/[ \t\n\r]/.test(text)) return text;
  return text.replaceAll(/[ \t\n\r]+/g, ' ').replaceAll(/^ | $/g, '');
}

function matches(text: string, expression: RegExp): boolean {
  spend(text);
  return expression.test(text);
}

function spend(text: string): void {
  if (text.length <= LONG_TEXT) return;
  budget -= text.length * text.length;
  if (budget < 0) throw new DynamicFault('metin, düzenli ifadeyle denenemeyecek kadar uzun');
}

function castOrFail(type: string, text: string): Atomic {
  const value = cast(type, text);
  if (value === null) throw new DynamicFault(`“${text.slice(0, 40)}” bir ${type} değil`);
  return value;
}

/** Null where the text is no value of the type. */
function cast(type: string, text: string): Atomic | null {
  const word = text.trim();
  switch (type) {
    case 'xs:date':
      return castDate(text);
    case 'xs:time':
      return castTime(text);
    case 'xs:dateTime':
      return castDateTime(text);
    case 'xs:integer':
      return /^[+-]?\d+$/.test(word) ? Number(word) : null;
    case 'xs:decimal':
      return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(word) ? Number(word) : null;
    case 'xs:double':
      return NUMBER.test(word) || /^(?:-?INF|NaN)$/.test(word) ? numberOf(word) : null;
    case 'xs:boolean':
      if (/^(?:true|1)$/.test(word)) return true;
      return /^(?:false|0)$/.test(word) ? false : null;
    default:
      return text;
  }
}

function compare(operator: string, left: Atomic, right: Atomic): boolean {
  const a = typeof left === 'object' ? left.at : left;
  const b = typeof right === 'object' ? right.at : right;
  switch (operator) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}

/** Some pair stands in the relation. Both sides hold one type. */
function anyPair(operator: string, left: readonly Atomic[], right: readonly Atomic[]): boolean {
  return left.some((a) => right.some((b) => compare(operator, a, b)));
}

/** In document order, each once. */
function ordered(nodes: number[]): number[] {
  if (nodes.every((node, index) => index === 0 || (nodes[index - 1] ?? 0) < node)) return nodes;
  return [...new Set(nodes)].toSorted((a, b) => a - b);
}

function setOf(operator: string, left: readonly number[], right: readonly number[]): number[] {
  if (operator === 'union') return ordered([...left, ...right]);
  const other = new Set(right);
  return ordered(left.filter((node) => other.has(node) === (operator === 'intersect')));
}

function quotient(left: number, right: number): number {
  if (right === 0 || Number.isNaN(left) || Number.isNaN(right)) throw new DynamicFault('sıfıra bölme');
  return Math.trunc(left / right);
}

function one<T>(values: readonly T[]): T | null {
  if (values.length > 1) throw new DynamicFault('bir değer beklenirken birden çok değer var');
  return values[0] ?? null;
}

function truth(value: Atomic | undefined): boolean {
  if (typeof value === 'object') throw new DynamicFault('tarihin doğruluk değeri yok');
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

function inList(list: string, entries: ReadonlySet<string>, entry: string): boolean {
  return entry.includes(',') || entry === '' ? list.includes(`,${entry},`) : entries.has(entry);
}

function replace(text: string, expression: RegExp, replacement: string): string {
  spend(text);
  return text.replaceAll(expression, replacement);
}

function tokenize(text: string, expression: RegExp): string[] {
  spend(text);
  return text === '' ? [] : text.split(expression);
}

/** What `work` says of the node, worked out once; that it has no value is kept, too. */
function kept<T>(answers: Map<number, () => T>, node: number, work: (node: number) => T): T {
  const known = answers.get(node);
  if (known !== undefined) return known();
  try {
    const value = work(node);
    answers.set(node, () => value);
    return value;
  } catch (error) {
    answers.set(node, () => {
      throw error;
    });
    throw error;
  }
}

/** Whether a text comes from the node `from` on. `last`: texts to the last node that has them. */
function later(last: ReadonlyMap<string, number>, from: number): (text: string) => boolean {
  return (text) => (last.get(text) ?? 0) >= from;
}

/** Everything that generated code may reach, and nothing else. */
export const runtime = {
  str: stringOf,
  num: numberOf,
  truth,
  length: (text: string): number => letters(text)?.length ?? text.length,
  substring,
  translate,
  normalizeSpace,
  matches,
  replace,
  tokenize,
  cast,
  castOrFail,
  compare,
  anyPair,
  ordered,
  setOf,
  quotient,
  one,
  kept,
  later,
  inList,
  round: roundHalfUp,
  before: (text: string, mark: string): string => text.slice(0, Math.max(0, text.indexOf(mark))),
  after: (text: string, mark: string): string => {
    const at = text.indexOf(mark);
    return at === -1 ? '' : text.slice(at + mark.length);
  },
  sum: (values: readonly number[]): number => values.reduce((total, value) => total + value, 0),
  /** NaN rather than an error where there is no value. */
  least: (values: readonly number[]): number => (values.length === 0 ? Number.NaN : Math.min(...values)),
  most: (values: readonly number[]): number => (values.length === 0 ? Number.NaN : Math.max(...values)),
  distinct: <T extends Atomic>(values: readonly T[]): T[] => [...new Set(values)],
  /** A test without a value is a test not passed. */
  caught: (error: unknown): false => {
    if (error instanceof DynamicFault) return false;
    throw error;
  },
};

export type Runtime = typeof runtime;

/** Called before each document. */
export function refillBudget(): void {
  budget = LONG_TEXT_BUDGET;
}
