/** The invoice as the API gives it. */
import type { DocumentDetail } from '../../api/queries.ts';

export type Invoice = NonNullable<DocumentDetail['invoice']>;
