/** What the API takes and gives, typed from the features' contracts; types only, so that no validator enters the bundle. */
import type { apiKeysContract } from '@muhasebi/features/api-keys/contract.ts';
import type { bankStatementsContract } from '@muhasebi/features/bank-statements/contract.ts';
import type { booksContract } from '@muhasebi/features/books/contract.ts';
import type { chartContract } from '@muhasebi/features/chart/contract.ts';
import type { clientRequestsContract } from '@muhasebi/features/client-requests/contract.ts';
import type { clientsContract } from '@muhasebi/features/clients/contract.ts';
import type { demoOfficeContract } from '@muhasebi/features/demo-office/contract.ts';
import type { documentDeskContract } from '@muhasebi/features/document-desk/contract.ts';
import type { documentIntakeContract } from '@muhasebi/features/document-intake/contract.ts';

import type { documentLinksContract } from '@muhasebi/features/document-links/contract.ts';

import type { documentViewContract } from '@muhasebi/features/document-view/contract.ts';

import type { exchangeRatesContract } from '@muhasebi/features/exchange-rates/contract.ts';
import type { firstRunContract } from '@muhasebi/features/first-run/contract.ts';
import type { identityContract } from '@muhasebi/features/identity/contract.ts';
import type { integrationsContract } from '@muhasebi/features/integrations/contract.ts';
import type { issuedInvoicesContract } from '@muhasebi/features/issued-invoices/contract.ts';
import type { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import type { mailOutboxContract } from '@muhasebi/features/mail-outbox/contract.ts';
import type { notificationsContract } from '@muhasebi/features/notifications/contract.ts';
import type { officeOverviewContract } from '@muhasebi/features/office-overview/contract.ts';
import type { officeSettingsContract } from '@muhasebi/features/office-settings/contract.ts';
import type { operationsContract } from '@muhasebi/features/operations/contract.ts';
import type { periodsContract } from '@muhasebi/features/periods/contract.ts';
import type { portalContract } from '@muhasebi/features/portal/contract.ts';
import type { presenceContract } from '@muhasebi/features/presence/contract.ts';
import type { publishedReportsContract } from '@muhasebi/features/published-reports/contract.ts';
import type { reportSchedulesContract } from '@muhasebi/features/report-schedules/contract.ts';
import type { reportsContract } from '@muhasebi/features/reports/contract.ts';
import type { revaluationsContract } from '@muhasebi/features/revaluations/contract.ts';
import type { officialRulesContract, rulePacksContract } from '@muhasebi/features/rule-packs/contract.ts';
import type { savedViewsContract } from '@muhasebi/features/saved-views/contract.ts';
import type { searchContract } from '@muhasebi/features/search/contract.ts';
import type { statementsContract } from '@muhasebi/features/statements/contract.ts';
import type { voucherDeskContract } from '@muhasebi/features/voucher-desk/contract.ts';
import type { voucherImportContract } from '@muhasebi/features/voucher-import/contract.ts';
import type { webhooksContract } from '@muhasebi/features/webhooks/contract.ts';
import type { workActsContract } from '@muhasebi/features/work-acts/contract.ts';

type Contracts = typeof bankStatementsContract &
  typeof apiKeysContract &
  typeof booksContract &
  typeof chartContract &
  typeof clientRequestsContract &
  typeof clientsContract &
  typeof demoOfficeContract &
  typeof documentDeskContract &
  typeof documentIntakeContract &
  typeof documentLinksContract &
  typeof documentViewContract &
  typeof exchangeRatesContract &
  typeof reportSchedulesContract &
  typeof revaluationsContract &
  typeof firstRunContract &
  typeof identityContract &
  typeof integrationsContract &
  typeof issuedInvoicesContract &
  typeof ledgerContract &
  typeof mailOutboxContract &
  typeof notificationsContract &
  typeof officeOverviewContract &
  typeof officeSettingsContract &
  typeof officialRulesContract &
  typeof operationsContract &
  typeof publishedReportsContract &
  typeof reportsContract &
  typeof rulePacksContract &
  typeof periodsContract &
  typeof portalContract &
  typeof presenceContract &
  typeof savedViewsContract &
  typeof searchContract &
  typeof statementsContract &
  typeof voucherDeskContract &
  typeof voucherImportContract &
  typeof webhooksContract &
  typeof workActsContract;
type AnyRoute = Contracts[keyof Contracts];

/** Every route by "METHOD /path". */
export type Routes = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R };
export type RouteKey = keyof Routes;

type Sent<S> = S extends { _zod: { input: infer I } } ? I : never;
type Received<S> = S extends { _zod: { output: infer O } } ? O : never;
type Part<Name extends string, R> =
  R extends Record<Name, infer S>
    ? Record<never, never> extends Sent<S>
      ? { readonly [N in Name]?: Sent<S> }
      : { readonly [N in Name]: Sent<S> }
    : unknown;

/** What a call of this route needs: its params, query and body, as the wire has them. */
export type CallInput<K extends RouteKey> = Part<'params', Routes[K]> &
  Part<'query', Routes[K]> &
  Part<'body', Routes[K]> & {
    readonly signal?: AbortSignal;
    /** For a write that may be sent again later: the same key gets the same answer. */
    readonly idempotencyKey?: string;
    /** The request outlives the page that sent it. */
    readonly keepalive?: boolean;
  };

/** What a call of this route answers. */
export type Answer<K extends RouteKey> = Routes[K] extends { response: infer S } ? Received<S> : undefined;

/** One row of a route that answers a list. */
export type ItemOf<K extends RouteKey> = Answer<K> extends { items: readonly (infer I)[] } ? I : never;
