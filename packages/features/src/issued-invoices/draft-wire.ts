/** The shape of an invoice that is to be issued, as JSON: on the wire and in files of `belge yaz`. What it says is checked elsewhere. */
import { DRAFT_PROFILES, DRAFT_TYPES } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { z } from 'zod';

/** A number as decimal text; what is wrong with it, `checkDraft` says at its field. */
const number = z.string().trim().max(40);
const text = (max: number) => z.string().trim().max(max);
/** Absent is null; a blank text is none. */
const optional = (max: number) => z.string().trim().min(1).max(max).nullable().default(null);
const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

const address = {
  street: optional(200),
  building: optional(40),
  district: optional(80),
  city: optional(80),
  postalZone: optional(20),
  country: optional(80),
};

const party = z.object({
  taxId: text(20),
  name: text(300),
  taxOffice: optional(80),
  email: optional(254),
  phone: optional(40),
  website: optional(200),
  ...address,
  country: z.string().trim().max(80).default('Türkiye'),
});

const foreignBuyer = z.object({ name: text(300), companyId: optional(60), ...address });

const line = z.object({
  name: text(300),
  quantity: number,
  unit: text(5).default('C62'),
  unitPrice: number,
  discountPercent: optional(40),
  discountAmount: optional(40),
  kdvPercent: number,
  withholdingCode: optional(5),
  withholdingPercent: optional(10),
  exemptionCode: optional(5),
  exemptionReason: optional(300),
  note: optional(300),
  sellerCode: optional(60),
  gtip: optional(20),
  specialBase: optional(40),
  kdvInPrice: z.boolean().default(false),
  accommodationPercent: optional(10),
  buyerLineCode: optional(11),
  investment: orNull(
    z.object({ kind: text(2), model: optional(100), traceId: optional(60), serialId: optional(60) }),
  ),
});

const numbered = z.object({ number: text(60), issueDate: text(10) });

const internet = z.object({
  website: text(200),
  paymentMeansCode: text(5),
  paymentDate: optional(10),
  sentOn: optional(10),
  carrier: orNull(z.object({ taxId: text(20), name: text(200) })),
});

/** An invoice without number and ETTN. The longest is of a thousand lines. */
export const draftWire = z.object({
  profile: z.enum(DRAFT_PROFILES),
  type: z.enum(DRAFT_TYPES),
  issueDate: text(10),
  issueTime: text(8).default('12:00:00'),
  currency: text(3).default('TRY'),
  exchangeRate: optional(40),
  supplier: party,
  customer: party,
  buyer: orNull(foreignBuyer),
  lines: z.array(line).max(1000),
  discountAmount: optional(40),
  notes: z.array(text(1000)).max(20).default([]),
  returns: z.array(numbered).max(50).default([]),
  despatches: z.array(numbered).max(50).default([]),
  order: orNull(numbered),
  dueDate: optional(10),
  paymentMeansCode: optional(5),
  iban: optional(40),
  earchive: orNull(z.object({ sendingType: z.enum(['ELEKTRONIK', 'KAGIT']), internet: orNull(internet) })),
  export: orNull(
    z.object({
      incoterms: text(5),
      transportMode: text(2),
      packageType: optional(5),
      packageCount: optional(10),
      packageNumber: optional(60),
    }),
  ),
  certificate: orNull(numbered),
});

export type DraftOnWire = z.output<typeof draftWire>;

/** With number and ETTN. */
export const numberedWire = draftWire.extend({ number: text(16), ettn: text(36) });

/** An answer to a received invoice. */
export const answerWire = z.object({
  number: text(60),
  ettn: text(36),
  issueDate: text(10),
  issueTime: text(8).default('12:00:00'),
  answer: z.enum(['KABUL', 'RED']),
  reason: optional(1000),
  sender: party,
  receiver: party,
  invoice: z.object({ number: text(16), ettn: text(36), issueDate: text(10) }),
});
