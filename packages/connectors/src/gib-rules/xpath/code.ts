/** JavaScript of one expression with what it gives, and how one kind is made of another (XPath 1.0 compatibility). */

/** `nodes`: an array of nodes; `items`: an array of anything; the others one value. */
export type Gives = 'nodes' | 'items' | 'text' | 'number' | 'truth';

export interface Code {
  readonly gives: Gives;
  readonly js: string;
}

export const make = (gives: Gives, js: string): Code => ({ gives, js });

/** All that comes from a pack enters the generated source through here: it can be nothing but a literal. */
export const literal = (value: string | number): string => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NaN';
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
};

export function asText({ gives, js }: Code): string {
  switch (gives) {
    case 'text':
      return js;
    case 'number':
      return `R.numberText(${js})`;
    case 'truth':
      return `String(${js})`;
    default:
      return `R.text(${js})`;
  }
}

export function asNumber({ gives, js }: Code): string {
  switch (gives) {
    case 'number':
      return js;
    case 'text':
      return `R.number(${js})`;
    case 'truth':
      return `Number(${js})`;
    default:
      return `R.numberOf(${js})`;
  }
}

export function asTruth({ gives, js }: Code): string {
  switch (gives) {
    case 'truth':
      return js;
    case 'text':
      return `(${js} !== "")`;
    case 'number':
      return `R.truth([${js}])`;
    case 'nodes':
      return `(${js}.length > 0)`;
    default:
      return `R.truth(${js})`;
  }
}

export function asItems({ gives, js }: Code): string {
  return gives === 'nodes' || gives === 'items' ? js : `[${js}]`;
}

export function asNodes({ gives, js }: Code): string {
  return gives === 'nodes' ? js : `${asItems({ gives, js })}.filter((each) => typeof each === "object")`;
}
