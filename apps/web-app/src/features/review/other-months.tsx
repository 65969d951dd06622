/** Where nothing waits in the month that is shown: what waits in the others, one press away. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import type { QueuePlace } from './use-acts.ts';
import { type QueueFilter, queueQuery } from './use-queue.ts';

interface OtherMonthsProps {
  readonly place: QueuePlace;
  readonly filter: QueueFilter;
  readonly onShow: () => void;
}

export function OtherMonths({ place, filter, onShow }: OtherMonthsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = useInfiniteQuery(queueQuery(place, { ...filter, month: null })).data?.pages[0]?.total ?? 0;
  if (all === 0) return null;
  return <Button onClick={onShow}>{t('review.otherMonths', { n: format.count(all) })}</Button>;
}
