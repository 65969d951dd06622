/** Webhooks out as a feature, and as a service for whoever has something to tell. */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature } from '../feature.ts';
import { clearEventsJob, clearEventsSchedule } from './clear-events.job.ts';
import { webhooksContract as contract, type WebhooksService } from './contract.ts';
import { deliverJob } from './deliver.job.ts';
import { createWebhooksService } from './emit.ts';
import { changeWebhook, createWebhook, removeWebhook, renewSecret, showWebhooks } from './keep-webhooks.ts';
import { redeliver, sendTest, showDeliveries, showDelivery } from './log-of-deliveries.ts';
import { webhookParts } from './operations-parts.ts';
import type { WebhooksContext } from './webhooks-context.ts';

export function createWebhooksFeature(context: WebhooksContext): {
  readonly feature: Feature;
  readonly service: WebhooksService;
} {
  const routes = [
    implement(contract.listWebhooks, async ({ scope }) => ({ items: await showWebhooks(context, scope) })),
    implement(contract.createWebhook, ({ scope }, { body }) => createWebhook(context, scope, body)),
    implement(contract.changeWebhook, ({ scope }, { params, body }) =>
      changeWebhook(context, scope, params.endpointId, body),
    ),
    implement(contract.removeWebhook, async ({ scope }, { params }) => {
      await removeWebhook(context, scope, params.endpointId);
      return undefined;
    }),
    implement(contract.renewWebhookSecret, ({ scope }, { params }) =>
      renewSecret(context, scope, params.endpointId),
    ),
    implement(contract.testWebhook, ({ scope }, { params }) => sendTest(context, scope, params.endpointId)),
    implement(contract.listWebhookDeliveries, ({ scope }, { params, query }) =>
      showDeliveries(context, scope, params.endpointId, query),
    ),
    implement(contract.showWebhookDelivery, ({ scope }, { params }) =>
      showDelivery(context, scope, params.deliveryId),
    ),
    implement(contract.redeliverWebhook, ({ scope }, { params }) =>
      redeliver(context, scope, params.deliveryId),
    ),
  ];
  return {
    feature: {
      name: 'webhooks',
      routes,
      jobs: [deliverJob(context), clearEventsJob(context)],
      schedules: [clearEventsSchedule],
      parts: webhookParts(context.db),
    },
    service: createWebhooksService(context),
  };
}
