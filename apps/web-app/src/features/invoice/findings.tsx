/** Findings at their place: what is wrong, what to do now, and small below it GİB's own words and the lines of the XML. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import classes from './findings.module.css';
import {
  type Finding,
  type NumberedFinding,
  officialTextOf,
  type XmlPlace,
  xmlPlacesOf,
} from './group-findings.ts';
import { useHasXml } from './lit.tsx';
import { noteIdOf } from './places.ts';
import { searchWith } from './xml-address.ts';

export const ICONS: Record<Finding['severity'], IconName> = { error: 'wrong', warning: 'warn', info: 'info' };

/** Places that are shown before somebody asks for all. */
const SHOWN_PLACES = 8;
/** Official texts of one rule: they differ in what they quote. */
const SHOWN_TEXTS = 5;

/** Each finding of a part of the paper. In full where it is met first; where it repeats itself, its words alone. */
export function FindingNotes({ findings }: { findings: readonly NumberedFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings}>
      {findings.map((found) => (
        <li
          key={found.number}
          id={noteIdOf(found.number, found.finding.place)}
          data-severity={found.finding.severity}
          tabIndex={-1}
        >
          <FindingNote found={found} />
        </li>
      ))}
    </ul>
  );
}

export function FindingNote({ found }: { found: NumberedFinding }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, finding, all, isRepeat } = found;
  return (
    <>
      <Icon name={ICONS[finding.severity]} size={14} />
      <div>
        <div>
          <strong>
            {number}. {t(`invoice.severity.${finding.severity}`)}:
          </strong>{' '}
          {format.pick(finding.message, finding.messageEn)}
          {all.length > 1 && (
            <span className={classes.count}> {t('invoice.times', { n: format.count(all.length) })}</span>
          )}
        </div>
        {finding.remedy !== null && !isRepeat && (
          <div className={classes.remedy}>
            <strong>{t('invoice.remedy')}</strong> {format.pick(finding.remedy.tr, finding.remedy.en)}
            {finding.remedy.law !== null && <span className={classes.law}> {finding.remedy.law}</span>}
          </div>
        )}
        {isRepeat ? <XmlPlaces places={xmlPlacesOf(all)} /> : <Source findings={all} />}
      </div>
    </>
  );
}

/** The rule with its official texts, and where in the XML it is broken. */
function Source({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const rule = findings[0]?.params.rule;
  const texts = [...new Set(findings.flatMap((finding) => officialTextOf(finding) ?? []))];
  return (
    <div className={classes.source}>
      {rule !== undefined && <span>{t('invoice.official.rule', { rule })}</span>}
      {texts.slice(0, SHOWN_TEXTS).map((text) => (
        // GİB writes in Turkish, the reader of schemas in English, whatever the language of the page.
        <q key={text} lang={rule === undefined ? 'en' : 'tr'}>
          {text}
        </q>
      ))}
      <XmlPlaces places={xmlPlacesOf(findings)} />
    </div>
  );
}

/** "XML satırı 12", with the element where several stand in one line. */
function useWordsOf(places: readonly XmlPlace[]) {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ line, xpath }: XmlPlace): string => {
    if (line === null) return t('invoice.xmlPlace');
    const isShared = places.some((other) => other.line === line && other.xpath !== xpath);
    const name = /([\w-]+)(?:\[\d+\])?$/.exec(xpath ?? '')?.[1];
    const words = t('invoice.xmlLine', { line: format.count(line) });
    return isShared && name !== undefined ? `${words} (${name})` : words;
  };
}

function XmlPlaces({ places }: { places: readonly XmlPlace[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hasXml = useHasXml();
  const wordsOf = useWordsOf(places);
  const [all, setAll] = useState(false);
  if (places.length === 0) return null;
  const shown = all ? places : places.slice(0, SHOWN_PLACES);
  return (
    <span className={classes.places}>
      {shown.map((place) => {
        const words = wordsOf(place);
        const key = `${place.line} ${place.xpath}`;
        if (!hasXml) return place.line === null ? null : <span key={key}>{words}</span>;
        return (
          <Link
            key={key}
            to="."
            search={(now) => searchWith(now, place)}
            resetScroll={false}
            title={place.xpath ?? undefined}
          >
            {words}
          </Link>
        );
      })}
      {shown.length < places.length && (
        <button type="button" onClick={() => setAll(true)}>
          {t('invoice.morePlaces', { n: format.count(places.length - shown.length) })}
        </button>
      )}
    </span>
  );
}
