/** English texts of the documents that belong to a document. */
import type { Texts } from '../tr/index.ts';

export const documentLinks: Texts['documentLinks'] = {
  title: 'Linked documents',
  more: 'and {{n}} more',
  stated: {
    answer: 'Invoice it answers',
    return: 'Invoice it returns',
    reference: 'Invoice it names',
    despatch: 'Its despatch note',
    receipt: 'Despatch note it answers',
    order: 'Its order',
  },
  stating: {
    answer: 'Application response',
    return: 'Return invoice',
    reference: 'Invoice that names it',
    despatch: 'Its invoice',
    receipt: 'Receipt advice',
    order: 'Document of this order',
  },
  envelope: { sender: 'Envelope from', receiver: 'Envelope to', title: 'Envelope' },
  notHere: 'not here yet',
  answers: { KABUL: 'accepted', RED: 'refused', IADE: 'returned' },
  states: {
    PENDING: 'to be read',
    PROCESSING: 'being read',
    READY: 'to review',
    SETTLED: 'no entry needed',
    POSTED: 'posted',
    REJECTED: 'rejected',
    FAILED: 'unreadable',
    UNPACKED: 'archive',
  },
  period: {
    running: 'Time to answer: {{n}} days left (last day {{day}}).',
    today: 'The time to answer ends today ({{day}}).',
    passed: 'The time to answer ended on {{day}}; what nobody objects to counts as accepted.',
    accepted: 'The invoice was accepted.',
    refused: 'The invoice was refused.',
    returned: 'A return of the invoice was announced.',
    from: 'Counted from the day of the invoice: {{law}}.',
  },
  due: {
    running: 'Its invoice is not here yet; the last day is {{day}}.',
    over: 'Its invoice did not come; the seven days ended on {{day}}.',
  },
  answer: {
    accept: 'Write an acceptance',
    refuse: 'Write a refusal',
    reason: 'Why it is refused',
    cancel: 'Cancel',
    written: { KABUL: 'An acceptance was written, not sent.', RED: 'A refusal was written, not sent.' },
    next: 'Download its file, sign and send it in the client’s e-Fatura application.',
    download: 'Download the answer (XML)',
    withdraw: 'Withdraw the answer',
    passed: 'Counted from the day of the invoice; where it was delivered later it may still be answered.',
  },
  reversal: {
    why: 'This invoice was refused, but its voucher is posted. Look at the voucher and reverse it.',
    open: 'Open the reversal',
  },
};
