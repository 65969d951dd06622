/** Which line of a voucher a fault of the API speaks of. */
import type { FieldFault } from '../../../api/problem.ts';

/** Place among the lines that were sent, from 0; null where the fault speaks of something else. */
export function placeOfFault({ path }: FieldFault): number | null {
  const [, place] = /(?:^|\.)lines\.(\d+)(?:\.|$)/.exec(path) ?? [];
  return place === undefined ? null : Number(place);
}
