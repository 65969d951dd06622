/** The logo with the letterhead as it will be printed; uploading, and removing. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { letterheadQuery } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { Letterhead } from '../../ui/letterhead.tsx';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import classes from './office-settings.module.css';
import type { Settings } from './use-settings.ts';

interface LogoProps {
  readonly settings: Settings;
  readonly disabled: boolean;
  readonly onChanged: (settings: Settings) => void;
}

async function upload(file: File): Promise<Settings> {
  const body = new FormData();
  body.append('files', file);
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const response = await api.raw('/office/logo', { method: 'POST', body, headers });
  return (await response.json()) as Settings;
}

export function Logo({ settings, disabled, onChanged }: LogoProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const letterhead = useQuery(letterheadQuery).data;
  const put = useMutation({
    mutationFn: upload,
    onSuccess: (saved) => {
      onChanged(saved);
      showDone(t('admin.settings.logoSaved'));
    },
    onError: showProblem,
  });
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /office/logo', {}),
    onSuccess: () => {
      showDone(t('admin.settings.logoRemoved'));
      void cache.invalidateQueries({ queryKey: ['office-settings'] });
      void cache.invalidateQueries({ queryKey: ['letterhead'] });
    },
    onError: showProblem,
  });
  return (
    <div className={classes.logo}>
      <figure aria-label={t('admin.settings.preview')} className={classes.preview}>
        {letterhead !== undefined && <Letterhead letterhead={letterhead} />}
      </figure>
      {!disabled && (
        <div className={classes.logoActs}>
          <input
            ref={picker}
            type="file"
            hidden
            accept="image/png,image/jpeg,image/webp"
            aria-label={t('admin.settings.logo')}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined) put.mutate(file);
              event.currentTarget.value = '';
            }}
          />
          <Button variant="default" loading={put.isPending} onClick={() => picker.current?.click()}>
            {t('admin.settings.logoUpload')}
          </Button>
          {settings.logo !== null && (
            <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('admin.settings.logoRemove')}
            </Button>
          )}
          <span className="faint">{t('admin.settings.logoHint')}</span>
        </div>
      )}
    </div>
  );
}
