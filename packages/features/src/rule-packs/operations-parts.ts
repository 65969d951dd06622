/** What rule packs add to the operations page: the one in force, and the one that will be. */
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import type { OperationsPart } from '../operations-part.ts';
import { installedPacks } from './rule-packs.queries.ts';
import type { RulePacksDeps } from './rule-packs-deps.ts';

const dotted = (day: string): string => day.split('-').reverse().join('.');

export function rulePackParts({ db, clock }: Pick<RulePacksDeps, 'db' | 'clock'>): OperationsPart[] {
  return [
    {
      name: 'rule-packs',
      title: { tr: 'GİB kural paketi', en: 'GİB rule pack' },
      keepSeconds: 60,
      async look() {
        const packs = await installedPacks(db);
        const today = turkishDay(clock);
        const now = packs.find(({ validFrom }) => validFrom <= today);
        const next = packs.filter(({ validFrom }) => validFrom > today).at(-1);
        // An installation without it is whole: our own checks run. It is told, not warned of.
        const tr =
          now === undefined
            ? 'kurulu değil; yalnız kendi denetimlerimiz çalışıyor'
            : `${now.version} yürürlükte`;
        const en = now === undefined ? 'none in force; our own checks alone run' : `${now.version} in force`;
        const [thenTr, thenEn] =
          next === undefined
            ? ['', '']
            : [
                `; ${next.version} ${dotted(next.validFrom)} günü`,
                `; ${next.version} from ${next.validFrom}`,
              ];
        return { state: 'ok', detail: { tr: `${tr}${thenTr}`, en: `${en}${thenEn}` } };
      },
    },
  ];
}
