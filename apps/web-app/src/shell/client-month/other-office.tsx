/** A link to a client of another office of the person: the app goes to that office by itself, and says so. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { showDone } from '../../ui/problem-note.tsx';
import { enterOffice } from '../enter-office.ts';
import { ClientMissing } from './client-missing.tsx';

export function OtherOffice({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [nowhere, setNowhere] = useState(false);
  useEffect(() => {
    let left = false;
    const look = async () => {
      const { office } = await api.call('GET /me/office-of-client/:clientId', { params: { clientId } });
      if (left) return;
      await enterOffice(office.id, async () => showDone(t('month.otherOffice', { office: office.name })));
      await cache.invalidateQueries({ queryKey: ['client', clientId] });
    };
    look().catch(() => setNowhere(true));
    return () => {
      left = true;
    };
  }, [cache, clientId, t]);
  return nowhere ? <ClientMissing /> : null;
}
