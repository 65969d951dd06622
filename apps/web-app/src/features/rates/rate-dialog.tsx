/** Entering a rate of the office's own with its reason, and taking one back. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemNote, showDone, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import { QUOTES, type RateRow } from './rates-queries.ts';

/** Typed rates have more decimals than amounts: the point of the language becomes that of the wire. */
const toWire = (typed: string): string | null => typed.trim().replace(',', '.') || null;

interface RateDialogProps {
  /** The row that it starts from; null: empty. */
  readonly row: RateRow | null;
  readonly onClose: () => void;
}

const bodyOf = (row: RateRow) => ({
  unit: row.unit as 1 | 10 | 100 | 1000,
  ...{ forexBuying: row.forexBuying, forexSelling: row.forexSelling },
  ...{ banknoteBuying: row.banknoteBuying, banknoteSelling: row.banknoteSelling },
  reason: row.reason ?? '',
});

/** Takes the office's rate back; a notice offers to put it again. */
function useRemoveRate(onDone: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const renew = () => cache.invalidateQueries({ queryKey: ['exchange-rates'] });
  return useMutation({
    mutationFn: (row: RateRow) =>
      api.call('DELETE /exchange-rates/:date/:currency', {
        params: { date: row.date, currency: row.currency },
      }),
    onSuccess: (_none, row) => {
      const { date, currency } = row;
      const putBack = () =>
        api
          .call('PUT /exchange-rates/:date/:currency', { params: { date, currency }, body: bodyOf(row) })
          .then(renew, showProblem);
      showUndoable(t('rates.dialog.removed', { date: format.date(date), currency }), {
        label: t('rates.dialog.undo'),
        run: () => void putBack(),
      });
      void renew();
      onDone();
    },
    onError: showProblem,
  });
}

export function RateDialog({ row, onClose }: RateDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const [date, setDate] = useState(row?.date ?? isoToday(new Date()));
  const [currency, setCurrency] = useState(row?.currency ?? 'USD');
  const [unit, setUnit] = useState(row?.unit ?? 1);
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      QUOTES.map((id) => [id, (row?.[id] ?? '').replace('.', format.language === 'tr' ? ',' : '.')]),
    ),
  );
  const [reason, setReason] = useState(row?.source === 'hand' ? (row.reason ?? '') : '');
  const remove = useRemoveRate(onClose);
  const put = useMutation({
    mutationFn: () =>
      api.call('PUT /exchange-rates/:date/:currency', {
        params: { date, currency: currency.trim().toUpperCase() },
        body: {
          unit: unit as 1 | 10 | 100 | 1000,
          ...Object.fromEntries(QUOTES.map((id) => [id, toWire(typed[id] ?? '')])),
          reason: reason.trim(),
        },
      }),
    onSuccess: (saved) => {
      showDone(t('rates.dialog.saved', { date: format.date(saved.date), currency: saved.currency }));
      void cache.invalidateQueries({ queryKey: ['exchange-rates'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('rates.dialog.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p className="soft">{t('rates.dialog.hint')}</p>
          {put.isError && <ProblemNote error={put.error} />}
          <DateField label={t('rates.column.date')} value={date} onChange={setDate} />
          <Group grow gap="xs" align="end">
            <TextInput
              label={t('rates.column.currency')}
              required
              withAsterisk={false}
              maxLength={3}
              value={currency}
              onChange={(event) => setCurrency(event.currentTarget.value)}
            />
            <TextInput
              label={t('rates.column.unit')}
              inputMode="numeric"
              value={String(unit)}
              onChange={(event) => setUnit(Number(event.currentTarget.value.replace(/\D/g, '')) || 1)}
            />
          </Group>
          {[QUOTES.slice(0, 2), QUOTES.slice(2)].map((pair) => (
            <Group key={pair[0]} grow gap="xs">
              {pair.map((id) => (
                <TextInput
                  key={id}
                  label={t(`rates.column.${id}`)}
                  inputMode="decimal"
                  data-autofocus={id === 'forexBuying' || undefined}
                  value={typed[id] ?? ''}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    setTyped((now) => ({ ...now, [id]: value }));
                  }}
                />
              ))}
            </Group>
          ))}
          <TextInput
            label={t('rates.dialog.reason')}
            placeholder={t('rates.dialog.reasonHint')}
            required
            withAsterisk={false}
            minLength={3}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            {row !== null && row.source !== 'tcmb' && (
              <Button variant="subtle" color="red" onClick={() => remove.mutate(row)}>
                {t('rates.dialog.remove')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={put.isPending}>
              {t('rates.dialog.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
