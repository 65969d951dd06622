/** Takes accounts into the chart: says first what would happen and which rows stand in the way, then does it. */
import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { ChartDialog } from './chart-menu.tsx';
import type { ChartChange } from './chart-query.ts';
import { isFault, MergePreview } from './merge-preview.tsx';
import { type Chosen, ClientSource, FileSource, TemplateSource } from './merge-source.tsx';

interface MergeDialogProps {
  readonly clientId: string;
  readonly source: Exclude<ChartDialog, 'keep'>;
  readonly onDone: (change: ChartChange) => void;
  readonly onClose: () => void;
}

async function ask(clientId: string, chosen: Chosen, apply: boolean): Promise<ChartChange> {
  if (chosen.kind === 'file') {
    const body = new FormData();
    body.append('files', chosen.file);
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const path = `/clients/${clientId}/chart/import?apply=${apply}`;
    const response = await api.raw(path, { method: 'POST', body, headers });
    return (await response.json()) as ChartChange;
  }
  const from = chosen.kind === 'template' ? { templateId: chosen.templateId } : { clientId: chosen.clientId };
  const withCounterparties = chosen.kind === 'client' && chosen.withCounterparties;
  return api.call('POST /clients/:clientId/chart/merge', {
    params: { clientId },
    body: { from, withCounterparties, apply },
  });
}

export function MergeDialog({ clientId, source, onDone, onClose }: MergeDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const preview = useMutation({ mutationFn: (of: Chosen) => ask(clientId, of, false) });
  const apply = useMutation({
    mutationFn: (of: Chosen) => ask(clientId, of, true),
    onSuccess: (change) => {
      if (!change.applied) return;
      onDone(change);
      onClose();
    },
  });
  const choose = (next: Chosen | null) => {
    setChosen(next);
    apply.reset();
    if (next === null) preview.reset();
    else preview.mutate(next);
  };
  // Between the look and the act somebody may have changed the chart: what the act met is shown then.
  const change = apply.data ?? preview.data;
  const isRefused = source === 'file' && change?.conflicts.some(isFault) === true;
  const doesNothing = change !== undefined && change.opened.length + change.renamed.length === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`chartLists.menu.${source}`)}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        {source === 'file' && <FileSource onChoose={choose} />}
        {source === 'template' && <TemplateSource onChoose={choose} />}
        {source === 'client' && <ClientSource onChoose={choose} except={clientId} />}
        {(preview.isError || apply.isError) && <ProblemNote error={apply.error ?? preview.error} />}
        {preview.isPending && <Skeleton height={80} />}
        {change !== undefined && !preview.isPending && (
          <MergePreview change={change} isAllOrNothing={source === 'file'} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button
            disabled={chosen === null || change === undefined || isRefused || doesNothing}
            loading={apply.isPending}
            onClick={() => chosen !== null && apply.mutate(chosen)}
          >
            {t('chartLists.merge.apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
