/** English texts of writing a voucher by hand. */
import type { Texts } from '../tr/index.ts';

export const entry: Texts['entry'] = {
  balance: 'Balance',
  type: 'Voucher type',
  insert: 'Insert a line',
  moveUp: 'Move the line up',
  moveDown: 'Move the line down',
  fromAbove: 'Description from above',
  copyLines: 'Copy the lines as a table',
  copied: '{{n}} lines were copied.',
  copyRefused: 'Nothing could be copied.',
  copyRefusedNext: 'Allow the browser to use the clipboard, and try again.',
  saveDraft: 'Save as a draft',
  leave: 'Save and leave',
  goOn: 'Next cell; a new line after the last',
  atLine: 'Line {{n}}: {{text}}',
  unknownAccount:
    'Line {{n}}: {{code}} is no account that takes entries. Choose by code or name; a sub-account is opened by typing it.',
  state: {
    keeping: 'Saving…',
    inBrowser: 'Kept in this browser',
    kept: 'Saved as a draft',
  },
  repeat: {
    last: 'Repeat the last voucher',
    none: 'There is no voucher to repeat.',
    noneNext: 'Write the first voucher of this client by hand.',
  },
  paste: {
    done: '{{n}} lines were pasted.',
    refused: 'No account and amount columns were found in what was pasted.',
    refusedNext: 'Copy the columns of account code, description, debit and credit together.',
  },
};
