/** Documents by what they are: the same questions for a list, a bulk act and a download. */
import { amount, id, isoDate, month } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { documentState } from './document-state.ts';

const word = z.string().trim().min(1).max(50);
const currency = z.string().regex(/^[A-Z]{3}$/);

/** `none`: nothing was found on it. */
export const findingFilter = z.enum(['error', 'warning', 'info', 'none']);

/** What one value asks for, by one name wherever it is asked. */
const single = {
  kind: z.enum(['invoice', 'other', 'archive']).optional(),
  direction: z.enum(['alis', 'satis']).optional(),
  /** A tax number as a whole, or words of the name. */
  counterparty: z.string().trim().max(100).optional(),
  /** Inclusive, in the currency of the document. */
  amountFrom: amount.optional(),
  amountTo: amount.optional(),
  currency: currency.optional(),
  /** By the document's own date, both days included. */
  issuedFrom: isoDate.optional(),
  issuedTo: isoDate.optional(),
  /** By the day on which it came, in Türkiye, both days included. */
  receivedFrom: isoDate.optional(),
  receivedTo: isoDate.optional(),
  uploadedBy: id.optional(),
  /** Members of this archive or envelope. */
  containerId: id.optional(),
  /** By the document's own date; what has none, by the day on which it came. */
  month: month.optional(),
  /** Words in what the document says: file, numbers, parties, lines, notes; all must be found. */
  q: z.string().max(100).optional(),
} as const;

/** Of documents in the body of a request; what is not named is not asked for. Without a client, over all in sight that are not archived. */
export const documentSelection = z.object({
  clientId: id.optional(),
  states: z.array(documentState).min(1).max(8).optional(),
  profiles: z.array(word).min(1).max(20).optional(),
  types: z.array(word).min(1).max(20).optional(),
  findings: z.array(findingFilter).min(1).max(4).optional(),
  notThisClient: z.boolean().optional(),
  clean: z.boolean().optional(),
  duplicate: z.boolean().optional(),
  /** Despatch notes that no invoice of the client names yet (VUK md. 231/5: within seven days of delivery). */
  uninvoiced: z.boolean().optional(),
  /** Only of clients that the reader is in charge of. */
  mine: z.boolean().optional(),
  ...single,
});
export type DocumentFilter = Omit<z.output<typeof documentSelection>, 'states'> & {
  readonly states?: readonly z.output<typeof documentState>[] | null | undefined;
};

/** The same as query parameters of an address: several values of one are comma separated. */
export const filterQuery = z.object({
  /** One state or several, comma separated. */
  state: z.string().max(100).optional(),
  profile: z.string().max(200).optional(),
  type: z.string().max(200).optional(),
  finding: z.string().max(50).optional(),
  notThisClient: z.stringbool().optional(),
  clean: z.stringbool().optional(),
  duplicate: z.stringbool().optional(),
  uninvoiced: z.stringbool().optional(),
  ...single,
});

/** Values that nobody knows are passed over; none known is no filter. */
export function filterOfQuery(query: z.output<typeof filterQuery>): DocumentFilter {
  const { state, profile, type, finding, ...same } = query;
  return {
    ...same,
    states: known(state, documentState),
    profiles: known(profile, word),
    types: known(type, word),
    findings: known(finding, findingFilter),
  };
}

function known<T>(text: string | undefined, schema: z.ZodType<T>): T[] | undefined {
  const values = (text ?? '').split(',').flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return values.length === 0 ? undefined : values;
}
