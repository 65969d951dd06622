/** Marks where a value of the document stands, so that it can be lit from the voucher, and shows findings there. */
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentDetail } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import classes from './invoice.module.css';
import { isLit } from './places.ts';

export type Finding = DocumentDetail['findings'][number];

const Lit = createContext<readonly string[]>([]);
export const LitPlaces = Lit.Provider;

/** The place `at` of the document. */
export function At({ at, children }: { at: string; children: ReactNode }) {
  const lit = isLit(at, useContext(Lit));
  return (
    <span className={classes.at} data-place={at} data-lit={lit || undefined}>
      {children}
    </span>
  );
}

const ICONS: Record<Finding['severity'], IconName> = { error: 'wrong', warning: 'warn', info: 'info' };

export function FindingNotes({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings}>
      {findings.map((finding) => (
        <li key={`${finding.code}${finding.place}${finding.message}`} data-severity={finding.severity}>
          <Icon name={ICONS[finding.severity]} size={14} />
          <span>
            <strong>{t(`invoice.severity.${finding.severity}`)}:</strong>{' '}
            {format.pick(finding.message, finding.messageEn)}
          </span>
        </li>
      ))}
    </ul>
  );
}
