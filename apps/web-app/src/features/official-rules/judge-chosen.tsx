/** Has chosen documents judged again by GİB's rules: by the packs of their days, or by the newest. Nothing where no pack is installed. */
import { Button, Popover } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import classes from './official-rules.module.css';
import { officialRulesQuery } from './rules-query.ts';

type Ask = NonNullable<CallInput<'POST /clients/:clientId/documents/judge'>['body']>;

interface JudgeChosenProps {
  readonly clientId: string;
  /** By name, or by the filter of the list. */
  readonly chosen: Pick<Ask, 'documentIds' | 'selection'>;
  readonly disabled: boolean;
}

const WAYS = ['in-force', 'newest'] as const;

export function JudgeChosen({ clientId, chosen, disabled }: JudgeChosenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const newest = useQuery(officialRulesQuery).data?.installed[0];
  const ask = useMutation({
    mutationFn: (by: Ask['by']) =>
      api.call('POST /clients/:clientId/documents/judge', {
        params: { clientId },
        body: { by, ...chosen },
      }),
    onSuccess: ({ documents }) => {
      setIsOpen(false);
      showDone(
        t(documents === 0 ? 'desk.bulk.judgedNone' : 'desk.bulk.judged', { n: format.count(documents) }),
      );
      void cache.invalidateQueries({ queryKey: ['document'] });
    },
    onError: showProblem,
  });
  if (newest === undefined) return null;
  return (
    <Popover
      opened={isOpen}
      position="top"
      withinPortal
      trapFocus
      returnFocus
      width={300}
      onChange={setIsOpen}
    >
      <Popover.Target>
        <Button variant="default" disabled={disabled} onClick={() => setIsOpen((now) => !now)}>
          {t('desk.bulk.judge')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" maw="94vw" aria-label={t('desk.bulk.judge')}>
        <div className={classes.ways}>
          {WAYS.map((by) => (
            <Button key={by} variant="default" loading={ask.isPending} onClick={() => ask.mutate(by)}>
              {t(`desk.bulk.judgeBy.${by}`, { version: newest.version })}
            </Button>
          ))}
          <p className="soft">{t('desk.bulk.judgeHint')}</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
