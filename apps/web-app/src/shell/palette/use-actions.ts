/** Everything that can be done from anywhere, one list: each with the right it needs. */
import { useMantineColorScheme } from '@mantine/core';
import { monthOf } from '@muhasebi/accounting/donem/month.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clientMonthQuery } from '../../api/queries.ts';
import { api, useCan, useMe } from '../../api/session.ts';
import { startUpload } from '../../api/upload-queue.ts';
import { ASKS_FOR_CLEAN } from '../../features/review/asks-for-clean.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { switchLanguage } from '../../i18n/index.ts';
import { DENSITIES, setDensity } from '../../theme/density.ts';
import type { IconName } from '../../ui/icon.tsx';
import { showProblem } from '../../ui/problem-note.tsx';
import { useClientMonth } from '../client-month/use-client-month.ts';
import { useLockMonth } from '../client-month/use-lock-month.tsx';
import { useClientId } from '../client-switcher.tsx';
import { enterOffice } from '../enter-office.ts';
import type { PaletteItem } from './item.ts';

/** What lies over the page and can be opened from here. */
export type Overlay = 'help' | 'clients' | 'notifications';

/** Opens the browser's own dialog; a key press counts as the person's wish. */
function chooseFiles(onFiles: (files: File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.xml,.zip,application/xml,text/xml,application/zip';
  input.addEventListener('change', () => onFiles([...(input.files ?? [])]));
  input.click();
}

type Act = Omit<PaletteItem, 'group'>;
const act = (id: string, icon: IconName, label: string, run: () => void): Act => ({ id, icon, label, run });

function useClientActions(clientId: string | null): Act[] {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { month, setMonth } = useClientMonth();
  const name = useMonthName();
  const lock = useLockMonth(clientId ?? '');
  const asked = clientMonthQuery(clientId ?? '', month ?? '');
  const status = useQuery({ ...asked, enabled: clientId !== null && month !== null }).data?.period;
  if (clientId === null) return [];
  const base = `/mukellefler/${clientId}`;
  const acts: Act[] = [];
  if (can('document:upload')) {
    const upload = (files: File[]) => {
      startUpload(clientId, files, () => void cache.invalidateQueries({ queryKey: ['documents', clientId] }));
      void navigate({ href: `${base}/belgeler` });
    };
    acts.push(act('upload', 'upload', t('palette.act.upload'), () => chooseFiles(upload)));
  }
  if (can('voucher:write'))
    acts.push({
      id: 'new-voucher',
      icon: 'plus',
      label: t('palette.act.newVoucher'),
      href: `${base}/fisler/yeni`,
    });
  if (can('voucher:post')) {
    const toReview = { to: '/mukellefler/$clientId/inceleme', params: { clientId } } as const;
    const approve = () => void navigate({ ...toReview, search: (now) => ({ ...now, onay: ASKS_FOR_CLEAN }) });
    acts.push(act('approve-clean', 'check', t('palette.act.approveClean'), approve));
    if (month !== null && (status === 'open' || status === 'locked')) {
      const to = status === 'open' ? 'locked' : 'open';
      const label = t(status === 'open' ? 'palette.act.lock' : 'palette.act.unlock', { month: name(month) });
      acts.push(act('lock-month', status === 'open' ? 'lock' : 'unlock', label, () => void lock(month, to)));
    }
  }
  if (month !== null) acts.push(act('all-months', 'clock', t('month.all'), () => setMonth(null)));
  const today = monthOf(new Date());
  if (month !== today)
    acts.push(
      act('this-month', 'clock', t('palette.act.month', { month: name(today) }), () => setMonth(today)),
    );
  return acts;
}

/** What is of the office as a whole, where no client is open. */
function useOfficeActions(clientId: string | null): Act[] {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (clientId !== null || !can('voucher:post')) return [];
  const approve = () =>
    void navigate({ to: '/inceleme', search: (now) => ({ ...now, onay: ASKS_FOR_CLEAN }) });
  return [act('approve-clean', 'check', t('palette.act.approveCleanOfAll'), approve)];
}

function useLook(): Act[] {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const userId = useMe()?.user.id;
  const densities = userId === undefined ? [] : DENSITIES;
  return [
    act('light', 'more', t('shell.user.themeLight'), () => setColorScheme('light')),
    act('dark', 'more', t('shell.user.themeDark'), () => setColorScheme('dark')),
    act('auto', 'more', t('shell.user.themeAuto'), () => setColorScheme('auto')),
    ...densities.map((each) => {
      const label = t('palette.act.density', { density: t(`shell.user.densities.${each}`) });
      return act(`density ${each}`, 'more', label, () => userId !== undefined && setDensity(userId, each));
    }),
  ];
}

function useOwnActions(open: (overlay: Overlay) => void): Act[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const look = useLook();
  const me = useMe();
  const can = useCan();
  const others = me?.offices.filter((office) => office.id !== me.office?.id) ?? [];
  const english = i18n.language === 'en';
  return [
    ...(can('client:read')
      ? [act('switch-client', 'company', t('palette.act.switchClient'), () => open('clients'))]
      : []),
    ...(me?.office == null
      ? []
      : [act('notifications', 'bell', t('shell.nav.bell.title'), () => open('notifications'))]),
    act('help', 'keyboard', t('shell.keys.help'), () => open('help')),
    ...others.map((office) =>
      act(
        `office ${office.id}`,
        'move',
        t('palette.act.office', { office: office.name }),
        () => void enterOffice(office.id, () => navigate({ to: '/' })).catch(showProblem),
      ),
    ),
    ...look,
    act('language', 'more', t('palette.act.language'), () => void switchLanguage(english ? 'tr' : 'en')),
    act('sign-out', 'cross', t('shell.user.signOut'), () => void api.logout().catch(showProblem)),
  ];
}

export function useActions(open: (overlay: Overlay) => void): PaletteItem[] {
  const clientId = useClientId();
  const ofClient = useClientActions(clientId);
  const ofOffice = useOfficeActions(clientId);
  const own = useOwnActions(open);
  return [...ofClient, ...ofOffice, ...own].map((each) => ({ ...each, group: 'actions' }));
}
