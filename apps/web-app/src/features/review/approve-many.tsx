/** Approving all that are clean (or chosen): names count and sum first, then posts in portions that can be stopped. */

import { Button, Group, Modal, Progress } from '@mantine/core';
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type DocumentItem } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type Candidate, collectDrafts } from './collect-drafts.ts';
import type { PostResult } from './post-voucher.ts';
import classes from './review.module.css';
import { sitting } from './review-session.ts';

const PORTION = 100;

interface ApproveManyProps {
  readonly clientId: string;
  /** The chosen documents; null for all that are clean. */
  readonly only: readonly DocumentItem[] | null;
  readonly onClose: () => void;
}

interface Run {
  readonly results: readonly PostResult[];
  readonly going: boolean;
  readonly error: unknown;
}

/** Posts portion by portion; what was posted leaves the queue at once. */
function useRun(clientId: string, candidates: readonly Candidate[]) {
  const cache = useQueryClient();
  const [run, setRun] = useState<Run | null>(null);
  const stopped = useRef(false);
  const start = async () => {
    stopped.current = false;
    let results: PostResult[] = [];
    setRun({ results, going: true, error: null });
    try {
      for (let at = 0; at < candidates.length && !stopped.current; at += PORTION) {
        const portion = candidates.slice(at, at + PORTION);
        const answer = await api.call('POST /vouchers/post', {
          body: { vouchers: portion.map(({ voucherId, version }) => ({ id: voucherId, version })) },
        });
        results = [...results, ...answer.results];
        const posted = new Set(
          answer.results.filter((result) => result.status === 'posted').map((result) => result.id),
        );
        sitting.leave(
          clientId,
          portion
            .filter((candidate) => posted.has(candidate.voucherId))
            .map((candidate) => candidate.documentId),
        );
        setRun({ results, going: true, error: null });
      }
      setRun({ results, going: false, error: null });
    } catch (error) {
      setRun({ results, going: false, error });
    }
    for (const queryKey of booksOf(clientId)) void cache.invalidateQueries({ queryKey });
  };
  return {
    run,
    start,
    stop: () => {
      stopped.current = true;
    },
  };
}

function Refused({
  results,
  candidates,
}: {
  results: readonly PostResult[];
  candidates: readonly Candidate[];
}) {
  const format = useFormat();
  const nameOf = new Map(candidates.map((candidate) => [candidate.voucherId, candidate.name]));
  const refused = results.filter((result) => result.error !== null);
  if (refused.length === 0) return null;
  return (
    <ul className={classes.refused}>
      {refused.map((result) => (
        <li key={result.id}>
          <strong>{nameOf.get(result.id)}</strong>{' '}
          {result.error !== null &&
            format.pick(
              `${result.error.message} ${result.error.next}`,
              `${result.error.messageEn} ${result.error.nextEn}`,
            )}
        </li>
      ))}
    </ul>
  );
}

export function ApproveMany({ clientId, only, onClose }: ApproveManyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [counted, setCounted] = useState(0);
  const [chosen] = useState(only);
  const collected = useQuery({
    queryKey: ['approve-many', clientId, chosen?.map((item) => item.id) ?? 'clean'],
    queryFn: ({ signal }) => collectDrafts(clientId, chosen, signal, setCounted),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const [candidates, setCandidates] = useState<readonly Candidate[]>([]);
  useEffect(() => {
    if (collected.data !== undefined) setCandidates(collected.data);
  }, [collected.data]);
  const { run, start, stop } = useRun(clientId, candidates);
  const go = useRef<HTMLButtonElement>(null);
  const settled = run !== null && !run.going;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the act that comes next takes the focus, so that Enter goes on
  useEffect(() => go.current?.focus(), [candidates, settled]);
  const n = format.count(candidates.length);
  const sum = `${format.amount(kurusToDecimal(sumKurus(candidates.map((candidate) => candidate.kurus))))} TL`;
  const posted = run?.results.filter((result) => result.status === 'posted').length ?? 0;
  const done = run?.results.length ?? 0;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={run?.going !== true}
      title={
        run === null && candidates.length > 0
          ? t('review.cleanTitle', { n })
          : t(chosen === null ? 'review.approveAllClean' : 'review.approveSelected')
      }
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.many}>
        {collected.isError && (
          <ProblemNote error={collected.error} onRetry={() => void collected.refetch()} />
        )}
        {collected.isPending && (
          <p role="status">{t('review.cleanCounting', { n: format.count(counted) })}</p>
        )}
        {collected.isSuccess && run === null && (
          <p>{candidates.length === 0 ? t('review.cleanNone') : t('review.cleanBody', { n, sum })}</p>
        )}
        {run !== null && (
          <>
            <p role="status">
              {run.going
                ? t('review.cleanRunning', { done: format.count(done), total: n })
                : t('review.cleanDone', {
                    posted: format.count(posted),
                    refused: format.count(done - posted),
                  })}
            </p>
            <Progress
              value={(done / Math.max(1, candidates.length)) * 100}
              aria-label={t('review.approveAllClean')}
            />
            {run.error !== null && (
              <>
                <p>{t('review.cleanUnknown', { n: format.count(candidates.length - done) })}</p>
                <ProblemNote error={run.error} />
              </>
            )}
            <Refused results={run.results} candidates={candidates} />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          {run?.going === true && (
            <Button variant="default" onClick={stop}>
              {t('review.stop')}
            </Button>
          )}
          {run === null && (
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
          )}
          {run === null && candidates.length > 0 && (
            <Button ref={go} data-autofocus onClick={() => void start()}>
              {t('review.cleanConfirm', { n })}
            </Button>
          )}
          {run !== null && !run.going && (
            <Button ref={go} data-autofocus onClick={onClose}>
              {t('shell.close')}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}
