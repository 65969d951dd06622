/** Where the cost accounts of class 7 go at the end of a year, by the account that reflects them (yansıtma). */

export interface Reflection {
  /** The group whose costs are reflected: "77". */
  readonly group: string;
  readonly reflectedBy: string;
  /** Accounts the costs may go to; one of them is chosen, the first where `isAsked` is false. */
  readonly targets: readonly string[];
  /** True where only the accountant knows: whether goods are finished, sold, or still in the making. */
  readonly isAsked: boolean;
}

/**
 * 7/A (71–78) and 7/B (79) as 1 Sıra No.lu MSUGT closes them: 75 → 630, 76 → 631, 77 → 632, 78 → 660 or 661; production
 * costs go to stock (151, 152) or to what was sold (620, 622), 740 to 622 unless the service is not finished yet. 7/B
 * goes to one account, and the accountant splits the draft by function.
 */
export const REFLECTIONS: readonly Reflection[] = [
  { group: '71', reflectedBy: '711', targets: ['151', '152', '620', '622'], isAsked: true },
  { group: '72', reflectedBy: '721', targets: ['151', '152', '620', '622'], isAsked: true },
  { group: '73', reflectedBy: '731', targets: ['151', '152', '620', '622'], isAsked: true },
  { group: '74', reflectedBy: '741', targets: ['622', '151', '170'], isAsked: false },
  { group: '75', reflectedBy: '751', targets: ['630', '263'], isAsked: false },
  { group: '76', reflectedBy: '761', targets: ['631'], isAsked: false },
  { group: '77', reflectedBy: '771', targets: ['632'], isAsked: false },
  { group: '78', reflectedBy: '781', targets: ['660', '661'], isAsked: false },
  {
    group: '79',
    reflectedBy: '798',
    targets: ['632', '631', '630', '622', '621', '620', '151'],
    isAsked: true,
  },
];

/** The target of a group: what was chosen, or the custom; null where it must be asked. */
export function targetOf(reflection: Reflection, chosen: Readonly<Record<string, string>>): string | null {
  const choice = chosen[reflection.group];
  if (choice !== undefined && reflection.targets.includes(choice)) return choice;
  return reflection.isAsked ? null : (reflection.targets[0] ?? null);
}
