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
  /** An invitation that is accepted by its link; one that is no longer open is not written. */
  z.object({ kind: z.literal('office-invitation'), tenantId: z.uuid(), invitationId: z.uuid() }),
  /** Something about the person's way in that they should know, in case it was not them. */
  z.object({
    kind: z.literal('security-notice'),
    userId: z.uuid(),
    what: z.enum(['recovery-code-used', 'second-factor-reset']),
    /** Recovery codes that are left, where one was used. */
    left: z.number().int(),
  }),
]);
export type SendMailPayload = z.infer<typeof sendMailPayload>;
