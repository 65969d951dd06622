/** Invitations into an office: sent, listed, withdrawn by its owner; read and accepted with the link of the mail. */
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { email, memberFields, password, portalPart, role, signedIn } from './people.schemas.ts';

export const invitationView = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role,
  clientIds: z.array(id),
  portalParts: z.array(portalPart),
  invitedBy: z.string().nullable(),
  createdAt: isoDateTime,
  /** Null while the mail waits to be sent. */
  sentAt: isoDateTime.nullable(),
  expiresAt: isoDateTime,
  expired: z.boolean(),
  /** How often a mail was asked for, of ten at most. */
  sends: z.number().int(),
});

const token = z.string().min(1).max(200);
const params = z.object({ invitationId: id });

export const invitationRoutes = {
  listInvitations: route({
    method: 'GET',
    path: '/invitations',
    permission: 'member:read',
    summary: 'Kabul edilmemiş davetler',
    response: z.object({ items: z.array(invitationView) }),
  }),
  invite: route({
    method: 'POST',
    path: '/invitations',
    permission: 'member:write',
    summary: 'Ofise davet eder; tek kullanımlık bağlantı e-postayla gider, yedi gün geçerlidir',
    body: memberFields.extend({ email }),
    response: invitationView,
    status: 201,
  }),
  resendInvitation: route({
    method: 'POST',
    path: '/invitations/:invitationId/resend',
    permission: 'member:write',
    summary: 'Daveti yeni bir bağlantıyla yeniden gönderir; eski bağlantı geçersiz olur',
    params,
    response: invitationView,
  }),
  withdrawInvitation: route({
    method: 'DELETE',
    path: '/invitations/:invitationId',
    permission: 'member:write',
    summary: 'Daveti geri alır; bağlantısı artık açılmaz',
    params,
    idempotent: true,
  }),
  readInvitation: route({
    method: 'POST',
    path: '/auth/invitation',
    permission: 'public',
    summary: 'Davet bağlantısındaki anahtarla davetin kimden, hangi ofise olduğunu gösterir',
    body: z.object({ token }),
    response: z.object({
      office: z.string(),
      invitedBy: z.string().nullable(),
      email: z.string(),
      name: z.string(),
      role,
      /** The address has an account with a password: it is signed in with, and no other is set. */
      hasAccount: z.boolean(),
    }),
    idempotent: true,
  }),
  acceptInvitation: route({
    method: 'POST',
    path: '/auth/invitation/accept',
    permission: 'public',
    summary: 'Hesabı olmayan davetli adını ve parolasını koyar, üye olur ve girer',
    body: z.object({ token, name: memberFields.shape.name, newPassword: password }),
    response: signedIn,
    idempotent: true,
  }),
  joinByInvitation: route({
    method: 'POST',
    path: '/me/invitation',
    permission: 'signed-in',
    summary: 'Giriş yapmış kişi kendisine gönderilen daveti kabul eder ve o ofise geçer',
    body: z.object({ token }),
    response: signedIn,
    idempotent: true,
  }),
};
