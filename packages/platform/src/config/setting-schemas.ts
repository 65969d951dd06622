/** Forms that the text of an environment variable may have, as zod schemas. */
import { z } from 'zod';

/** A TCP port, 1 to 65535. */
export const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535);

/** A TCP port, or 0 where none is to be opened. */
export const portOrNone = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65_535);

/** A whole number between two bounds, both included. */
export function whole(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);
}

/** `true` or `false`, nothing else. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** An `http` or `https` address without a path; a slash at its end is dropped. */
export const origin = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).pathname === '/')
  .transform((text) => new URL(text).origin);

/** An address as `origin`, or `off`, which is null: nobody is asked. */
export const originOrOff = z
  .literal('off')
  .transform(() => null)
  .or(origin);

/** A PostgreSQL connection URL with a user and a database. */
export const postgresUrl = z.string().refine((text) => {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username !== '' && url.pathname.length > 1;
});

/** A mail server's URL, `smtp://` or `smtps://`. */
export const smtpUrl = z.string().refine((text) => /^smtps?:\/\/./.test(text) && URL.canParse(text));

/** Exactly 32 bytes in base64. */
export const key32 = z.string().refine((text) => /^[A-Za-z0-9+/]{43}=$/.test(text));

/** A mail address, with or without a name before it. */
export const mailbox = z.string().regex(/^([^<>@]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/);
