/** Asks one client or several for a document or an answer; the usual wishes stand ready as texts. */
import { Button, Group, Modal, MultiSelect, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { monthAfter, monthOf } from '@muhasebi/accounting/donem/month.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentQuery } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemNote, showDone, showRefused } from '../../ui/problem-note.tsx';
import { useEveryClient } from '../clients/use-every-client.ts';

const TEMPLATES = ['bank', 'missing', 'cash', 'payroll', 'readable', 'stock'] as const;
/** How many months back can be asked about. */
const MONTHS_BACK = 18;

interface AskDialogProps {
  readonly clientId: string | undefined;
  /** Asked about this document. */
  readonly documentId: string | undefined;
  readonly onClose: () => void;
}

interface Wish {
  readonly clientIds: string[];
  readonly kind: 'document' | 'answer';
  readonly text: string;
  readonly dueDate: string;
  readonly month: string | null;
}

function useAsk({ documentId, onClose }: AskDialogProps, titleOf: (id: string) => string) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) =>
      api.call('POST /requests', {
        body: {
          ...wish,
          text: wish.text.trim(),
          dueDate: wish.dueDate || null,
          documentId: documentId ?? null,
        },
      }),
    onSuccess: ({ items, withoutUser }) => {
      showDone(t('requests.ask.done', { n: format.count(items.length) }));
      if (withoutUser.length > 0)
        showRefused(
          t('requests.ask.withoutUser', { names: withoutUser.map(titleOf).join(', ') }),
          t('requests.ask.withoutUserNext'),
        );
      void cache.invalidateQueries({ queryKey: ['requests'] });
      onClose();
    },
  });
}

function useMonths() {
  const monthName = useMonthName();
  const now = monthOf(new Date());
  return Array.from({ length: MONTHS_BACK }, (_, back) => monthAfter(now, -back)).map((month) => ({
    value: month,
    label: monthName(month),
  }));
}

export function AskDialog(props: AskDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      size="lg"
      onClose={props.onClose}
      title={t('requests.ask.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <AskForm {...props} />
    </Modal>
  );
}

function AskForm(props: AskDialogProps) {
  const { t } = useTranslation();
  const monthName = useMonthName();
  const clients = useEveryClient();
  const about = useQuery({
    ...documentQuery(props.documentId ?? ''),
    enabled: props.documentId !== undefined,
  });
  const months = useMonths();
  const last = monthAfter(monthOf(new Date()), -1);
  const [wish, setWish] = useState<Wish>({
    clientIds: props.clientId === undefined ? [] : [props.clientId],
    kind: 'document',
    text: props.documentId === undefined ? '' : t('requests.ask.templates.readable'),
    dueDate: '',
    month: null,
  });
  const change = (part: Partial<Wish>) => setWish((now) => ({ ...now, ...part }));
  const ask = useAsk(props, (id) => clients.find((client) => client.id === id)?.title ?? id);
  const use = (name: (typeof TEMPLATES)[number]) => {
    const month = wish.month ?? last;
    const text = t(`requests.ask.templates.${name}`, { month: monthName(month) });
    const dated = name !== 'readable' && name !== 'stock';
    change({ text, kind: name === 'payroll' ? 'answer' : 'document', ...(dated ? { month } : {}) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(wish);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {ask.isError && <ProblemNote error={ask.error} />}
        <MultiSelect
          label={t('requests.ask.clients')}
          placeholder={wish.clientIds.length === 0 ? t('requests.ask.chooseClients') : ''}
          searchable
          disabled={props.documentId !== undefined}
          value={wish.clientIds}
          data={clients.map((client) => ({ value: client.id, label: client.title }))}
          onChange={(clientIds) => change({ clientIds })}
        />
        {about.data !== undefined && (
          <p className="soft">
            {t('requests.ask.about', { name: about.data.documentNo ?? about.data.fileName })}
          </p>
        )}
        <Select
          label={t('requests.ask.template')}
          value={null}
          placeholder="…"
          data={TEMPLATES.map((name) => ({
            value: name,
            label: t(`requests.ask.templates.${name}`, { month: monthName(wish.month ?? last) }),
          }))}
          onChange={(name) => {
            const known = TEMPLATES.find((each) => each === name);
            if (known !== undefined) use(known);
          }}
        />
        <Textarea
          label={t('requests.ask.text')}
          required
          withAsterisk={false}
          autosize
          minRows={3}
          maxLength={2000}
          data-autofocus
          value={wish.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label={t('requests.ask.kind')}
          value={wish.kind}
          data={(['document', 'answer'] as const).map((value) => ({
            value,
            label: t(`requests.ask.kinds.${value}`),
          }))}
          onChange={(kind) => change({ kind: kind === 'answer' ? 'answer' : 'document' })}
        />
        <Group grow gap="sm" align="start">
          <Select
            size="xs"
            label={t('requests.ask.month')}
            placeholder={t('requests.ask.noMonth')}
            clearable
            value={wish.month}
            data={months}
            onChange={(month) => change({ month })}
          />
          <DateField
            label={t('requests.ask.due')}
            value={wish.dueDate}
            onChange={(dueDate) => change({ dueDate })}
          />
        </Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('shell.cancel')}
          </Button>
          <Button
            type="submit"
            loading={ask.isPending}
            disabled={wish.clientIds.length === 0 || wish.text.trim() === ''}
          >
            {t('requests.ask.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
