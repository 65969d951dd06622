/** Generated invoices of one client company for journeys: what it bought and sold, from a seed. */
import { type Fault, generateFaulty } from '@muhasebi/testkit/ubl-generator/faults.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { makeCompany, type Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { DroppedFile } from './browser.ts';

/** A company of the journey, the same for the same name. */
export function company(seed: string): Party {
  return makeCompany(createPrng(seed), 'toptan');
}

/** An ordinary purchase of `buyer` from `seller`. */
export function purchase(seed: string, buyer: Party, seller: Party, issueDate = '2026-10-05'): DroppedFile {
  const { xml, fileName } = generateInvoice(seed, {
    kind: 'satis',
    issueDate,
    supplier: seller,
    customer: buyer,
    sector: 'toptan',
    lineCount: 1,
  });
  return { name: fileName, content: Buffer.from(xml) };
}

/** The same with one fault, which leaves a doubt that somebody has to look at. */
export function faulty(
  fault: Fault,
  seed: string,
  buyer: Party,
  seller: Party,
  issueDate = '2026-10-06',
): DroppedFile {
  const { fileName, bytes } = generateFaulty(fault, seed, {
    kind: 'satis',
    issueDate,
    supplier: seller,
    customer: buyer,
    sector: 'toptan',
    lineCount: 2,
  });
  return { name: fileName, content: bytes };
}
