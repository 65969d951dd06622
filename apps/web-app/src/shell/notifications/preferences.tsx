/** Which kinds a person wants to be told of; what concerns the door of the account is always shown, its mail is a choice. */
import { Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { showProblem } from '../../ui/problem-note.tsx';
import { type Preference, preferencesQuery } from './notification-queries.ts';
import classes from './notifications.module.css';

export function Preferences() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const items = useQuery(preferencesQuery).data?.items ?? [];
  const set = useMutation({
    mutationFn: ({ kind, inApp, mail }: Preference) =>
      api.call('PUT /notifications/preferences', { body: { kind, inApp, mail } }),
    onSuccess: (answer) => cache.setQueryData(preferencesQuery.queryKey, answer),
    onError: showProblem,
  });
  return (
    <fieldset className={classes.preferences}>
      <legend>{t('notifications.chooseTitle')}</legend>
      {items.map((item) => (
        <div key={item.kind} className={classes.preference}>
          <Checkbox
            label={`${t(`notifications.names.${item.kind}`)}${item.isSecurity ? ` · ${t('notifications.byMail')}` : ''}`}
            checked={item.isSecurity ? item.mail : item.inApp}
            onChange={({ currentTarget: { checked } }) =>
              set.mutate(item.isSecurity ? { ...item, mail: checked } : { ...item, inApp: checked })
            }
          />
          {item.isDigest && (
            <Checkbox
              size="xs"
              label={t('notifications.inDigest')}
              aria-label={`${t(`notifications.names.${item.kind}`)}: ${t('notifications.inDigest')}`}
              checked={item.mail}
              onChange={({ currentTarget: { checked } }) => set.mutate({ ...item, mail: checked })}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}
