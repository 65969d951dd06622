/** English texts of the office's overview. */
import type { Texts } from '../tr/index.ts';

export const office: Texts['office'] = {
  title: 'The month',
  filter: 'Filter clients',
  filters: {
    all: 'All',
    waiting: 'Waiting',
    late: 'Late',
    mine: 'Mine',
    unassigned: 'Nobody’s',
  },
  group: { label: 'Grouping', none: 'No groups', person: 'By who is in charge', state: 'By state' },
  column: {
    title: 'Name',
    received: 'Received',
    reading: 'Being read',
    failed: 'Unreadable',
    notThisClient: 'Not theirs',
    review: 'To review',
    drafts: 'Drafts',
    posted: 'Posted',
    state: 'The month',
    assignees: 'In charge',
  },
  state: {
    late: 'Late',
    waiting: 'Waits',
    done: 'Done',
    nothing: 'Nothing came',
    locked: 'Locked',
    closed: 'Closed',
  },
  late: 'Clients with work left in a month that is over: {{n}}',
  waiting: 'Documents waiting for review: {{n}}',
  nothingWaits: 'Nothing waits this month',
  total: 'Clients: {{n}}',
  noMatch: 'No client matches this filter.',
  noMatchNext: 'Choose another month or filter.',
  assign: {
    act: 'Choose who is in charge',
    title: 'Who is in charge of {{title}}?',
    people: 'People of the office',
    nobody: 'Nobody',
    done: 'Saved who is in charge of {{title}}.',
  },
};
