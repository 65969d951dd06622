/** Templates and recurring vouchers over the grid: taken by a few letters, made from what is written. */
import { Button, Checkbox, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../api/contracts.ts';
import { api } from '../../../api/session.ts';
import { useFormat } from '../../../format/use-format.ts';
import { DateField } from '../../../ui/date-field.tsx';
import { ProblemNote, showDone } from '../../../ui/problem-note.tsx';
import { QuietButton } from '../../../ui/quiet-button.tsx';
import classes from './desk.module.css';
import { RecurringList } from './recurring-list.tsx';

export type Template = Answer<'GET /clients/:clientId/voucher-templates'>['items'][number];

/** What is written now, as the API keeps it; null where it cannot be kept yet. */
export interface Written {
  readonly type: Template['type'];
  readonly description: string;
  readonly date: string;
  readonly lines: readonly {
    readonly accountCode: string;
    readonly description: string;
    readonly debit: string;
    readonly credit: string;
    readonly fx: Template['lines'][number]['fx'];
  }[];
}

interface DeskProps {
  readonly clientId: string;
  readonly written: Written | null;
  readonly onTake: (template: Template) => void;
  readonly onClose: () => void;
}

function TemplateList({ clientId, onTake }: Pick<DeskProps, 'clientId' | 'onTake'>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [typed, setTyped] = useState('');
  const queryKey = ['voucher-templates', clientId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/voucher-templates', { params: { clientId }, signal }),
  });
  const remove = useMutation({
    mutationFn: (voucherTemplateId: string) =>
      api.call('DELETE /voucher-templates/:voucherTemplateId', { params: { voucherTemplateId } }),
    onSuccess: () => cache.invalidateQueries({ queryKey }),
  });
  const key = searchKey(typed);
  const found = (query.data?.items ?? []).filter(({ name }) => searchKey(name).includes(key));
  const take = (event: FormEvent) => {
    event.preventDefault();
    if (found[0] !== undefined) onTake(found[0]);
  };
  return (
    <section>
      <form onSubmit={take}>
        <TextInput
          data-autofocus
          label={t('entry.desk.find')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && found.length === 0 && <p className="faint">{t('entry.desk.noTemplate')}</p>}
      <ul className={classes.list}>
        {found.map((template) => (
          <li key={template.id}>
            <button type="button" className={classes.take} onClick={() => onTake(template)}>
              {template.name}
              {template.office && <span className="faint"> · {t('entry.desk.ofOffice')}</span>}
            </button>
            <QuietButton
              label={t('entry.desk.delete', { name: template.name })}
              text={t('entry.desk.deleteShort')}
              onClick={() => remove.mutate(template.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SaveTemplate({ clientId, written }: { clientId: string; written: Written }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState(nameOf(written));
  const [office, setOffice] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const { date: _none, ...content } = written;
      return api.call('POST /clients/:clientId/voucher-templates', {
        params: { clientId },
        body: { name: name.trim(), office, ...content, lines: [...content.lines] },
      });
    },
    onSuccess: ({ name: saved }) => {
      showDone(t('entry.desk.saved', { name: saved }));
      void cache.invalidateQueries({ queryKey: ['voucher-templates', clientId] });
    },
  });
  return (
    <form
      className={classes.row}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.isError && <ProblemNote error={save.error} />}
      <TextInput
        size="xs"
        label={t('entry.desk.saveAs')}
        required
        withAsterisk={false}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        size="xs"
        label={t('entry.desk.forOffice')}
        checked={office}
        onChange={(event) => setOffice(event.currentTarget.checked)}
      />
      <Button size="xs" type="submit" loading={save.isPending}>
        {t('entry.desk.save')}
      </Button>
    </form>
  );
}

function MakeRecurring({ clientId, written }: { clientId: string; written: Written }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const [name, setName] = useState(nameOf(written));
  const [every, setEvery] = useState<'month' | 'quarter' | 'year'>('month');
  const [day, setDay] = useState(Number(written.date.slice(8)));
  const [from, setFrom] = useState(written.date);
  const [until, setUntil] = useState('');
  const make = useMutation({
    mutationFn: () => {
      const { date: _none, ...content } = written;
      return api.call('POST /clients/:clientId/recurring-vouchers', {
        params: { clientId },
        body: {
          name: name.trim(),
          ...content,
          lines: [...content.lines],
          every,
          day,
          from,
          until: until === '' ? null : until,
        },
      });
    },
    onSuccess: ({ nextDue }) => {
      showDone(t('entry.desk.recurringMade', { date: format.date(nextDue) }));
      void cache.invalidateQueries({ queryKey: ['recurring-vouchers', clientId] });
    },
  });
  return (
    <form
      className={classes.fields}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      {make.isError && (
        <div className={classes.wide}>
          <ProblemNote error={make.error} />
        </div>
      )}
      <TextInput
        size="xs"
        label={t('entry.desk.recurringName')}
        required
        withAsterisk={false}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        label={t('entry.desk.every')}
        value={every}
        data={(['month', 'quarter', 'year'] as const).map((value) => ({
          value,
          label: t(`entry.desk.everyOne.${value}`),
        }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setEvery(value === 'quarter' || value === 'year' ? value : 'month');
        }}
      />
      <NumberInput
        size="xs"
        label={t('entry.desk.day')}
        min={1}
        max={31}
        clampBehavior="strict"
        hideControls
        value={day}
        onChange={(value) => typeof value === 'number' && value >= 1 && setDay(value)}
      />
      <DateField label={t('entry.desk.from')} value={from} onChange={(iso) => iso !== '' && setFrom(iso)} />
      <DateField label={t('entry.desk.until')} value={until} onChange={setUntil} />
      <Button size="xs" type="submit" loading={make.isPending}>
        {t('entry.desk.makeRecurring')}
      </Button>
    </form>
  );
}

/** What it is called: by the voucher's words, else by those of its first line. */
const nameOf = ({ description, lines }: Written) =>
  (description || lines[0]?.description || '').slice(0, 80).trim();

export function DeskDialog({ clientId, written, onTake, onClose }: DeskProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('entry.desk.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <TemplateList clientId={clientId} onTake={onTake} />
      {written === null ? (
        <p className="faint">{t('entry.desk.writeFirst')}</p>
      ) : (
        <SaveTemplate clientId={clientId} written={written} />
      )}
      <h3 className={classes.heading}>{t('entry.desk.recurring')}</h3>
      <p className="faint">{t('entry.desk.recurringHint')}</p>
      {written !== null && <MakeRecurring clientId={clientId} written={written} />}
      <RecurringList clientId={clientId} />
    </Modal>
  );
}
