/** Schemas that every contract uses on the wire: ids, dates, exact amounts, cursors, problem+json. */
import { z } from 'zod';
import { bothTexts } from '../errors/both-texts.ts';

export const id = z.uuid();
/** A calendar day, "2026-01-31". ISO's year 0000 is none to PostgreSQL, nor was it one to anybody's books. */
export const isoDate = z.iso
  .date()
  .refine(
    (day) => !day.startsWith('0000'),
    bothTexts('takvimde böyle bir yıl yok', 'is no year of the calendar'),
  );
/** A month, "2026-11"; the years are those that books can have. */
export const month = z
  .string()
  .regex(
    /^(199[4-9]|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/,
    bothTexts('YYYY-AA biçiminde ay olmalı (örnek: 2026-11)', 'must be a month like 2026-11'),
  );
export const isoDateTime = z.iso.datetime({ offset: true });

/** An exact decimal as text, at most `digits` after the point: "1234.56". Never a JSON number. */
export const decimal = (digits: number) =>
  z
    .string()
    .regex(
      new RegExp(`^-?\\d{1,18}(\\.\\d{1,${digits}})?$`),
      bothTexts(
        `en çok ${digits} ondalık basamaklı sayı olmalı (örnek: 1234.56)`,
        `must be a number of at most ${digits} decimals (example: 1234.56)`,
      ),
    );

/** An amount of TRY (or of a stated currency) with at most two decimals, as text: "1234.56". */
export const amount = decimal(2).meta({
  examples: ['1234.56'],
  description: 'Kuruşa kadar kesin tutar, metin olarak',
});

export const cursorQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** A page of a list: `nextCursor` is null on the last one. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** RFC 9457 problem details, with the code of the catalogue and the next step. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  next: z.string(),
  instance: z.string(),
  requestId: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
