/** What every use case of issued invoices works with. */
import type { DocumentService } from '../document-intake/contract.ts';
import type { FeatureDeps } from '../feature.ts';
import type { OfficialJudge } from '../rule-packs/contract.ts';

export interface InvoiceContext extends Pick<FeatureDeps, 'db' | 'clock' | 'storage'> {
  readonly documents: DocumentService;
  readonly judge: OfficialJudge;
}
