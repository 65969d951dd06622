/** Document links as a feature: it listens to the reading, and shows what belongs to a document. */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { DocumentService } from '../document-intake/contract.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { documentLinksContract as contract } from './contract.ts';
import { followReadings } from './follow-readings.ts';
import { showLinks } from './show-links.ts';
import { openAnswer, withdrawAnswer, writeAnswer } from './write-answer.ts';

export function createDocumentLinksFeature(
  deps: Pick<FeatureDeps, 'db' | 'clock'>,
  { documents }: { readonly documents: DocumentService },
): Feature {
  followReadings(documents, deps.clock);
  const context = { ...deps, documents };
  return {
    name: 'document-links',
    jobs: [],
    schedules: [],
    routes: [
      implement(contract.listDocumentLinks, ({ scope }, { params }) =>
        showLinks(deps, scope, params.documentId),
      ),
      implement(contract.writeAnswer, ({ scope }, { params, body }) =>
        writeAnswer(context, scope, params.documentId, body),
      ),
      implement(contract.withdrawAnswer, async ({ scope }, { params }) => {
        await withdrawAnswer(context, scope, params.documentId);
        return undefined;
      }),
      implement(contract.downloadAnswer, ({ scope }, { params }) =>
        openAnswer(context, scope, params.documentId),
      ),
    ],
  };
}
