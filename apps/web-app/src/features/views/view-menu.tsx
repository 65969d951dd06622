/** The menu of saved views: choose, keep, change, delete with undo, share; loaded when it is first opened. */
import { ActionIcon } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMe } from '../../api/session.ts';
import { layoutOf, layoutText, NO_LAYOUT, showLayout } from '../../ui/data-grid/grid-layout.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/notices.tsx';
import { showProblem } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/small.tsx';
import classes from './grid-tools.module.css';
import type { GridToolsProps } from './grid-tools-props.ts';
import { ViewForm } from './view-form.tsx';
import { type SavedView, viewsQuery } from './views.ts';

interface ViewMenuProps extends GridToolsProps {
  readonly views: readonly SavedView[];
  /** The filters and order of the page now. */
  readonly search: string;
  readonly onShow: (view: SavedView) => void;
  readonly onClose: () => void;
}

/** A view as it is made again after it was deleted. */
const again = ({ page, name, office, isDefault, search, layout }: SavedView) => ({
  page,
  name,
  office,
  isDefault,
  search,
  layout,
});

function useDelete(page: string) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const reload = () => cache.invalidateQueries({ queryKey: viewsQuery(page).queryKey });
  const undo = (view: SavedView) =>
    api
      .call('POST /views', { body: again(view) })
      .then(reload)
      .catch(showProblem);
  return async (view: SavedView) => {
    await api.call('DELETE /views/:viewId', { params: { viewId: view.id } });
    await reload();
    notify({
      tone: 'done',
      message: (
        <>
          {t('views.deleted', { name: view.name })}{' '}
          <button type="button" className={classes.undo} onClick={() => void undo(view)}>
            {t('shell.undo')}
          </button>
        </>
      ),
    });
  };
}

export function ViewMenu({ page, storageKey, views, search, onShow, onClose }: ViewMenuProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const role = useMe()?.role;
  const mayOffice = role === 'owner' || role === 'accountant';
  /** Which view's form is open; "new" for one that is not kept yet. */
  const [form, setForm] = useState<string | null>(null);
  const ofForm = { page, storageKey, search, mayOffice, onDone: () => setForm(null) };
  const remove = useDelete(page);
  const share = () => {
    const { pathname } = router.state.location;
    const columns = layoutText(layoutOf(storageKey));
    const params = new URLSearchParams(search);
    if (columns !== '') params.set('sutun', columns);
    const query = params.toString();
    const link = `${window.location.origin}${pathname}${query === '' ? '' : `?${query}`}`;
    navigator.clipboard.writeText(link).then(() => {
      notify({ tone: 'done', message: t('views.linkCopied') });
      onClose();
    }, showProblem);
  };
  const standard = () => {
    showLayout(storageKey, NO_LAYOUT);
    router.history.push(router.state.location.pathname);
    onClose();
  };
  return (
    <DropMenu label={t('shell.grid.views')} width={320} onClose={onClose}>
      <ul className={classes.list}>
        <li>
          <button type="button" className={classes.choice} onClick={standard}>
            <span>{t('views.standard')}</span>
            {search === '' && <Icon name="check" />}
          </button>
        </li>
        {views.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              className={classes.choice}
              onClick={() => {
                onShow(view);
                onClose();
              }}
            >
              <span className="cut" title={view.name}>
                {view.name}
              </span>
              {view.office && <Tag>{t('views.ofOffice')}</Tag>}
              {view.isDefault && <Tag tone="done">{t('views.default')}</Tag>}
              {view.search === search && search !== '' && <Icon name="check" />}
            </button>
            {(!view.office || mayOffice) && (
              <ActionIcon
                size="sm"
                aria-label={t('views.edit', { name: view.name })}
                aria-expanded={form === view.id}
                onClick={() => setForm(form === view.id ? null : view.id)}
              >
                <Icon name="edit" />
              </ActionIcon>
            )}
            {form === view.id && (
              <ViewForm
                {...ofForm}
                view={view}
                onDelete={() => remove(view).then(() => setForm(null), showProblem)}
              />
            )}
          </li>
        ))}
      </ul>
      <div className={classes.more}>
        {form === 'new' ? (
          <ViewForm {...ofForm} view={null} />
        ) : (
          <button type="button" className={classes.choice} onClick={() => setForm('new')}>
            <Icon name="plus" />
            <span>{t('views.keep')}</span>
          </button>
        )}
        <button type="button" className={classes.choice} onClick={share}>
          <Icon name="copy" />
          <span>{t('views.share')}</span>
        </button>
      </div>
    </DropMenu>
  );
}
