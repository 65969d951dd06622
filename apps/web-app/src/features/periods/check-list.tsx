/** The closing checks of a month: what is clean, what blocks, what warns; each with its count, its places and what to do. */
import { Button, Group, TextInput } from '@mantine/core';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { monthRange } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import type { IconName } from '../../ui/icon.tsx';
import { Amount, StateWord, type Tone } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';
import classes from './periods.module.css';
import type { Acknowledgeable, Check } from './periods-queries.ts';
import { returnByEscape } from './return-by-escape.ts';
import { useAcknowledge, useCloseKdv, useMoveDrafts, useNumberMonth } from './use-month-acts.ts';

const LOOKS: Readonly<Record<Check['verdict'], { icon: IconName; tone: Tone }>> = {
  clean: { icon: 'check', tone: 'done' },
  acknowledged: { icon: 'check', tone: 'plain' },
  'by-closing': { icon: 'info', tone: 'plain' },
  warns: { icon: 'warn', tone: 'wait' },
  blocks: { icon: 'wrong', tone: 'wrong' },
};

interface Of {
  readonly clientId: string;
  readonly month: string;
}

const isAcknowledgeable = (name: Check['name']): name is Acknowledgeable =>
  !['earlier-open', 'drafts', 'unnumbered'].includes(name);

/** The check that was left for the place where it is mended: who comes back stands at it again. */
let left: { readonly month: string; readonly name: Check['name'] } | null = null;

function Places({ clientId, month, check }: Of & { check: Check }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { to } = monthRange(Number(month.slice(0, 4)), Number(month.slice(5)));
  const accounts = check.places.flatMap((place) =>
    place.accountCode === null ? [] : [{ ...place, accountCode: place.accountCode }],
  );
  if (accounts.length === 0) return null;
  return (
    <ul className={classes.places}>
      {accounts.map((place) => (
        <li key={place.accountCode}>
          <Link
            to="/mukellefler/$clientId/mizan/$accountCode"
            params={{ clientId, accountCode: place.accountCode }}
            search={{ bas: place.day ?? `${month}-01`, son: to }}
          >
            {place.accountCode} {place.accountName}
          </Link>
          {place.day !== null && <span className="faint">{format.date(place.day)}</span>}
          {place.amount !== null &&
            (place.day === null ? <BalanceSide value={place.amount} /> : <Amount value={place.amount} />)}
        </li>
      ))}
      {check.count > accounts.length && (
        <li className="faint">{t('periods.more', { n: format.count(check.count - accounts.length) })}</li>
      )}
    </ul>
  );
}

/** Where the things that the check counts are listed; those lists lead back here (`kapanis`). */
function Where({ clientId, month, check }: Of & { check: Check }): ReactNode {
  const { t } = useTranslation();
  const name = useMonthName();
  const router = useRouter();
  const params = { clientId };
  const back = { donem: month, kapanis: month };
  const [place] = check.places;
  switch (check.name) {
    case 'earlier-open': {
      const first = place?.day?.slice(0, 7);
      return first === undefined ? null : (
        <Link to="/mukellefler/$clientId/donemler" params={params} search={{ donem: first, ay: first }}>
          {t('periods.go.month', { month: name(first) })}
        </Link>
      );
    }
    case 'drafts':
      return (
        <Link to="/mukellefler/$clientId/fisler" params={params} search={{ ...back, durum: 'draft' }}>
          {t('periods.go.drafts')}
        </Link>
      );
    case 'documents':
      return (
        <Link
          to="/mukellefler/$clientId/belgeler"
          params={params}
          search={{ donem: month }}
          onClick={() => returnByEscape(`/mukellefler/${clientId}/belgeler`, () => router.history.back())}
        >
          {t('periods.go.documents')}
        </Link>
      );
    case 'year-open':
      return (
        <Link to="/mukellefler/$clientId/donemler" params={params} search={{ ...back, bolum: 'yil-sonu' }}>
          {t('periods.go.yearEnd')}
        </Link>
      );
    default:
      return null;
  }
}

function Act({ clientId, month, check }: Of & { check: Check }) {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const number = useNumberMonth(clientId);
  const move = useMoveDrafts(clientId);
  const kdv = useCloseKdv(clientId);
  const button = (label: string, loading: boolean, run: () => void) => (
    <Button size="compact-xs" variant="default" loading={loading} onClick={run}>
      {label}
    </Button>
  );
  const propose = async () => {
    const { voucherId } = await kdv.mutateAsync(month);
    if (voucherId !== null)
      await navigate({ to: '/mukellefler/$clientId/fisler/$voucherId', params: { clientId, voucherId } });
  };
  if (check.name === 'unnumbered' && can('period:close'))
    return button(t('periods.number'), number.isPending, () => number.mutate(month));
  if (check.name === 'drafts' && can('voucher:write'))
    return button(t('periods.moveDrafts'), move.isPending, () => move.mutate(month));
  if (check.name === 'kdv-open' && can('voucher:write'))
    return button(t('periods.proposeKdv'), kdv.isPending, () => void propose().catch(() => undefined));
  return null;
}

/** Lets a warning stand with a reason, or takes that back. */
function Stand({ clientId, month, check }: Of & { check: Check }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const say = useAcknowledge(clientId, month);
  const [reason, setReason] = useState<string | null>(null);
  const { name, seen, acknowledgement, verdict } = check;
  if (!isAcknowledgeable(name)) return null;
  const may = can('period:close');
  const told = acknowledgement !== null && (
    <span className="soft">
      {t(acknowledgement.isCurrent ? 'periods.standsBecause' : 'periods.stoodBecause', {
        reason: acknowledgement.reason,
        name: acknowledgement.byName ?? '',
        at: format.moment(acknowledgement.at),
      })}
    </span>
  );
  if (verdict === 'acknowledged')
    return (
      <>
        {told}
        {may && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => say.mutate({ check: name, seen, reason: null })}
          >
            {t('periods.takeBack')}
          </Button>
        )}
      </>
    );
  if (!may) return told || null;
  if (reason === null)
    return (
      <>
        {told}
        <Button size="compact-xs" variant="default" onClick={() => setReason('')}>
          {t('periods.letStand')}
        </Button>
      </>
    );
  return (
    <form
      className={classes.reason}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim().length < 3) return;
        say.mutate({ check: name, seen, reason: reason.trim() }, { onSuccess: () => setReason(null) });
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        label={t('periods.reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={reason.trim().length < 3} loading={say.isPending}>
        {t('periods.letStand')}
      </Button>
    </form>
  );
}

export function CheckList({ clientId, month, checks }: Of & { checks: readonly Check[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useRef<HTMLUListElement>(null);
  const [returnedTo] = useState(() => (left?.month === month ? left.name : null));
  useEffect(() => {
    left = null;
    list.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);
  return (
    <ul className={classes.checks} ref={list}>
      {checks.map((check) => {
        const look = LOOKS[check.verdict];
        const of = { clientId, month, check };
        const leave = () => {
          left = { month, name: check.name };
        };
        return (
          <li
            key={check.name}
            data-check={check.name}
            data-verdict={check.verdict}
            onClickCapture={leave}
            {...(returnedTo === check.name && { 'data-autofocus': true, tabIndex: -1 })}
          >
            <StateWord icon={look.icon} tone={look.tone}>
              {check.count === 0
                ? t(`periods.check.${check.name}.clean`)
                : t(`periods.check.${check.name}.found`, { n: format.count(check.count) })}
            </StateWord>
            {check.count > 0 && (
              <div className={classes.checkBody}>
                <Places {...of} />
                <Group gap="xs">
                  <Where {...of} />
                  <Act {...of} />
                  <Stand {...of} />
                </Group>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
