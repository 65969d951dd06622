/** Which accounts of classes 6 and 7 make up a result that is not closed yet, and which are a stock in the making. */

/**
 * Costs whose way (yansıtma) leads to class 6: 74 → 622, 75 → 630, 76 → 631, 77 → 632, 78 → 66. The kinds of expense of 7/B (79) are
 * counted here too: how they spread over class 6 and stocks is known only when they are carried on.
 */
export const PERIOD_COSTS = ['74', '75', '76', '77', '78', '79'] as const;

/** Costs of production (70–73): carried on to 151 and 152, they are a stock until sold (MSUGT, 7/A). */
export const PRODUCTION_COSTS = ['70', '71', '72', '73'] as const;

/** Everything whose balance is a result that 590 or 591 does not hold yet. */
export const RESULT_CODES = ['6', ...PERIOD_COSTS] as const;

/** Serbest and nazım: on no statement; their debits and credits equal each other. */
export const OUTSIDE_CLASSES = ['8', '9'] as const;
