/** The routes of notifications: each calls one use case. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { notificationsContract as contract } from './contract.ts';
import { streamNotifications } from './notification-events.ts';
import {
  choosePreference,
  mark,
  type NotificationsContext,
  showNotifications,
  showPreferences,
} from './read-notifications.ts';

/** All routes of the contract. */
export function notificationRoutes(context: NotificationsContext): RouteImplementation[] {
  return [
    implement(contract.listNotifications, ({ scope }, { query }) => showNotifications(context, scope, query)),
    implement(contract.markNotifications, ({ scope }, { body }) => mark(context, scope, body)),
    implement(contract.notificationEvents, async (request) => {
      await streamNotifications(context, request);
      return undefined;
    }),
    implement(contract.listNoticePreferences, ({ scope }) => showPreferences(context, scope)),
    implement(contract.setNoticePreference, ({ scope }, { body }) => choosePreference(context, scope, body)),
  ];
}
