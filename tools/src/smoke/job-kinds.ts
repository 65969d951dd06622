/** Every kind of job there is, and how a smoke test sees one done; a new job of a feature gets a line here. */
import type { PartName } from './parts.ts';

/** `document`: by what becomes of an uploaded file. `direct`: harmless at any time, so it is put into the queue and watched. */
export type JobKind =
  | { readonly seenBy: 'document' }
  | {
      readonly seenBy: 'direct';
      readonly says: string;
      /** What is broken where it fails. */
      readonly part: PartName;
      readonly payload: (smokeUserId: string) => unknown;
    };

const NOBODY = '00000000-0000-0000-0000-000000000000';

export const JOB_KINDS: Readonly<Record<string, JobKind>> = {
  'demo-office.remove': {
    seenBy: 'direct',
    says: 'demo ofisinin kaldırılması (olmayan bir ofisle) / removal of a demo office, of one that is not',
    part: 'worker',
    payload: () => ({ tenantId: '00000000-0000-4000-8000-000000000000' }),
  },
  'document-intake.read': { seenBy: 'document' },
  'document-intake.unpack': { seenBy: 'document' },
  'document-intake.judge': {
    seenBy: 'direct',
    says: 'belgelerin yeniden denetlenmesi (olmayan bir belgeyle) / judging documents again, one that is not',
    part: 'worker',
    payload: () => ({ tenantId: NOBODY, clientId: NOBODY, documentIds: [NOBODY], by: 'newest' }),
  },
  'document-intake.recover': {
    seenBy: 'direct',
    says: 'kurtarma işi / recovery',
    part: 'worker',
    payload: () => ({}),
  },
  'exchange-rates.fetch': {
    seenBy: 'direct',
    says: 'TCMB kurları (bülteni olmayan bir hafta sonu için) / rates of TCMB, of a weekend, which has none',
    part: 'worker',
    payload: () => ({ from: '2026-01-03', to: '2026-01-04' }),
  },
  'identity.clear-tokens': {
    seenBy: 'direct',
    says: 'eski oturumların temizliği / clearing dead tokens',
    part: 'worker',
    payload: () => ({}),
  },
  'notifications.clear': {
    seenBy: 'direct',
    says: 'eski bildirimlerin temizliği / clearing old notifications',
    part: 'worker',
    payload: () => ({}),
  },
  'notifications.remind': {
    seenBy: 'direct',
    says: 'bekleyen işlerin hatırlatılması / reminders of what waits',
    part: 'worker',
    payload: () => ({ tenantId: NOBODY }),
  },
  'notifications.send-digests': {
    seenBy: 'direct',
    says: 'bildirimlerin günlük özeti / the daily digest of notifications',
    part: 'worker',
    payload: () => ({ tenantId: NOBODY }),
  },
  'identity.send-mail': {
    seenBy: 'direct',
    says: 'duman testinin kendi adresine e-posta / mail to the smoke test’s own address',
    part: 'mail',
    // The owner has a password, so the mail holds no link.
    payload: (userId) => ({ kind: 'invitation', userId, officeName: 'Duman Testi', invitedBy: null }),
  },
  'mail-outbox.send': {
    seenBy: 'direct',
    says: 'giden postalar / outgoing mail',
    part: 'worker',
    // A mail of nobody: the job looks for it and ends.
    payload: () => ({ tenantId: NOBODY, mailId: NOBODY }),
  },
  'mail-outbox.recover': {
    seenBy: 'direct',
    says: 'yarıda kalan postaların kurtarılması / recovery of mail that was broken off',
    part: 'worker',
    payload: () => ({}),
  },
  'mail-outbox.clear': {
    seenBy: 'direct',
    says: 'eski postaların temizliği / clearing old mail',
    part: 'worker',
    payload: () => ({}),
  },
  'integrations.tick': {
    seenBy: 'direct',
    says: 'zamanı gelen eşitlemeler / syncs that are due',
    part: 'worker',
    payload: () => ({}),
  },
  'integrations.run': {
    seenBy: 'direct',
    says: 'entegrasyonların eşitlenmesi / syncs of integrations',
    part: 'worker',
    // A run of nobody: the job looks for it and ends.
    payload: () => ({ tenantId: NOBODY, runId: NOBODY }),
  },
  'report-schedules.tell-due': {
    seenBy: 'direct',
    says: 'zamanı gelen raporlar / reports that are due',
    part: 'worker',
    payload: () => ({}),
  },
  'report-schedules.run-report': {
    seenBy: 'direct',
    says: 'zamanlanmış raporlar / scheduled reports',
    part: 'worker',
    payload: () => ({ tenantId: NOBODY, runId: NOBODY }),
  },
  'report-schedules.remove-files': {
    seenBy: 'direct',
    says: 'süresi dolan rapor dosyalarının temizliği / removal of files of ended reports',
    part: 'worker',
    payload: () => ({}),
  },
  'webhooks.deliver': {
    seenBy: 'direct',
    says: 'webhook gönderimleri / deliveries of webhooks',
    part: 'worker',
    payload: () => ({ tenantId: NOBODY, endpointId: NOBODY }),
  },
  'webhooks.clear-events': {
    seenBy: 'direct',
    says: 'eski webhook olaylarının temizliği / clearing old events of webhooks',
    part: 'worker',
    payload: () => ({}),
  },
  'voucher-desk.open-due-drafts': {
    seenBy: 'direct',
    says: 'zamanı gelen yinelenen fişler / recurring vouchers that are due',
    part: 'worker',
    payload: () => ({}),
  },
  'voucher-import.read': {
    seenBy: 'direct',
    says: 'fiş dosyalarının okunması / reading of voucher files',
    part: 'worker',
    // An import of nobody: the job looks for it and ends.
    payload: () => ({ tenantId: NOBODY, importId: NOBODY, run: 0 }),
  },
  'voucher-import.write': {
    seenBy: 'direct',
    says: 'fiş aktarma / import of vouchers',
    part: 'worker',
    payload: () => ({ tenantId: NOBODY, importId: NOBODY, run: 0 }),
  },
  'voucher-import.undo': {
    seenBy: 'direct',
    says: 'fiş aktarmanın geri alınması / taking an import back',
    part: 'worker',
    payload: () => ({ tenantId: NOBODY, importId: NOBODY, run: 0 }),
  },
  'work-acts.run': {
    seenBy: 'direct',
    says: 'toplu işlemler / acts on many documents',
    part: 'worker',
    // An act of nobody: the job looks for it and ends.
    payload: () => ({ tenantId: NOBODY, actId: NOBODY }),
  },
};
