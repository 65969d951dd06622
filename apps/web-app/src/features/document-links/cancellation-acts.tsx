/** Noting that an invoice was cancelled: when, how, under which reference; what was noted, and taking it back. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { booksOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './document-links.module.css';
import { InlineForm } from './inline-form.tsx';

type Links = Answer<'GET /documents/:documentId/links'>;
type Way = NonNullable<Links['cancellation']>['way'];

interface Place {
  readonly clientId: string;
  readonly documentId: string;
}

/** The document leaves the review, or comes back to it: its lists are read anew. */
function useChanged({ clientId, documentId }: Place) {
  const cache = useQueryClient();
  return () => {
    for (const queryKey of [['document', documentId], ...booksOf(clientId)])
      void cache.invalidateQueries({ queryKey });
  };
}

export function CancellationActs({ links, ...place }: Place & { readonly links: Links }) {
  const { t } = useTranslation();
  const mayWrite = useCan()('document:write');
  const [asking, setAsking] = useState(false);
  const { cancellation, mayCancel } = links;
  if (cancellation !== null) return <Noted {...place} cancellation={cancellation} />;
  if (mayCancel === null || !mayWrite) return null;
  if (asking) return <Noting {...place} time={mayCancel} onLeave={() => setAsking(false)} />;
  return (
    <div className={classes.acts}>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {t('documentLinks.cancellation.ask')}
      </Button>
    </div>
  );
}

const WAYS = ['portal', 'objection', 'other'] as const;

function Noting({
  time,
  onLeave,
  ...place
}: Place & { readonly time: NonNullable<Links['mayCancel']>; readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const changed = useChanged(place);
  const [cancelledOn, setDay] = useState(isoToday(new Date()));
  const [way, setWay] = useState<Way>('portal');
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const write = useMutation({
    mutationFn: () =>
      api.call('POST /documents/:documentId/cancellation', {
        params: { documentId: place.documentId },
        body: { cancelledOn, way, reference, note },
      }),
    onSuccess: () => {
      changed();
      onLeave();
    },
  });
  const isLate = way !== 'other' && time.lastDay !== null && cancelledOn > time.lastDay;
  return (
    <InlineForm
      className={classes.noting}
      label={t('documentLinks.cancellation.title')}
      onSubmit={() => write.mutate()}
      onLeave={onLeave}
    >
      <strong>{t('documentLinks.cancellation.title')}</strong>
      <DateField
        label={t('documentLinks.cancellation.day')}
        value={cancelledOn}
        onChange={(iso) => iso !== '' && setDay(iso)}
      />
      <NativeSelect
        label={t('documentLinks.cancellation.way')}
        value={way}
        data={WAYS.map((value) => ({ value, label: t(`documentLinks.cancellation.ways.${value}`) }))}
        onChange={(event) => setWay(WAYS.find((each) => each === event.currentTarget.value) ?? 'other')}
      />
      <TextInput
        label={t('documentLinks.cancellation.reference')}
        value={reference}
        maxLength={100}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <TextInput
        label={t(way === 'other' ? 'documentLinks.cancellation.how' : 'documentLinks.cancellation.note')}
        value={note}
        maxLength={500}
        required={way === 'other'}
        withAsterisk={false}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {isLate && (
        <p role="status" className={classes.late}>
          {t('documentLinks.cancellation.late', {
            day: format.date(time.lastDay ?? ''),
            law: time.law ?? '',
          })}
        </p>
      )}
      <div className={classes.acts}>
        <Button type="submit" size="compact-sm" loading={write.isPending}>
          {t('documentLinks.cancellation.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onLeave}>
          {t('documentLinks.answer.cancel')}
        </Button>
      </div>
      {write.isError && <ProblemNote error={write.error} />}
    </InlineForm>
  );
}

function Noted({
  cancellation,
  ...place
}: Place & { readonly cancellation: NonNullable<Links['cancellation']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const changed = useChanged(place);
  const mayWrite = useCan()('document:write');
  const withdraw = useMutation({
    mutationFn: () =>
      api.call('DELETE /documents/:documentId/cancellation', { params: { documentId: place.documentId } }),
    onSuccess: changed,
  });
  const { cancelledOn, way, reference, note, writtenAt, byName, missed } = cancellation;
  const at = format.moment(writtenAt);
  return (
    <div>
      <p>
        <strong>{t('documentLinks.cancellation.done', { day: format.date(cancelledOn) })}</strong>{' '}
        {t(`documentLinks.cancellation.ways.${way}`)}
        {reference !== null && ` · ${reference}`} {note !== null && <q>{note}</q>}{' '}
        <span className="soft">
          {byName === null ? at : t('documentLinks.cancellation.by', { name: byName, at })}
        </span>
      </p>
      {missed !== null && (
        <p className={classes.late}>
          {t('documentLinks.cancellation.late', { day: format.date(missed.lastDay), law: missed.law })}
        </p>
      )}
      {mayWrite && (
        <div className={classes.acts}>
          <Button
            size="compact-sm"
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate()}
          >
            {t('documentLinks.cancellation.withdraw')}
          </Button>
        </div>
      )}
      {withdraw.isError && <ProblemNote error={withdraw.error} />}
    </div>
  );
}
