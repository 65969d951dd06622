/** A person of the office as the API gives them. */
import type { ItemOf } from '../../api/contracts.ts';

export type Member = ItemOf<'GET /members'>;
