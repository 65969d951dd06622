/** The pages that the person may open, of the open client first. */
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useClientId } from '../client-switcher.tsx';
import type { PaletteItem } from './item.ts';

export function usePages(): PaletteItem[] {
  const { t } = useTranslation();
  const can = useCan();
  const clientId = useClientId();
  const base = `/mukellefler/${clientId}`;
  const page = (
    icon: PaletteItem['icon'],
    href: string,
    label: string,
    needs: string | null,
  ): PaletteItem[] => (needs === null || can(needs) ? [{ id: href, group: 'pages', icon, href, label }] : []);
  const ofClient = [
    ...page('document', `${base}/belgeler`, t('shell.nav.documents'), 'document:read'),
    ...page('review', `${base}/inceleme`, t('shell.nav.review'), 'voucher:write'),
    ...page('voucher', `${base}/fisler`, t('shell.nav.vouchers'), 'voucher:read'),
    ...page('document', `${base}/fatura-kes`, t('palette.page.issuedInvoices'), 'document:read'),
    ...page('upload', `${base}/fisler/aktar`, t('palette.voucherImport'), 'voucher:write'),
    ...page('split', `${base}/hesap-plani`, t('shell.nav.chart'), 'account:read'),
    ...page('scale', `${base}/mizan`, t('shell.nav.mizan'), 'report:read'),
    ...(['yevmiye', 'kebir', 'muavin'] as const).flatMap((book) =>
      page('columns', `${base}/defterler/${book}`, t(`palette.page.${book}`), 'report:read'),
    ),
    ...page('columns', `${base}/defterler/bilanco`, t('palette.page.bilanco'), 'report:read'),
    ...page('columns', `${base}/defterler/gelir-tablosu`, t('palette.page.gelirTablosu'), 'report:read'),
    ...page('columns', `${base}/defterler/cari`, t('palette.page.cari'), 'report:read'),
    ...page('columns', `${base}/defterler/yaslandirma`, t('palette.page.yaslandirma'), 'report:read'),
    ...page('currency', `${base}/kur-degerleme`, t('shell.nav.revaluation'), 'voucher:read'),
    ...page('bank', `${base}/banka`, t('shell.nav.bank'), 'voucher:read'),
    ...page('calendar', `${base}/donemler`, t('shell.nav.periods'), 'voucher:read'),
  ];
  return [
    ...(clientId === null ? [] : ofClient),
    ...page('columns', '/ofis', t('shell.nav.overview'), 'voucher:write'),
    ...page('scale', '/ofis/mizan', t('shell.nav.officeMizan'), 'report:read'),
    ...page('review', '/inceleme', t('shell.nav.reviewAll'), 'voucher:write'),
    ...page('company', '/mukellefler', t('shell.nav.clients'), 'client:read'),
    ...page('currency', '/kurlar', t('shell.nav.rates'), 'voucher:read'),
    ...page('chart', '/raporlar', t('shell.nav.reports'), 'report:read'),
    ...page('chart', '/raporlar/zamanlanmis', t('palette.page.scheduledReports'), 'report:read'),
    ...page('plug', '/entegrasyonlar', t('shell.nav.integrations'), 'integration:read'),
    ...page('mail', '/giden-postalar', t('shell.nav.mails'), 'mail:read'),
    ...page('people', '/kullanicilar', t('shell.nav.members'), 'member:read'),
    ...page('history', '/denetim-izi', t('shell.nav.audit'), 'audit:read'),
    ...page('settings', '/ofis-ayarlari/makineler', t('palette.page.machines'), 'office:write'),
    ...page('pulse', '/isletim', t('shell.nav.operations'), 'operations:read'),
    ...page('shield', '/guvenlik', t('shell.nav.security'), null),
  ];
}
