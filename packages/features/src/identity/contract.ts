/** Who may enter and do what: sign-in, second factor, sessions, members of an office, audit log. */

import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';
import { auditRoutes } from './audit.contract.ts';
import { invitationRoutes } from './invitations.contract.ts';
import { memberSessionRoutes } from './member-sessions.contract.ts';
import {
  clientIdList,
  email,
  memberFields,
  meView,
  password,
  portalPart,
  portalPartList,
  type Role,
  role,
  signedIn,
  signInCode,
  totpCode,
} from './people.schemas.ts';

export { auditEntry } from './audit.contract.ts';
export { invitationView } from './invitations.contract.ts';
export {
  ALL_PORTAL_PARTS,
  type MeView,
  type PortalPart,
  type Role,
  role,
} from './people.schemas.ts';

/** Shown once; only their keyed hashes are kept. */
const recoveryCodes = z.array(z.string());
const secondFactorAsked = z.object({
  status: z.literal('second-factor-required'),
  /** Short-lived token that only the second-factor route accepts. */
  challenge: z.string(),
});

export const sessionView = z.object({
  id,
  current: z.boolean(),
  createdAt: isoDateTime,
  lastUsedAt: isoDateTime,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});

export const memberView = z.object({
  userId: id,
  email: z.string(),
  name: z.string(),
  role,
  clientIds: z.array(id),
  portalParts: z.array(portalPart),
  secondFactor: z.boolean(),
  disabled: z.boolean(),
});

export const identityContract = {
  login: route({
    method: 'POST',
    path: '/auth/login',
    permission: 'public',
    summary: 'E-posta ve parolayla giriş; ikinci adım açıksa kod istenir',
    body: z.object({ email, password: z.string().min(1).max(200), officeId: id.optional() }),
    response: z.discriminatedUnion('status', [signedIn, secondFactorAsked]),
    idempotent: true,
  }),
  secondFactor: route({
    method: 'POST',
    path: '/auth/second-factor',
    permission: 'public',
    summary: 'Girişin ikinci adımı: doğrulama uygulamasındaki kod ya da bir kurtarma kodu',
    body: z.object({ challenge: z.string().max(2000), code: signInCode }),
    response: signedIn,
    idempotent: true,
  }),
  refresh: route({
    method: 'POST',
    path: '/auth/refresh',
    permission: 'public',
    summary: 'Çerezdeki yenileme anahtarıyla oturumu sürdürür; anahtar her kullanımda değişir',
    response: signedIn,
    idempotent: true,
  }),
  logout: route({
    method: 'POST',
    path: '/auth/logout',
    permission: 'public',
    summary: 'Oturumu kapatır',
    idempotent: true,
  }),
  forgotPassword: route({
    method: 'POST',
    path: '/auth/password/forgot',
    permission: 'public',
    summary: 'Parola sıfırlama bağlantısı yollar; hesap olup olmadığını söylemez',
    body: z.object({ email }),
    status: 202,
    idempotent: true,
  }),
  resetPassword: route({
    method: 'POST',
    path: '/auth/password/reset',
    permission: 'public',
    summary: 'Bağlantıdaki anahtarla yeni parola koyar; bütün oturumlar kapanır',
    body: z.object({ token: z.string().max(200), newPassword: password }),
    idempotent: true,
  }),
  me: route({
    method: 'GET',
    path: '/me',
    permission: 'signed-in',
    summary: 'Giriş yapan kişi, ofisi, rolü ve yetkileri',
    response: meView,
  }),
  switchOffice: route({
    method: 'POST',
    path: '/me/office',
    permission: 'signed-in',
    summary: 'Üyesi olunan başka bir ofise geçer',
    body: z.object({ officeId: id }),
    response: signedIn,
    idempotent: true,
  }),
  changePassword: route({
    method: 'POST',
    path: '/me/password',
    permission: 'signed-in',
    summary: 'Parolayı değiştirir; öteki oturumlar kapanır',
    body: z.object({ currentPassword: z.string().max(200), newPassword: password }),
    idempotent: true,
  }),
  listSessions: route({
    method: 'GET',
    path: '/me/sessions',
    permission: 'signed-in',
    summary: 'Açık oturumlar',
    response: z.object({ items: z.array(sessionView) }),
  }),
  endSession: route({
    method: 'DELETE',
    path: '/me/sessions/:sessionId',
    permission: 'signed-in',
    summary: 'Bir oturumu kapatır',
    params: z.object({ sessionId: id }),
    idempotent: true,
  }),
  endOtherSessions: route({
    method: 'POST',
    path: '/me/sessions/end-others',
    permission: 'signed-in',
    summary: 'Bu oturum dışındaki bütün oturumları kapatır',
    response: z.object({ ended: z.number().int() }),
    idempotent: true,
  }),
  startSecondFactor: route({
    method: 'POST',
    path: '/me/second-factor/start',
    permission: 'signed-in',
    summary: 'Parolayla, ikinci adım için gizli anahtar üretir (henüz açmaz)',
    body: z.object({ password: z.string().max(200) }),
    response: z.object({ otpauthUrl: z.string(), secret: z.string(), qrSvg: z.string() }),
    idempotent: true,
  }),
  confirmSecondFactor: route({
    method: 'POST',
    path: '/me/second-factor/confirm',
    permission: 'signed-in',
    summary: 'Uygulamadaki kodla ikinci adımı açar; kurtarma kodları yalnız burada gösterilir',
    body: z.object({ code: totpCode }),
    response: z.object({ recoveryCodes }),
    idempotent: true,
  }),
  removeSecondFactor: route({
    method: 'POST',
    path: '/me/second-factor/remove',
    permission: 'signed-in',
    summary: 'Parola ve kodla (ya da kurtarma koduyla) ikinci adımı kapatır',
    body: z.object({ password: z.string().max(200), code: signInCode }),
    idempotent: true,
  }),
  showSecondFactor: route({
    method: 'GET',
    path: '/me/second-factor',
    permission: 'signed-in',
    summary: 'İkinci adımın durumu ve kalan kurtarma kodlarının sayısı',
    response: z.object({ on: z.boolean(), recoveryCodesLeft: z.number().int() }),
  }),
  renewRecoveryCodes: route({
    method: 'POST',
    path: '/me/second-factor/recovery-codes',
    permission: 'signed-in',
    summary: 'Parola ve kodla kurtarma kodlarını yeniler; eskileri geçersiz olur',
    body: z.object({ password: z.string().max(200), code: totpCode }),
    response: z.object({ recoveryCodes }),
    idempotent: true,
  }),
  listMembers: route({
    method: 'GET',
    path: '/members',
    permission: 'member:read',
    summary: 'Ofisin kullanıcıları',
    response: z.object({ items: z.array(memberView) }),
  }),
  addMember: route({
    method: 'POST',
    path: '/members',
    permission: 'member:write',
    summary: 'Ofise kullanıcı ekler; parola belirleme bağlantısı e-postayla gider',
    body: memberFields.extend({ email }),
    response: memberView,
    status: 201,
  }),
  updateMember: route({
    method: 'PATCH',
    path: '/members/:userId',
    permission: 'member:write',
    summary: 'Kullanıcının rolünü ve gördüğü mükellefleri değiştirir',
    params: z.object({ userId: id }),
    // Without defaults: left out means unchanged, not none and not all.
    body: memberFields
      .extend({ clientIds: clientIdList, portalParts: portalPartList })
      .partial()
      .extend({ disabled: z.boolean().optional() }),
    response: memberView,
  }),
  ...auditRoutes,
  ...invitationRoutes,
  ...memberSessionRoutes,
};

export const { definitions: identityErrorDefinitions, errors: identityErrors } = defineErrors({
  LOGIN_FAILED: {
    status: 401,
    tr: 'E-posta ya da parola hatalı.',
    en: 'Email or password is wrong.',
    nextTr: 'Yeniden deneyin ya da parolanızı sıfırlayın.',
    nextEn: 'Try again, or reset your password.',
  },
  ACCOUNT_LOCKED: {
    status: 423,
    tr: 'Çok sayıda hatalı deneme nedeniyle hesap {minutes} dakika kilitlendi.',
    en: 'Too many failed attempts: the account is locked for {minutes} minutes.',
    nextTr: 'Bekleyin ya da parolanızı sıfırlayın.',
    nextEn: 'Wait, or reset your password.',
  },
  // 422, not 401: a browser answers 401 by renewing its session and sending the same code again.
  SECOND_FACTOR_WRONG: {
    status: 422,
    tr: 'Doğrulama kodu hatalı ya da kullanılmış.',
    en: 'The code is wrong or was used.',
    nextTr: 'Uygulamadaki yeni kodu girin; cihazın saatini denetleyin.',
    nextEn: 'Enter the next code; check the clock of the device.',
  },
  SECOND_FACTOR_ALREADY_ON: {
    status: 409,
    tr: 'İkinci adım zaten açık.',
    en: 'The second factor is on already.',
    nextTr: 'Yeni bir cihaz için önce parolanız ve kodla kapatın.',
    nextEn: 'For a new device, turn it off first with your password and a code.',
  },
  SECOND_FACTOR_NOT_STARTED: {
    status: 409,
    tr: 'İkinci adımın kurulumu başlatılmamış.',
    en: 'Setting up the second factor was not started.',
    nextTr: 'Önce yeni bir anahtar üretin.',
    nextEn: 'Start the set-up first.',
  },
  PASSWORD_WRONG: {
    status: 422,
    tr: 'Şimdiki parola hatalı.',
    en: 'The current password is wrong.',
    nextTr: 'Şimdiki parolanızı yeniden yazın ya da sıfırlayın.',
    nextEn: 'Type your current password again, or reset it.',
  },
  SESSION_REVOKED: {
    status: 401,
    tr: 'Oturum kapatılmış.',
    en: 'The session was ended.',
    nextTr: 'Yeniden giriş yapın.',
    nextEn: 'Sign in again.',
  },
  REFRESH_REUSED: {
    status: 401,
    tr: 'Yenileme anahtarı ikinci kez kullanıldı; güvenlik için oturum kapatıldı.',
    en: 'A refresh token was used twice; the session was ended for safety.',
    nextTr: 'Yeniden giriş yapın; siz değilseniz parolanızı değiştirin.',
    nextEn: 'Sign in again; if this was not you, change your password.',
  },
  RESET_TOKEN_INVALID: {
    status: 410,
    tr: 'Bağlantı geçersiz, kullanılmış ya da süresi dolmuş.',
    en: 'The link is invalid, used or expired.',
    nextTr: 'Yeni bir sıfırlama bağlantısı isteyin.',
    nextEn: 'Ask for a new reset link.',
  },
  PASSWORD_TOO_WEAK: {
    status: 422,
    tr: 'Parola çok kolay tahmin edilir.',
    en: 'The password is too easy to guess.',
    nextTr: 'En az 10 karakterli, adınızı ve e-postanızı içermeyen bir parola seçin.',
    nextEn: 'Choose at least 10 characters, without your name or email.',
  },
  NOT_A_MEMBER: {
    status: 403,
    tr: 'Bu ofisin üyesi değilsiniz.',
    en: 'You are not a member of this office.',
    nextTr: 'Ofis sahibinden davet isteyin.',
    nextEn: 'Ask the owner of the office for an invitation.',
  },
  MEMBER_EXISTS: {
    status: 409,
    tr: '{email} ofiste zaten kayıtlı.',
    en: '{email} is a member already.',
    nextTr: 'Var olan kaydı düzenleyin.',
    nextEn: 'Edit the existing member.',
  },
  MEMBER_NOT_FOUND: {
    status: 404,
    tr: 'Kullanıcı bu ofiste bulunamadı.',
    en: 'No such member in this office.',
    nextTr: 'Kullanıcı listesinden seçin.',
    nextEn: 'Pick one from the list.',
  },
  ACCOUNT_EXISTS: {
    status: 409,
    tr: '{email} zaten kayıtlı.',
    en: '{email} is registered already.',
    nextTr: 'Başka bir e-posta adresi kullanın.',
    nextEn: 'Use another email address.',
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    tr: '{email} diye bir kullanıcı yok.',
    en: 'There is no user {email}.',
    nextTr: 'E-posta adresini denetleyin.',
    nextEn: 'Check the email address.',
  },
  MEMBER_REFUSED: {
    status: 409,
    tr: '{email} bir ofise üye olamaz.',
    en: '{email} cannot be a member of an office.',
    nextTr: 'Kişinin başka bir e-posta adresini kullanın.',
    nextEn: 'Use another email address of the person.',
  },
  CLIENT_USER_NEEDS_CLIENTS: {
    status: 422,
    tr: 'Mükellef kullanıcısı için en az bir mükellef seçilmeli.',
    en: 'A client user needs at least one client company.',
    nextTr: 'Göreceği mükellefleri seçin.',
    nextEn: 'Choose the clients to be seen.',
  },
  SECOND_FACTOR_REQUIRED: {
    status: 403,
    tr: 'Ofisiniz iki adımlı doğrulama istiyor; sizde açık değil.',
    en: 'Your office requires a second factor, and you have none.',
    nextTr: 'Güvenlik sayfasında iki adımlı doğrulamayı açın.',
    nextEn: 'Turn the second factor on at the security page.',
  },
  SECOND_FACTOR_NOT_YOURS: {
    status: 409,
    tr: 'Bu kişinin ikinci adımı buradan sıfırlanamaz: ya kendinizsiniz ya da kişi başka bir yerde de çalışıyor.',
    en: 'This second factor cannot be reset from here: it is your own, or the person works elsewhere as well.',
    nextTr: 'Kişi bir kurtarma koduyla girsin ya da işletmeciden yardım istesin.',
    nextEn: 'The person signs in with a recovery code, or asks the operator.',
  },
  INVITATION_INVALID: {
    status: 410,
    tr: 'Davet bağlantısı geçersiz, kullanılmış, geri alınmış ya da süresi dolmuş.',
    en: 'The invitation link is invalid, used, withdrawn or expired.',
    nextTr: 'Daveti gönderenden yeni bir davet isteyin.',
    nextEn: 'Ask whoever invited you for a new invitation.',
  },
  INVITATION_NEEDS_SIGN_IN: {
    status: 409,
    tr: 'Bu e-posta adresinin zaten bir hesabı var.',
    en: 'There is an account with this address already.',
    nextTr: 'Var olan parolanızla giriş yapıp daveti kabul edin.',
    nextEn: 'Sign in with your password and accept the invitation then.',
  },
  INVITATION_FOR_ANOTHER: {
    status: 403,
    tr: 'Bu davet başka bir e-posta adresine gönderilmiş.',
    en: 'This invitation was sent to another address.',
    nextTr: 'Çıkış yapıp davetin geldiği adresle giriş yapın.',
    nextEn: 'Sign out, and sign in with the address that was invited.',
  },
  INVITATION_EXISTS: {
    status: 409,
    tr: '{email} için açık bir davet var.',
    en: 'There is an open invitation for {email}.',
    nextTr: 'Var olan daveti yeniden gönderin ya da geri alın.',
    nextEn: 'Send the open invitation again, or withdraw it.',
  },
  INVITATION_SENT_OFTEN: {
    status: 409,
    tr: 'Bu davet {sends} kez gönderildi.',
    en: 'This invitation was sent {sends} times.',
    nextTr: 'E-posta adresini denetleyin; gerekirse daveti geri alıp yenisini gönderin.',
    nextEn: 'Check the address; withdraw the invitation and send a new one where needed.',
  },
  INVITATION_NOT_FOUND: {
    status: 404,
    tr: 'Açık davet bulunamadı; kabul edilmiş ya da geri alınmış olabilir.',
    en: 'No such open invitation; it may have been accepted or withdrawn.',
    nextTr: 'Davet listesini yenileyin.',
    nextEn: 'Reload the list of invitations.',
  },
  LAST_OWNER: {
    status: 409,
    tr: 'Ofisin son sahibi çıkarılamaz ya da rolü değiştirilemez.',
    en: 'The last owner of an office cannot be removed or demoted.',
    nextTr: 'Önce başka bir sahip belirleyin.',
    nextEn: 'Make someone else owner first.',
  },
});

/** What a person may do in an office at this moment. */
export interface Rights {
  readonly role: Role;
  readonly permissions: readonly string[];
  /** Null: every client of the office. */
  readonly clientIds: readonly string[] | null;
}

/** Who a machine with a key of an office acts for, and what it may. */
export interface KeyHolder extends Rights {
  readonly apiKeyId: string;
  readonly userId: string;
  readonly tenantId: string;
}

/** What the authenticator asks where a request brings a key in the place of an access token. */
export interface KeyDoor {
  isKey(token: string): boolean;
  /** Throws where the key opens nothing. */
  open(token: string): Promise<KeyHolder>;
}

/** For work that goes on after its request: asked again in the transaction that does it. */
export interface RightsService {
  /** Null: no active member (any more). Needs a scope that sees the office's memberships. */
  of(trx: Trx, tenantId: string, userId: string): Promise<Rights | null>;
}
