/** Document links as a feature: it listens to the reading, and shows what belongs to a document. */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { DocumentService } from '../document-intake/contract.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { cancelDocument, withdrawCancellation } from './cancel-document.ts';
import { documentLinksContract as contract } from './contract.ts';
import { followReadings } from './follow-readings.ts';
import { showLinks } from './show-links.ts';
import { openAnswer, withdrawAnswer, writeAnswer } from './write-answer.ts';

export function createDocumentLinksFeature(
  deps: Pick<FeatureDeps, 'db' | 'clock'>,
  { documents, ledger }: { readonly documents: DocumentService; readonly ledger: LedgerService },
): Feature {
  followReadings(documents, deps.clock);
  const context = { ...deps, documents, ledger };
  return {
    name: 'document-links',
    jobs: [],
    schedules: [],
    routes: [
      implement(contract.listDocumentLinks, ({ scope }, { params }) =>
        showLinks(context, scope, params.documentId),
      ),
      implement(contract.writeAnswer, ({ scope }, { params, body }) =>
        writeAnswer(context, scope, params.documentId, body),
      ),
      implement(contract.withdrawAnswer, async ({ scope }, { params }) => {
        await withdrawAnswer(context, scope, params.documentId);
        return undefined;
      }),
      implement(contract.cancelDocument, async ({ scope }, { params, body }) => {
        await cancelDocument(context, scope, params.documentId, body);
        return undefined;
      }),
      implement(contract.withdrawCancellation, async ({ scope }, { params }) => {
        await withdrawCancellation(context, scope, params.documentId);
        return undefined;
      }),
      implement(contract.downloadAnswer, ({ scope }, { params }) =>
        openAnswer(context, scope, params.documentId),
      ),
    ],
  };
}
