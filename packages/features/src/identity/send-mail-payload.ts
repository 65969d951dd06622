/** What a mail job is told: whom to write and why. No token stands here; the job makes it. */
import { z } from 'zod';

export const SEND_MAIL = 'identity.send-mail';

export const sendMailPayload = z.discriminatedUnion('kind', [
  /** The address as typed at "forgot password"; there may be no such account. */
  z.object({ kind: z.literal('reset'), email: z.string() }),
  z.object({
    kind: z.literal('invitation'),
    userId: z.uuid(),
    officeName: z.string(),
    invitedBy: z.string().nullable(),
  }),
]);
export type SendMailPayload = z.infer<typeof sendMailPayload>;
