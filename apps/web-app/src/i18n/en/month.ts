/** English texts of a client's month: its stages, its status, locking. */
import type { Texts } from '../tr/index.ts';

export const month: Texts['month'] = {
  all: 'All months',
  stages: 'Stages of the month',
  stage: {
    received: 'Received',
    reading: 'Reading',
    failed: 'Unreadable',
    review: 'To review',
    drafts: 'Draft vouchers',
    posted: 'Posted',
  },
  status: { open: 'Open', locked: 'Locked', closed: 'Closed', none: 'Period not opened' },
  lock: 'Lock the period',
  unlock: 'Unlock',
  wasLocked: '{{month}} is locked; nothing is posted to it.',
  wasOpened: '{{month}} is open again.',
  draftsLeft: '{{n}} draft vouchers wait.',
  noClient: 'Client not found',
  noClientNext: 'The link may be old, or you may not see this client; choose one from the list.',
  otherOffice: 'This client is of your office {{office}}; you are there now.',
};
