/** Rules of the form of an invoice: nothing that was entered is lost or turned on its way to the draft and back. */
import { addUpDraft } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import type { InvoiceDraft } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { describe, expect, it } from 'vitest';
import { draftOf, emptyLine, formOf, withProfile, withType } from './invoice-form.ts';

const party = {
  ...{
    taxId: '1288331525',
    name: 'Deniz',
    taxOffice: null,
    email: null,
    phone: null,
    website: null,
    street: null,
  },
  ...{ building: null, district: 'Beşiktaş', city: 'İstanbul', postalZone: null, country: 'Türkiye' },
};
const draft: InvoiceDraft = {
  ...{
    profile: 'TEMELFATURA',
    type: 'SATIS',
    issueDate: '2026-11-20',
    issueTime: '10:00:00',
    currency: 'USD',
  },
  ...{
    exchangeRate: '41.5678',
    supplier: party,
    customer: party,
    buyer: null,
    discountAmount: '12.50',
    notes: ['Not'],
  },
  ...{ returns: [], despatches: [], order: null, dueDate: null, iban: null, earchive: null, export: null },
  paymentMeansCode: '42',
  certificate: null,
  lines: [
    {
      ...{ name: 'Kâğıt', quantity: '1234.5', unit: 'KGM', unitPrice: '0.12345678', discountPercent: '7.5' },
      ...{ discountAmount: null, kdvPercent: '0', withholdingCode: null, withholdingPercent: null },
      ...{ exemptionCode: '335', exemptionReason: 'Kitap', note: 'n', sellerCode: 's', gtip: null },
      ...{ specialBase: null, kdvInPrice: false, accommodationPercent: null, buyerLineCode: null },
      investment: null,
    },
  ],
};

describe('the form of an invoice', () => {
  it('means the draft that it was made of, in either language', () => {
    for (const language of ['tr', 'en'] as const)
      expect(draftOf(formOf(draft, language), language)).toEqual(draft);
    expect(formOf(draft, 'tr').lines[0]).toMatchObject({ quantity: '1.234,5', discount: '%7,5' });
  });

  it('reads a discount as a share where it has the sign, else as an amount; an untouched line is none', () => {
    const [first] = formOf(draft, 'tr').lines;
    if (first === undefined) throw new Error('no line');
    const typed = (discount: string) =>
      draftOf({ ...formOf(draft, 'tr'), lines: [{ ...first, discount }, emptyLine(2)] }, 'tr').lines;
    expect(typed('5%')).toMatchObject([{ discountPercent: '5', discountAmount: null }]);
    expect(typed('5,25')).toMatchObject([{ discountPercent: null, discountAmount: '5.25' }]);
    expect(typed('')).toMatchObject([{ discountPercent: null, discountAmount: null }]);
    // What is no number is told at its field, and counts as nothing.
    expect(typed('beş')).toMatchObject([{ discountAmount: 'beş' }]);
    expect(addUpDraft({ ...draft, lines: typed('beş') }).totals.discountKurus).toBe(1_250n);
  });

  it('keeps what a type asks of a line while it is of that type, and leaves it out under another', () => {
    const [given] = draft.lines;
    if (given === undefined) throw new Error('no line');
    const gold = { ...given, kdvPercent: '20', exemptionCode: '805', specialBase: '10.50', kdvInPrice: true };
    const special: InvoiceDraft = { ...draft, type: 'OZELMATRAH', lines: [gold] };
    const form = formOf(special, 'tr');
    expect(draftOf(form, 'tr')).toEqual(special);
    expect(draftOf(withType(form, 'SATIS'), 'tr').lines).toMatchObject([
      { exemptionCode: null, specialBase: null, kdvInPrice: false },
    ]);
    expect(withType(form, 'TEVKIFATIADE').returns).toHaveLength(1);
    // A row that was opened and left blank is no reference, a blank line no note.
    const blank = { number: '', issueDate: '' };
    expect(draftOf({ ...form, despatches: [blank], order: blank, notes: ['Not', ''] }, 'tr')).toMatchObject({
      despatches: [],
      order: null,
      notes: ['Not'],
    });
  });

  it('brings and takes what belongs to a profile and to a type', () => {
    const form = formOf({ ...draft, currency: 'TRY', exchangeRate: null }, 'tr');
    const archive = withProfile(form, 'EARSIVFATURA');
    expect([archive.earchive?.sendingType, withProfile(archive, 'TEMELFATURA').earchive]).toEqual([
      'ELEKTRONIK',
      null,
    ]);
    const funded = withProfile(form, 'YATIRIMTESVIK');
    const [bought] = funded.lines;
    if (bought === undefined) throw new Error('no line');
    const item = { kind: '01', model: 'Torna', traceId: '', serialId: 'S-1' };
    const machine = draftOf({ ...funded, lines: [{ ...bought, investment: item }] }, 'tr');
    expect(machine).toMatchObject({
      certificate: { number: '' },
      lines: [{ investment: { ...item, traceId: null } }],
    });
    expect(draftOf(withProfile(formOf(machine, 'tr'), 'TEMELFATURA'), 'tr')).toMatchObject({
      certificate: null,
      lines: [{ investment: null }],
    });
    const exported = withProfile(form, 'IHRACAT');
    expect([exported.type, exported.export?.incoterms, exported.buyer?.name]).toEqual(['ISTISNA', 'FOB', '']);
    expect(withType(form, 'IADE').returns).toHaveLength(1);
    expect(withType(withType(form, 'IADE'), 'SATIS').returns).toEqual([]);
  });
});
