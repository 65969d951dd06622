/** A rule pack as the contract shows it. */
import { z } from 'zod';
import type { PackView } from './contract.ts';
import type { PackRow } from './rule-packs.queries.ts';

const stateOf = z.enum(['installed', 'replaced', 'removed']);

export function presentPack(row: PackRow): PackView {
  const { packId, sourceNames, xsdRoots, installedAt, endedAt, state, ...same } = row;
  return {
    ...same,
    id: packId,
    state: stateOf.parse(state),
    sourceNames: [...sourceNames],
    xsdRoots: [...xsdRoots],
    installedAt: installedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
