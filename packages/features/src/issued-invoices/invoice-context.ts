/** What every use case of issued invoices works with. */
import type { DocumentService } from '../document-intake/contract.ts';
import type { FeatureDeps } from '../feature.ts';

export interface InvoiceContext extends Pick<FeatureDeps, 'db' | 'clock' | 'storage'> {
  readonly documents: DocumentService;
}
