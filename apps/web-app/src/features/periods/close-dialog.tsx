/** Closes a month for good, or all open ones up to it: names number and sum before, and each month's result after. */
import { Button, Checkbox, Group, Modal, Skeleton, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import classes from './periods.module.css';
import { type Check, type ClosedMonth, checksQuery, type Month, useRenew } from './periods-queries.ts';

interface CloseDialogProps {
  readonly clientId: string;
  readonly month: Month;
  readonly onClose: () => void;
}

const countOf = (checks: readonly Check[], name: Check['name']) =>
  checks.find((check) => check.name === name)?.count ?? 0;

/** What came of each month, where not all could be closed. */
function Results({ results }: { results: readonly ClosedMonth[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useMonthName();
  return (
    <ul className={classes.results}>
      {results.map((result) => (
        <li key={result.month} data-outcome={result.outcome}>
          <StateWord
            icon={result.outcome === 'refused' ? 'wrong' : result.outcome === 'not-tried' ? 'clock' : 'check'}
            tone={result.outcome === 'refused' ? 'wrong' : result.outcome === 'closed' ? 'done' : 'plain'}
          >
            {name(result.month)}:{' '}
            {t(`periods.outcome.${result.outcome}`, { n: format.count(result.numbered) })}
          </StateWord>
          {result.outcome === 'refused' && !result.isOver && <p>{t('periods.notOver')}</p>}
          {result.checks.map((check) => (
            <p key={check.name}>{t(`periods.check.${check.name}.found`, { n: format.count(check.count) })}</p>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface Reading {
  readonly drafts: number;
  readonly earlier: number;
  readonly warns: readonly Check[];
}

function read(checks: readonly Check[]): Reading {
  return {
    drafts: countOf(checks, 'drafts'),
    earlier: countOf(checks, 'earlier-open'),
    warns: checks.filter(({ verdict }) => verdict === 'warns'),
  };
}

/** What stands in the way, or what is to be let stand; the words before the button. */
function Before({ month, reading, withEarlier }: { month: Month; reading: Reading; withEarlier: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useMonthName();
  const { drafts, warns } = reading;
  if (!month.isOver) return <p>{t('periods.notOver')}</p>;
  return (
    <>
      <p>
        {t('periods.sure', {
          month: name(month.month),
          n: format.count(month.vouchers),
          sum: `${format.amount(month.debit)} TL`,
        })}
      </p>
      {drafts > 0 && (
        <StateWord icon="wrong" tone="wrong">
          {t('periods.check.drafts.found', { n: format.count(drafts) })}
        </StateWord>
      )}
      {warns.map(({ name: check, count }) => (
        <StateWord key={check} icon="warn" tone="wait">
          {t(`periods.check.${check}.found`, { n: format.count(count) })}
        </StateWord>
      ))}
      {withEarlier && <p className="soft">{t('periods.stopsAtFirst')}</p>}
    </>
  );
}

export function CloseDialog({ clientId, month, onClose }: CloseDialogProps) {
  const { t } = useTranslation();
  const name = useMonthName();
  const renew = useRenew(clientId);
  const query = useQuery(checksQuery(clientId, month.month));
  const reading = query.data === undefined ? null : read(query.data.checks);
  const [reason, setReason] = useState('');
  const [wantsEarlier, setWantsEarlier] = useState(true);
  const withEarlier = wantsEarlier && (reading?.earlier ?? 0) > 0;
  const close = useMutation({
    mutationFn: () =>
      api.call('POST /clients/:clientId/periods/:month/close', {
        params: { clientId, month: month.month },
        body: { reason: reason.trim() === '' ? null : reason.trim(), withEarlier },
      }),
    onSuccess: async ({ results }) => {
      await renew();
      if (results.some(({ outcome }) => outcome === 'refused' || outcome === 'not-tried')) return;
      showDone(t('periods.closed', { months: results.map((each) => name(each.month)).join(', ') }));
      onClose();
    },
  });
  const isAsked = withEarlier || (reading?.warns.length ?? 0) > 0;
  const isBlocked =
    reading === null ||
    !month.isOver ||
    reading.drafts > 0 ||
    (reading.earlier > 0 && !withEarlier) ||
    (reading.warns.length > 0 && reason.trim().length < 3);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('periods.closeTitle', { month: name(month.month) })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBlocked) close.mutate();
        }}
      >
        <Stack gap="sm">
          {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
          {close.isError && <ProblemNote error={close.error} />}
          {reading === null ? (
            <Skeleton height={96} />
          ) : (
            <Before month={month} reading={reading} withEarlier={withEarlier} />
          )}
          {reading !== null && reading.earlier > 0 && (
            <Checkbox
              label={t('periods.withEarlier', { n: reading.earlier })}
              checked={wantsEarlier}
              onChange={(event) => setWantsEarlier(event.currentTarget.checked)}
            />
          )}
          {isAsked && month.isOver && (
            <TextInput
              label={t('periods.reasonForAll')}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {close.data !== undefined && <Results results={close.data.results} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" disabled={isBlocked} loading={close.isPending}>
              {t(withEarlier ? 'periods.closeAll' : 'periods.close')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
