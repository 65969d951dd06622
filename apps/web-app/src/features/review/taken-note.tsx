/** The open document left the queue by another person's act: who did what, and the next one on a key. Nothing else is acted on. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentItem, voucherQuery } from '../../api/queries.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { KeyCap } from '../../ui/small.tsx';
import classes from './review.module.css';

export function TakenNote({ document, onNext }: { document: DocumentItem; onNext: () => void }) {
  const { t } = useTranslation();
  const { voucherId } = document;
  const query = useQuery({ ...voucherQuery(voucherId ?? ''), enabled: voucherId !== null, staleTime: 0 });
  const name = query.data?.status === 'posted' ? query.data.postedByName : null;
  const called = document.documentNo ?? document.fileName;
  const note = useRef<HTMLElement>(null);
  useLayoutEffect(() => note.current?.focus(), []);
  useKeys([
    { key: 'Enter', label: t('presence.taken.next'), run: onNext },
    { key: 'j', label: t('presence.taken.next'), run: onNext, hidden: true },
  ]);
  return (
    <section ref={note} className={classes.taken} role="status" tabIndex={-1}>
      <h2>
        {name === null
          ? t('presence.taken.gone', { document: called })
          : t('presence.taken.posted', { document: called, name })}
      </h2>
      <p>{t('presence.taken.body')}</p>
      <Button variant="default" onClick={onNext}>
        {t('presence.taken.next')}
        <KeyCap>J</KeyCap>
      </Button>
    </section>
  );
}
