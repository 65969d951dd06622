/** Name, keeper and default of a view, and whether it takes over what the page shows now. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { layoutOf } from '../../ui/data-grid/grid-layout.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import classes from './grid-tools.module.css';
import { layoutOfView, type SavedView, viewsQuery } from './views.ts';

interface ViewFormProps {
  readonly page: string;
  readonly storageKey: string;
  /** Null for one that is not kept yet. */
  readonly view: SavedView | null;
  readonly search: string;
  readonly mayOffice: boolean;
  readonly onDone: () => void;
  readonly onDelete?: () => void;
}

/** A layout as the wire takes it: lists and records that may be written. */
function sentLayout(storageKey: string) {
  const { columnSizing, columnVisibility, columnOrder } = layoutOf(storageKey);
  return { columnSizing, columnVisibility, columnOrder: [...columnOrder] };
}

export function ViewForm({ page, storageKey, view, search, mayOffice, onDone, onDelete }: ViewFormProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [office, setOffice] = useState(view?.office ?? false);
  const [isDefault, setDefault] = useState(view?.isDefault ?? false);
  const [takeOver, setTakeOver] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const differs =
    view !== null &&
    (view.search !== search || JSON.stringify(layoutOfView(view)) !== JSON.stringify(layoutOf(storageKey)));
  const save = (event: FormEvent) => {
    event.preventDefault();
    const now = { search, layout: sentLayout(storageKey) };
    const call =
      view === null
        ? api.call('POST /views', { body: { page, name, office, isDefault, ...now } })
        : api.call('PATCH /views/:viewId', {
            params: { viewId: view.id },
            body: { version: view.version, name, office, isDefault, ...(takeOver ? now : {}) },
          });
    call.then(async () => {
      await cache.invalidateQueries({ queryKey: viewsQuery(page).queryKey });
      showDone(t('views.kept', { name }));
      onDone();
    }, setProblem);
  };
  return (
    <form className={classes.form} onSubmit={save}>
      <TextInput
        data-autofocus
        autoFocus
        size="xs"
        label={t('views.name')}
        value={name}
        maxLength={80}
        required
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {mayOffice && (
        <Checkbox
          size="xs"
          label={t('views.forOffice')}
          checked={office}
          onChange={(event) => setOffice(event.currentTarget.checked)}
        />
      )}
      <Checkbox
        size="xs"
        label={t('views.asDefault')}
        checked={isDefault}
        onChange={(event) => setDefault(event.currentTarget.checked)}
      />
      {differs && (
        <Checkbox
          size="xs"
          label={t('views.takeOver')}
          checked={takeOver}
          onChange={(event) => setTakeOver(event.currentTarget.checked)}
        />
      )}
      {problem !== null && <ProblemNote error={problem} />}
      <div className={classes.formActs}>
        <Button type="submit" size="compact-xs" disabled={name.trim() === ''}>
          {t('shell.save')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onDone}>
          {t('shell.cancel')}
        </Button>
        {onDelete !== undefined && (
          <Button size="compact-xs" variant="subtle" color="red" onClick={onDelete}>
            {t('views.delete')}
          </Button>
        )}
      </div>
    </form>
  );
}
