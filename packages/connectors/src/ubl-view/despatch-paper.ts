/** An e-İrsaliye and the answer to one, laid out in our own way. */
import type { DocumentReference } from '@muhasebi/accounting/fatura/invoice.ts';
import type { Quantity, StatedAmount } from '@muhasebi/accounting/fatura/invoice-parts.ts';
import type { Despatch, DespatchLine } from '@muhasebi/accounting/irsaliye/despatch.ts';
import type { ReceiptAdvice, ReceiptLine } from '@muhasebi/accounting/irsaliye/receipt-advice.ts';
import type { Paper, PaperTotal } from './paper.ts';
import { addressOf, factsOf, momentOf } from './paper-facts.ts';
import { partyOf } from './paper-party.ts';
import { referencesOf } from './paper-references.ts';
import { amountText, type PaperLanguage, quantityText } from './paper-text.ts';
import { wordsOf } from './paper-words.ts';

const money = (amount: StatedAmount | null, language: PaperLanguage): string =>
  amount === null
    ? ''
    : [amountText(amount.value, language), amount.currency].filter((part) => part !== null).join(' ');

const counted = (quantity: Quantity | null, language: PaperLanguage): string =>
  quantity === null ? '' : quantityText(quantity.value, quantity.unit, language);

const joined = (parts: readonly (string | null)[], by: string): string =>
  parts.filter((part) => part !== null && part !== '').join(by);

export function despatchPaper(despatch: Despatch, language: PaperLanguage): Paper {
  const say = wordsOf(language);
  const others = [
    ['buyer', despatch.buyer],
    ['seller', despatch.seller],
    ['originator', despatch.originator],
    ['carrier', despatch.carrier],
  ] as const;
  const totals: PaperTotal[] =
    despatch.value === null
      ? []
      : [{ name: say('goodsValue'), value: money(despatch.value, language), isStrong: true }];
  return {
    language,
    title: say('despatch'),
    parties: [
      partyOf(say('sender'), despatch.supplier, say),
      partyOf(say('receiver'), despatch.customer, say),
      ...others.flatMap(([word, party]) => (party === null ? [] : [partyOf(say(word), party, say)])),
    ],
    facts: factsOf(
      [
        ['number', despatch.number],
        ['date', momentOf(despatch.issueDate, despatch.issueTime)],
        ['despatched', momentOf(despatch.actualDespatchDate, despatch.actualDespatchTime)],
        ['profile', despatch.profile],
        ['type', despatch.type],
        ['plate', joined([...despatch.plates, ...despatch.trailerPlates], ', ')],
        [
          'driver',
          despatch.drivers.map(({ name, nationalityId }) => joined([name, nationalityId], ' ')).join(', '),
        ],
        ['deliveryAddress', addressOf(despatch.deliveryAddress)],
        ['ettn', despatch.ettn],
      ],
      say,
    ),
    tables: [
      {
        title: null,
        columns: [
          { title: say('line'), isNumber: true, share: 6 },
          { title: say('item'), isNumber: false, share: 46 },
          { title: say('quantity'), isNumber: true, share: 16 },
          { title: say('price'), isNumber: true, share: 16 },
          { title: say('amount'), isNumber: true, share: 16 },
        ],
        rows: despatch.lines.map((line) => despatchRow(line, language, say('outstanding'))),
      },
    ],
    totals,
    notes: [...referencesOf(despatch.references, say), ...despatch.notes],
    qr: qrOf(despatch),
    footer: say('footer'),
  };
}

function despatchRow(line: DespatchLine, language: PaperLanguage, outstanding: string): string[] {
  const rest = line.outstanding === null ? null : `${outstanding}: ${counted(line.outstanding, language)}`;
  const numbers = line.identifications.map(({ scheme, id }) => joined([scheme, id], ' ')).join(', ');
  return [
    line.id ?? '',
    joined([line.name, line.note, joined([rest, line.outstandingReason], ', '), numbers], ' – '),
    quantityText(line.quantity, line.unit, language),
    money(line.unitPrice, language),
    money(line.amount, language),
  ];
}

/** The QR text of an e-İrsaliye, with the fields and names of GİB's QR standard. */
function qrOf(despatch: Despatch): string | null {
  const { supplier, customer, number, ettn } = despatch;
  if (supplier.taxId === null || number === null) return null;
  const fields = {
    vkntckn: supplier.taxId.value,
    avkntckn: customer.taxId?.value,
    senaryo: despatch.profile,
    tip: despatch.type,
    tarih: despatch.issueDate,
    no: number,
    ettn,
    sevktarihi: despatch.actualDespatchDate,
    sevkzamani: despatch.actualDespatchTime,
    tasiyicivkn: despatch.carrier?.taxId?.value,
    plaka: despatch.plates[0],
  };
  return JSON.stringify(
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)),
  );
}

export function receiptPaper(receipt: ReceiptAdvice, language: PaperLanguage): Paper {
  const say = wordsOf(language);
  const answered: DocumentReference = {
    kind: 'despatch',
    id: receipt.despatch.number ?? receipt.despatch.ettn,
    issueDate: receipt.despatch.issueDate,
    type: null,
  };
  return {
    language,
    title: say('receipt'),
    parties: [
      partyOf(say('answering'), receipt.customer, say),
      partyOf(say('answered'), receipt.supplier, say),
    ],
    facts: factsOf(
      [
        ['number', receipt.number],
        ['date', momentOf(receipt.issueDate, receipt.issueTime)],
        ['delivered', momentOf(receipt.actualDeliveryDate, receipt.actualDeliveryTime)],
        ['profile', receipt.profile],
        ['type', receipt.type],
        ['ettn', receipt.ettn],
      ],
      say,
    ),
    tables: [
      {
        title: null,
        columns: [
          { title: say('line'), isNumber: true, share: 6 },
          { title: say('item'), isNumber: false, share: 42 },
          { title: say('received'), isNumber: true, share: 13 },
          { title: say('rejected'), isNumber: true, share: 13 },
          { title: say('short'), isNumber: true, share: 13 },
          { title: say('over'), isNumber: true, share: 13 },
        ],
        rows: receipt.lines.map((line) => receiptRow(line, language)),
      },
    ],
    totals: [],
    notes: [...referencesOf([answered, ...receipt.references], say), ...receipt.notes],
    qr: null,
    footer: say('footer'),
  };
}

const receiptRow = (line: ReceiptLine, language: PaperLanguage): string[] => [
  line.id ?? '',
  joined([line.name, line.rejectReason, line.timingComplaint, line.note], ' – '),
  counted(line.received, language),
  counted(line.rejected, language),
  counted(line.short, language),
  counted(line.oversupply, language),
];
