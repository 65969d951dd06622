/** English texts of who is at which document. */
import type { Texts } from '../tr/index.ts';

export const presence: Texts['presence'] = {
  label: 'At this client now',
  edits: '{{name}} is editing this document',
  looks: '{{name}} is looking at this document',
  editsNo: '{{name}} is editing {{no}}',
  looksNo: '{{name}} is looking at {{no}}',
  here: '{{name}} is at the queue',
  approvedBy: '{{name}} has just approved this (voucher no. {{no}}).',
  somebody: 'Somebody else',
  unsaved: 'You have unsaved changes in this voucher; go on with E.',
  changedBy: 'changed by {{name}}',
  taken: {
    posted: '{{name}} has just approved {{document}}.',
    gone: '{{document}} has left the queue.',
    body: 'Enter or J for the next document.',
    next: 'Next document',
  },
};
