/** English texts of the client user's pages: no word of bookkeeping. */
import type { Texts } from '../tr/index.ts';

export const portal: Texts['portal'] = {
  home: 'Client pages',
  nav: 'Pages',
  company: 'Company',
  account: 'My account and security',
  noCompany: 'No company is open to you.',
  noCompanyNext: 'Ask your accountant to add you to your company.',
  sent: {
    title: 'My documents',
    hint: 'The documents you sent, and how they are.',
    at: 'sent {{at}}',
    more: 'Show older ones',
    empty: 'You have sent no document yet.',
    emptyNext: 'Upload your invoices, receipts or bank statements; how they are will be shown here.',
    states: { received: 'Received', read: 'Read', done: 'Done', problem: 'Problem' },
    means: {
      received: 'Your document reached us and is being read.',
      read: 'It was read; your accountant will look at it and enter it.',
      done: 'Your accountant entered it. There is nothing for you to do.',
      problem: 'Something is wrong with this document.',
    },
    notes: {
      'by-hand':
        'Your document reached us; your accountant looks at such files by hand. There is nothing for you to do.',
      'other-company':
        'This invoice seems to be made out to another company. Check that you sent it for the right one.',
      'sent-before': 'This invoice came before; it will be entered once. There is nothing for you to do.',
      archive: 'Documents in it: {{n}}.',
      'archive-problems':
        'Documents in it: {{n}}; some could not be read. Your accountant will ask you where needed.',
      refused: 'Your accountant did not accept this document:',
      unreadable: 'The document could not be read.',
    },
  },
  send: {
    title: 'Send documents',
    hint: 'Only your accountant’s office sees what you send.',
    drop: 'Choose files, take a photo or drop them here',
    choose: 'Choose files',
    photo: 'Take a photo',
    kinds: 'e-Fatura (XML, ZIP), PDF or photo; you may choose several files',
    sending: '{{done}} / {{total}} files sent',
    unsent: 'Not sent: {{names}}',
    toSent: 'Show my documents',
    results: { accepted: 'Received', duplicate: 'Sent before', refused: 'Not taken' },
  },
  asked: {
    title: 'Asked of me',
    hint: 'What your accountant asks of you. Answer with words or with documents.',
    empty: 'Nothing is asked of you.',
    emptyNext: 'When your accountant asks for a document or an answer it shows here, and a mail comes too.',
    states: { open: 'Waits for your answer', answered: 'You answered', closed: 'Done' },
    acts: { asked: 'asked', answered: 'answered', 'asked-again': 'asked again', closed: 'finished' },
    late: 'Overdue',
    due: 'Due {{day}}',
    at: 'asked {{at}}',
    about: 'Document: {{name}}',
    accountant: 'Your accountant',
    answer: 'Your answer',
    send: 'Answer',
    more: 'Add to my answer',
    takeOut: 'Take {{name}} out',
    thanks: 'Your answer reached your accountant.',
  },
};
