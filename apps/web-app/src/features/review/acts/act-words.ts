/** An act in words: what it was, how far it is, who did it. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { type Act, isGoing } from './act-queries.ts';

export interface ActWords {
  /** "Onay", "Geri alma: Onay". */
  readonly kind: string;
  /** The only document by its name, or how many there are. */
  readonly what: string;
  /** "480 yapıldı · 20 yapılmadı". */
  readonly counts: string;
  readonly who: string;
  readonly when: string;
  /** Reason, target client, state: what else there is to say. */
  readonly more: readonly string[];
}

/** The words of acts in the reader's language. */
export function useActWords(): (act: Act) => ActWords {
  const { t } = useTranslation();
  const format = useFormat();
  const countsOf = ({ counts, state }: Act) => {
    const n = format.count;
    return [
      counts.done > 0 && t('acts.counts.done', { n: n(counts.done) }),
      counts.undone > 0 && t('acts.counts.undone', { n: n(counts.undone) }),
      counts.refused > 0 && t('acts.counts.refused', { n: n(counts.refused) }),
      counts.waiting > 0 &&
        t(state === 'stopped' ? 'acts.counts.left' : 'acts.counts.waiting', { n: n(counts.waiting) }),
    ]
      .filter((part) => part !== false)
      .join(' · ');
  };
  return (act) => ({
    kind:
      act.undoesKind === null
        ? t(`acts.kind.${act.kind}`)
        : t('acts.undoOf', { kind: t(`acts.kind.${act.undoesKind}`) }),
    what:
      act.counts.total === 1 && act.firstDocument !== null
        ? act.firstDocument
        : t('acts.documents', { n: format.count(act.counts.total) }),
    counts: countsOf(act),
    who: act.mine ? t('acts.by.me') : (act.byName ?? t('acts.by.somebody')),
    when: format.moment(act.createdAt),
    more: [
      isGoing(act) || act.state === 'stopped' ? t(`acts.state.${act.state}`) : null,
      act.sumKurus === null || act.counts.done + act.counts.waiting === 0
        ? null
        : `${format.amount(act.sumKurus)} TL`,
      act.only?.fisNo == null ? null : t('acts.history.fis', { no: format.count(act.only.fisNo) }),
      act.reason === null ? null : t('acts.history.reason', { reason: act.reason }),
      act.toClientTitle === null ? null : t('acts.history.to', { client: act.toClientTitle }),
    ].filter((part) => part !== null),
  });
}
