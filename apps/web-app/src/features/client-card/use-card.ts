/** The card of a client, and how its parts are saved: each change says so, can be taken back, and never overwrites another's. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, CallInput } from '../../api/contracts.ts';
import { asProblem } from '../../api/problem.ts';
import { api } from '../../api/session.ts';
import { showDone, showProblem, showUndoable } from '../../ui/problem-note.tsx';

export type Card = Answer<'GET /clients/:clientId/card'>;
export type IdentityChange = Omit<CallInput<'PATCH /clients/:clientId'>['body'], 'version'>;

export const cardQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['card', clientId],
    queryFn: ({ signal }) => api.call('GET /clients/:clientId/card', { params: { clientId }, signal }),
  });

/** Codes that say that somebody else was faster. */
const CONFLICTS = new Set(['STALE_VERSION', 'CARD_CHANGED']);

/** The conflict of a part: true until its current state was loaded. */
function useConflict(clientId: string) {
  const cache = useQueryClient();
  const [conflict, setConflict] = useState(false);
  const meet = (error: unknown) => {
    if (CONFLICTS.has(asProblem(error).code)) setConflict(true);
    else showProblem(error);
  };
  const reload = async () => {
    await cache.invalidateQueries({ queryKey: cardQuery(clientId).queryKey });
    setConflict(false);
  };
  return { conflict, meet, reload };
}

export function useIdentity(clientId: string) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { conflict, meet, reload } = useConflict(clientId);
  const card = useQuery(cardQuery(clientId)).data;
  const change = useMutation({
    mutationFn: ({
      change: body,
    }: {
      change: IdentityChange;
      label: string;
      back: IdentityChange | null;
    }) => {
      const version = cache.getQueryData(cardQuery(clientId).queryKey)?.client.version ?? 0;
      return api.call('PATCH /clients/:clientId', { params: { clientId }, body: { ...body, version } });
    },
    onSuccess: (client, { label: field, back }) => {
      cache.setQueryData(cardQuery(clientId).queryKey, (old) =>
        old === undefined ? old : { ...old, client },
      );
      cache.setQueryData(['client', clientId], client);
      void cache.invalidateQueries({ queryKey: ['clients'] });
      if (back === null) showDone(t('card.undone', { field }));
      else
        showUndoable(t('card.saved', { field }), {
          label: t('card.undo'),
          run: () => change.mutate({ change: back, label: field, back: null }),
        });
    },
    onError: meet,
  });
  /** Saves one field; what stood there before is what "undo" puts back. */
  const save = <K extends keyof IdentityChange>(key: K, label: string, value: IdentityChange[K]) => {
    if (card === undefined) return;
    const back = { [key]: card.client[key as keyof Card['client']] } as IdentityChange;
    change.mutate({ change: { [key]: value } as IdentityChange, label, back });
  };
  return { save, conflict, reload };
}

interface Section<Row> {
  readonly etag: string;
  readonly rows: readonly Row[];
}

interface SectionPlan<Row, Sent> {
  readonly clientId: string;
  readonly name: string;
  readonly section: Section<Row>;
  readonly put: (etag: string, rows: Sent[]) => Promise<Section<Row>>;
  readonly place: (card: Card, section: Section<Row>) => Card;
}

/** A list that is saved as a whole; "undo" puts the rows back that stood there before. */
export function useSection<Row extends Sent, Sent>(plan: SectionPlan<Row, Sent>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { clientId, name: section } = plan;
  const { conflict, meet, reload } = useConflict(clientId);
  const mutation = useMutation({
    mutationFn: ({ rows, etag }: { rows: Sent[]; etag: string; back: readonly Row[] | null }) =>
      plan.put(etag, rows),
    onSuccess: (saved, { back }) => {
      cache.setQueryData(cardQuery(clientId).queryKey, (old) =>
        old === undefined ? old : plan.place(old, saved),
      );
      if (back === null) showDone(t('card.sectionUndone', { section }));
      else
        showUndoable(t('card.sectionSaved', { section }), {
          label: t('card.undo'),
          run: () => mutation.mutate({ rows: [...back], etag: saved.etag, back: null }),
        });
    },
    onError: meet,
  });
  const save = (rows: Sent[]) => mutation.mutate({ rows, etag: plan.section.etag, back: plan.section.rows });
  return { save, conflict, reload, saving: mutation.isPending };
}
