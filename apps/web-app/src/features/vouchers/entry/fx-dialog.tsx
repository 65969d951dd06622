/** A line in foreign money: currency, amount and rate; the amount in lira is computed exactly, half up to the kuruş. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { compare, parseDecimal } from '@muhasebi/accounting/money/decimal.ts';
import { kurusFromForeign, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/session.ts';
import { formatDecimalText, type Language } from '../../../format/amount.ts';
import { useFormat } from '../../../format/use-format.ts';
import type { DraftLine } from '../../review/edit/voucher-draft.ts';
import { readPlainDecimal } from './read-paste.ts';

const DECIMALS = { digits: 0n, scale: 0 };

interface FxDialogProps {
  readonly line: DraftLine;
  /** ISO day of the voucher; null where it cannot be read. */
  readonly date: string | null;
  readonly onChange: (change: Pick<DraftLine, 'fx' | 'debit' | 'credit'>) => void;
  readonly onClose: () => void;
}

const shown = (text: string | undefined, language: Language) =>
  text === undefined ? '' : formatDecimalText(text, language);

/** What TCMB published for the day, where it is known. */
function useRate(currency: string, date: string | null) {
  const isAsked = /^[A-Z]{3}$/.test(currency) && currency !== 'TRY' && date !== null;
  return useQuery({
    queryKey: ['exchange-rate', currency, date],
    queryFn: ({ signal }) =>
      api.call('GET /exchange-rates', { query: { currency, date: date ?? '' }, signal }),
    enabled: isAsked,
    retry: false,
    staleTime: 300_000,
  });
}

export function FxDialog({ line, date, onChange, onClose }: FxDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = format;
  const [currency, setCurrency] = useState(line.fx?.currency ?? 'USD');
  const [amount, setAmount] = useState(shown(line.fx?.amount, language));
  const [typedRate, setRate] = useState<string | null>(
    line.fx === null ? null : shown(line.fx.rate, language),
  );
  const known = useRate(currency, date);
  const rateText = typedRate ?? shown(known.data?.rate, language);
  const read = { amount: readPlainDecimal(amount, language), rate: readPlainDecimal(rateText, language) };
  const isPositive = (text: string | null): text is string => {
    const value = text === null ? null : parseDecimal(text);
    return value !== null && compare(value, DECIMALS) === 1;
  };
  const isWhole = /^[A-Z]{3}$/.test(currency) && isPositive(read.amount) && isPositive(read.rate);
  const kurus =
    isPositive(read.amount) && isPositive(read.rate) ? kurusFromForeign(read.amount, read.rate) : null;
  const take = () => {
    if (!isWhole || kurus === null || !isPositive(read.amount) || !isPositive(read.rate)) return;
    const text = format.amount(kurusToDecimal(kurus));
    const isCredit = line.credit !== '' && line.debit === '';
    onChange({
      fx: { currency, amount: read.amount, rate: read.rate },
      debit: isCredit ? '' : text,
      credit: isCredit ? text : '',
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('entry.fx.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('entry.fx.currency')}
            maxLength={3}
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
          />
          <TextInput
            data-autofocus
            inputMode="decimal"
            label={t('entry.fx.amount')}
            value={amount}
            error={amount !== '' && read.amount === null ? t('review.editing.badAmount') : null}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
          <TextInput
            inputMode="decimal"
            label={t('entry.fx.rate')}
            description={
              known.data === undefined
                ? t(known.isError ? 'entry.fx.noRate' : 'entry.fx.rateHint')
                : t(known.data.source === 'tcmb' ? 'entry.fx.rateOf' : 'entry.fx.rateOfOffice', {
                    date: format.date(known.data.rateDate),
                    rate: format.rate(known.data.rate),
                  })
            }
            value={rateText}
            error={rateText !== '' && read.rate === null ? t('review.editing.badAmount') : null}
            onChange={(event) => setRate(event.currentTarget.value)}
          />
          <p>{t('entry.fx.lira', { amount: kurus === null ? '–' : format.amount(kurusToDecimal(kurus)) })}</p>
          <Group justify="flex-end" gap="xs">
            {line.fx !== null && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => onChange({ fx: null, debit: line.debit, credit: line.credit })}
              >
                {t('entry.fx.remove')}
              </Button>
            )}
            <Button type="submit" disabled={!isWhole}>
              {t('entry.fx.take')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
