/** Issued invoices as a feature: its routes. */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature } from '../feature.ts';
import { issuedInvoicesContract as contract } from './contract.ts';
import type { InvoiceContext } from './invoice-context.ts';
import { issueInvoice } from './issue-invoice.ts';
import {
  changeDraft,
  openDraft,
  openFile,
  setState,
  showBuyers,
  showInvoice,
  showInvoices,
} from './issued-invoices.ts';
import { prepareInvoice } from './prepare-invoice.ts';
import { previewInvoice } from './preview-invoice.ts';

export function createIssuedInvoicesFeature(context: InvoiceContext): Feature {
  return {
    name: 'issued-invoices',
    routes: [
      implement(contract.listIssuedInvoices, ({ scope }, { params, query: { state, q, cursor, limit } }) =>
        showInvoices(context, scope, params.clientId, { state: state ?? null, words: q, cursor, limit }),
      ),
      implement(contract.prepareIssuedInvoice, ({ scope }, { params, query }) =>
        prepareInvoice(context, scope, params.clientId, query),
      ),
      implement(contract.findInvoiceBuyers, async ({ scope }, { params, query }) => ({
        items: await showBuyers(context, scope, params.clientId, query.q),
      })),
      implement(contract.createIssuedInvoice, ({ scope }, { params, body }) =>
        openDraft(context, scope, params.clientId, body.draft),
      ),
      implement(contract.getIssuedInvoice, ({ scope }, { params }) =>
        showInvoice(context, scope, params.issuedInvoiceId),
      ),
      implement(contract.changeIssuedInvoice, ({ scope }, { params, body }) =>
        changeDraft(context, scope, params.issuedInvoiceId, body),
      ),
      implement(contract.previewIssuedInvoice, ({ scope, language }, { params }) =>
        previewInvoice(context, scope, params.issuedInvoiceId, language),
      ),
      implement(contract.issueInvoice, ({ scope }, { params, body }) =>
        issueInvoice(context, scope, params.issuedInvoiceId, body),
      ),
      implement(contract.cancelIssuedInvoice, ({ scope }, { params, body }) =>
        setState(context, scope, params.issuedInvoiceId, body.version, 'cancelled'),
      ),
      implement(contract.restoreIssuedInvoice, ({ scope }, { params, body }) =>
        setState(context, scope, params.issuedInvoiceId, body.version, 'draft'),
      ),
      implement(contract.downloadIssuedInvoice, ({ scope }, { params }) =>
        openFile(context, scope, params.issuedInvoiceId),
      ),
    ],
    jobs: [],
    schedules: [],
  };
}
