/** What GİB's official rules say of an invoice that is not issued yet, in words; and the line that says they are not asked. */
import { useTranslation } from 'react-i18next';
import type { IconName } from '../../ui/icon.tsx';
import { StateWord, type Tone } from '../../ui/small.tsx';
import type { OfficialWord } from './issued-queries.ts';

const LOOKS: Readonly<Record<OfficialWord['said'], readonly [IconName, Tone]>> = {
  pass: ['check', 'done'],
  fail: ['wrong', 'wrong'],
  trouble: ['warn', 'wait'],
  'not-asked': ['info', 'plain'],
};

export function OfficialSaid({ word }: { word: OfficialWord }) {
  const { t } = useTranslation();
  const [icon, tone] = LOOKS[word.said];
  return (
    <div role="status">
      <StateWord icon={icon} tone={tone}>
        {t(`issuedInvoices.official.${word.said}`, { version: word.packVersion, n: word.faults.length })}
      </StateWord>
      {word.said === 'fail' && !word.inForce && (
        <p className="soft">{t('issuedInvoices.official.notInForce')}</p>
      )}
    </div>
  );
}
