/** GİB's rule packs: which is in force, which are installed, and installing the next from its zips or their addresses. */
import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { InstallPack } from './install-pack.tsx';
import classes from './operations.module.css';
import { type RulePack, rulePacksQuery } from './operations-queries.ts';

export function RulePacksSection() {
  const { t } = useTranslation();
  const query = useQuery(rulePacksQuery);
  const packs = query.data?.items ?? [];
  const installed = packs.filter(({ state }) => state === 'installed');
  const earlier = packs.filter(({ state }) => state !== 'installed');
  const inForce = query.data?.inForce ?? null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys alone
    <div className={classes.scroller} tabIndex={0}>
      <div className={classes.columns}>
        <div>
          <section className={classes.block}>
            <h2>{t('operations.rules.installed')}</h2>
            {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
            {query.data !== undefined && (
              <p className="soft">
                {inForce === null
                  ? t('operations.rules.noneInForce')
                  : t('operations.rules.inForce', { version: inForce })}
              </p>
            )}
            {query.data !== undefined && installed.length === 0 && (
              <Empty icon="info" title={t('operations.rules.none')} next={t('operations.rules.noneNext')} />
            )}
            <Packs packs={installed} inForce={inForce} />
            <p className="soft">{t('operations.rules.intro')}</p>
          </section>
          {earlier.length > 0 && (
            <section className={classes.block}>
              <h2>{t('operations.rules.earlier')}</h2>
              <Packs packs={earlier} inForce={null} />
            </section>
          )}
        </div>
        <section className={classes.block}>
          <h2>{t('operations.rules.install')}</h2>
          <InstallPack />
        </section>
      </div>
    </div>
  );
}

interface PacksProps {
  readonly packs: readonly RulePack[];
  readonly inForce: string | null;
}

function Packs({ packs, inForce }: PacksProps) {
  const [asked, setAsked] = useState<RulePack | null>(null);
  return (
    <>
      <ul className={classes.packs}>
        {packs.map((pack) => (
          <Pack key={pack.id} pack={pack} isInForce={pack.version === inForce} onRemove={setAsked} />
        ))}
      </ul>
      {asked !== null && <RemovePack pack={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface PackProps {
  readonly pack: RulePack;
  readonly isInForce: boolean;
  readonly onRemove: (pack: RulePack) => void;
}

function Pack({ pack, isInForce, onRemove }: PackProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { asserts, codeLists: lists, xsdRoots, installedByName: who } = pack;
  const numbers = { asserts: format.count(asserts), lists: format.count(lists) };
  const at = format.moment(pack.installedAt);
  return (
    <li>
      <StateWord icon={isInForce ? 'check' : 'clock'} tone={isInForce ? 'done' : 'plain'}>
        {isInForce ? t('operations.rules.now') : t(`operations.rules.state.${pack.state}`)}
      </StateWord>
      <div>
        <strong>{pack.version}</strong> {t('operations.rules.from', { date: format.date(pack.validFrom) })}
        <div className="soft">
          {xsdRoots.length === 0
            ? t('operations.rules.noXsd', numbers)
            : t('operations.rules.contents', { ...numbers, roots: format.count(xsdRoots.length) })}
        </div>
        <div className="faint">
          {who === null ? t('operations.rules.byCommand', { at }) : t('operations.rules.by', { who, at })}
          {' · '}
          {pack.sourceNames.join(', ')}
        </div>
      </div>
      {pack.state === 'installed' && (
        <Button size="xs" variant="default" onClick={() => onRemove(pack)}>
          {t('operations.rules.remove')}
        </Button>
      )}
    </li>
  );
}

/** Asked first: its files are gone with it. */
function RemovePack({ pack, onClose }: { pack: RulePack; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { version } = pack;
  const remove = useMutation({
    mutationFn: () => api.call('POST /operations/rule-packs/:version/remove', { params: { version } }),
    onSuccess: () => {
      showDone(t('operations.rules.removed', { version }));
      void cache.invalidateQueries({ queryKey: ['operations'] });
      onClose();
    },
    onError: showProblem,
  });
  return (
    <Modal opened onClose={onClose} title={t('operations.rules.removeTitle', { version })}>
      <p>{t('operations.rules.removeText', { version })}</p>
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('operations.rules.cancel')}
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('operations.rules.remove')}
        </Button>
      </div>
    </Modal>
  );
}
