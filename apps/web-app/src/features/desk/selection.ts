/** A list of documents named as a selection, for bulk acts and downloads. */
import type { CallInput } from '../../api/contracts.ts';
import type { DocumentFilter } from '../../api/queries.ts';

export type Selection = NonNullable<NonNullable<CallInput<'POST /documents/selection'>['body']>['selection']>;

const several = (text: string | undefined) => (text === undefined ? undefined : text.split(','));

/** The same list, named as a selection: the query of its page without cursor and order. */
export function selectionOf(clientId: string | undefined, query: DocumentFilter): Selection {
  const { state, type, profile, finding, cursor, limit, order, ...more } = query;
  const { notThisClient, clean, duplicate, uninvoiced, ...same } = more;
  const flag = (text: string | undefined) => (text === undefined ? undefined : text === 'true');
  const selection = {
    ...same,
    clientId,
    states: several(state),
    types: several(type),
    profiles: several(profile),
    findings: several(finding),
    notThisClient: flag(notThisClient),
    clean: flag(clean),
    duplicate: flag(duplicate),
    uninvoiced: flag(uninvoiced),
  };
  return Object.fromEntries(
    Object.entries(selection).filter(([, value]) => value !== undefined),
  ) as Selection;
}
