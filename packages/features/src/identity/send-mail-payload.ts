/** What a mail job is told: whom to write and why. No token stands here; the job makes it. */
import { z } from 'zod';
import { SECURITY_NOTICES } from '../notifications/contract.ts';

export const SEND_MAIL = 'identity.send-mail';

export const sendMailPayload = z.discriminatedUnion('kind', [
  /** The address as typed at "forgot password"; there may be no such account. */
  z.object({ kind: z.literal('reset'), email: z.string() }),
  z.object({
    kind: z.literal('invitation'),
    userId: z.uuid(),
    /** Whose mail it is; jobs of an earlier release name none. */
    tenantId: z.uuid().optional(),
    officeName: z.string(),
    invitedBy: z.string().nullable(),
  }),
  /** An invitation that is accepted by its link; one that is no longer open is not written. */
  z.object({ kind: z.literal('office-invitation'), tenantId: z.uuid(), invitationId: z.uuid() }),
  /** A recovery code was used, or somebody took the second factor away; mailed whatever the person turned off. */
  z.object({
    kind: z.literal('second-factor-notice'),
    userId: z.uuid(),
    what: z.enum(['recovery-code-used', 'second-factor-reset']),
    /** Recovery codes that are left, where one was used. */
    left: z.number().int(),
  }),
  /** Of jobs that an earlier release left waiting; requests are posted with their text now. */
  z.object({
    kind: z.literal('client-request'),
    userId: z.uuid(),
    officeName: z.string(),
    clientTitle: z.string(),
    text: z.string(),
    /** ISO day. */
    dueDate: z.string().nullable(),
  }),
  /** What happened at the door of the account; the same is told in the app. */
  z.object({
    kind: z.literal('security-notice'),
    userId: z.uuid(),
    notice: z.enum(SECURITY_NOTICES),
    at: z.iso.datetime(),
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
    state: z.enum(['on', 'off']).nullable(),
  }),
]);
export type SendMailPayload = z.infer<typeof sendMailPayload>;
