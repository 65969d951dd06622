/** What keeps an invoice from being issued: the field, and in words what is wrong with it. */

export interface DraftFault {
  /** Path of the field in the draft: "lines[0].kdvPercent", "customer.taxId". */
  readonly place: string;
  /** Whole sentences that say what to do. */
  readonly message: string;
  readonly messageEn: string;
}

export function draftFault(place: string, message: string, messageEn: string): DraftFault {
  return { place, message, messageEn };
}

/** Faults of the conditions that hold; reads as a list of rules. */
export function faultsOf(
  ...rules: readonly (readonly [isWrong: boolean, place: string, message: string, messageEn: string])[]
): DraftFault[] {
  return rules.filter(([isWrong]) => isWrong).map(([, place, tr, en]) => draftFault(place, tr, en));
}
