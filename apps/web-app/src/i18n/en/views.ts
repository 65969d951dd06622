/** English texts of saved views and of lists as files. */
import type { Texts } from '../tr/index.ts';

export const views: Texts['views'] = {
  standard: 'Standard view',
  ofOffice: 'Office',
  default: 'Default',
  keep: 'Save this view',
  share: 'Copy its link',
  linkCopied:
    'The link of the view was copied; people of the office open it with the same filters and columns.',
  edit: 'Edit view “{{name}}”',
  name: 'Name of the view',
  forOffice: 'Everybody in the office sees it',
  asDefault: 'The page opens with it',
  takeOver: 'Take over the filters, order and columns on the screen',
  kept: '“{{name}}” was saved.',
  delete: 'Delete',
  deleted: '“{{name}}” was deleted.',
  making: 'Making the file…',
  coming: 'Downloading: {{n}} %',
  comingOf: 'Coming while it is made: {{n}} MB',
  stop: 'Stop',
  brokeOff: 'The file broke off; what came of it was thrown away.',
  brokeOffNext: 'Download it again.',
  downloaded: '{{name}} was downloaded.',
  formats: {
    xlsx: { name: 'Excel (XLSX)', what: 'Amounts as numbers, days as dates; at most 200,000 rows' },
    csv: { name: 'CSV', what: 'With semicolons and decimal commas; at most 500,000 rows' },
    pdf: { name: 'PDF', what: 'A4, with header and page numbers; at most 10,000 rows (books 300,000)' },
  },
};
