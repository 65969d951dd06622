/** A posting: one amount of a proposal before its account is settled; signed, so that a sum of zero is balance. */

export interface Posting {
  /** Stable key by which a changed account is remembered. */
  readonly role: string;
  /** Account by default; the parent group where `isCounterparty`. */
  readonly account: string;
  readonly isCounterparty: boolean;
  /** Role whose remembered account this posting takes where it has none of its own: a tax that is cost follows its base. */
  readonly follows: string | null;
  /** Part of the price: takes the odd kuruş of currency conversion. */
  readonly isBase: boolean;
  /** Hundredths of the document's currency; borç positive, alacak negative. */
  readonly signed: bigint;
  readonly tr: string;
  readonly en: string;
  readonly places: readonly string[];
}

export function posting(
  role: string,
  account: string,
  signed: bigint,
  texts: readonly [tr: string, en: string],
  places: readonly string[],
  traits: {
    readonly isBase?: boolean;
    readonly isCounterparty?: boolean;
    readonly follows?: string | null;
  } = {},
): Posting {
  return {
    role,
    account,
    signed,
    tr: texts[0],
    en: texts[1],
    places,
    isBase: traits.isBase ?? false,
    follows: traits.follows ?? null,
    isCounterparty: traits.isCounterparty ?? false,
  };
}
