/** Sound invoices for the files that must come through, from a seed. */
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { makeCompany, type Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { Part } from './multipart.ts';

/** The client company whose documents are sent. */
export const buyer: Party = makeCompany(createPrng('faults/buyer'), 'toptan');
export const seller: Party = makeCompany(createPrng('faults/seller'), 'toptan');

/** What the client bought: the same seed gives the same file. */
export function purchase(seed: string): Part {
  const { xml } = generateInvoice(seed, options);
  return { name: `${seed.replaceAll('/', '-')}.xml`, content: xml };
}

export const options = {
  kind: 'satis',
  issueDate: '2026-10-05',
  supplier: seller,
  customer: buyer,
  sector: 'toptan',
  lineCount: 1,
} as const;

export function purchases(seed: string, count: number): Part[] {
  return Array.from({ length: count }, (_, index) => purchase(`${seed}/${index}`));
}
