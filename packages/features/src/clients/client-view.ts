/** A client company as every answer shows it. */
import { id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

export const LEGAL_TYPES = [
  'sahis',
  'adi-ortaklik',
  'limited',
  'anonim',
  'kollektif',
  'komandit',
  'kooperatif',
  'dernek-vakif',
  'diger',
] as const;
export const legalType = z.enum(LEGAL_TYPES);

export const clientView = z.object({
  id,
  title: z.string(),
  taxId: z.string(),
  taxIdScheme: z.enum(['VKN', 'TCKN']),
  /** False where the check digit does not hold. */
  taxIdValid: z.boolean(),
  taxOffice: z.string().nullable(),
  naceCode: z.string().nullable(),
  fiscalYearStartMonth: z.number().int(),
  /** What the client's purchases mostly are; decides 153 or 770 until the accountant says otherwise. */
  purchaseDefault: z.enum(['merchandise', 'expense']),
  tradeName: z.string().nullable(),
  legalType: legalType.nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Sixteen digits of the central register of companies. */
  mersisNo: z.string().nullable(),
  archivedAt: isoDateTime.nullable(),
  version: z.number().int(),
  /** Documents that wait, by what they wait for. */
  waiting: z.object({
    reading: z.number().int(),
    review: z.number().int(),
    failed: z.number().int(),
    notThisClient: z.number().int(),
  }),
});
export type ClientView = z.infer<typeof clientView>;
