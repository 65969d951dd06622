/** English texts of notifications. */
import type { Texts } from '../tr/index.ts';

export const notifications: Texts['notifications'] = {
  unread: 'unread',
  markAll: 'Mark all read',
  allRead: '{{n}} notifications marked read.',
  more: 'Older ones',
  empty: 'No notifications',
  emptyNext: 'What concerns you shows here when it happens.',
  choose: 'Choose kinds',
  chooseTitle: 'What do you want to be told of?',
  byMail: 'by mail too',
  kinds: {
    'client-assigned': 'You were put in charge of this client.',
    'bulk-done': 'The bulk act is done: {{done}} done, {{n}} refused.',
    'upload-failures': '{{n}} documents could not be read; the reason stands beside each.',
    'request-answered': 'What you asked for was answered.',
    'invitation-accepted': '{{name}} accepted your invitation.',
    'webhook-off':
      'The webhook to {{host}} was turned off: it could not be reached for three days, or said that it wants no more.',
    'new-sign-in':
      'Your account was signed in to from a new device: {{where}}. If it was not you, change your password.',
    'password-changed': 'Your password changed. If it was not you, reset it at once.',
  },
  periodLocked: 'The period {{month}} was locked.',
  periodOpened: 'The period {{month}} was unlocked.',
  periodsLocked: 'The period {{month}} was locked for {{n}} of your clients.',
  periodsOpened: 'The period {{month}} was unlocked for {{n}} of your clients.',
  periodClosed: 'The period {{month}} was closed.',
  periodsClosed: 'The period {{month}} was closed for {{n}} of your clients.',
  periodException: 'You may post into the locked period {{month}} for {{n}} hours.',
  secondFactorOn: 'The second factor was turned on.',
  secondFactorOff: 'The second factor was turned off. If it was not you, change your password.',
  names: {
    'client-assigned': 'Put in charge of a client',
    'bulk-done': 'Results of bulk acts',
    'upload-failures': 'Unreadable documents',
    'request-answered': 'Answered requests',
    'invitation-accepted': 'Accepted invitations',
    'webhook-off': 'Webhooks turned off',
    'period-changed': 'Locks of periods',
    'new-sign-in': 'Sign-in from a new device',
    'password-changed': 'Changed password',
    'second-factor-changed': 'Second factor',
  },
};
