/** Marks where a value of the document stands: lit from the voucher, lighting the voucher, and numbered where something is wrong with it. */
import { createContext, type ReactNode, useContext } from 'react';
import { findingsAt, type NumberedFinding } from './group-findings.ts';
import classes from './invoice.module.css';
import { isLit } from './places.ts';

interface Paper {
  /** Places to light: where the voucher line under the pointer comes from. */
  readonly lit: readonly string[];
  /** Places that voucher lines come from; these can be pointed at. */
  readonly sources: readonly string[];
  readonly findings: readonly NumberedFinding[];
  /** False where the document's XML is not shown on the same page. */
  readonly hasXml: boolean;
  readonly onPlace: ((place: string | null) => void) | undefined;
}

const PaperContext = createContext<Paper>({
  lit: [],
  sources: [],
  findings: [],
  hasXml: true,
  onPlace: undefined,
});
export const PaperProvider = PaperContext.Provider;
export const useHasXml = () => useContext(PaperContext).hasXml;

/** The findings of this part of the paper ("lines[3]", "totals", "head"). */
export function useFindings(belongs: (place: string | null) => boolean): readonly NumberedFinding[] {
  return findingsAt(useContext(PaperContext).findings, belongs);
}

/** The numbers of findings, small beside what they are about. */
export function Markers({ findings }: { findings: readonly NumberedFinding[] }) {
  return findings.map(({ number, finding }) => (
    <sup key={number} className={classes.marker} data-severity={finding.severity} aria-hidden>
      {number}
    </sup>
  ));
}

/** The place `at` of the document. */
export function At({ at, children }: { at: string; children: ReactNode }) {
  const { lit, sources, findings, onPlace } = useContext(PaperContext);
  const here = findingsAt(findings, (place) => place === at);
  const isSource = onPlace !== undefined && isLit(at, sources);
  const pointed = isSource
    ? {
        // What lights the voucher by pointer does so by keyboard.
        tabIndex: 0,
        onMouseEnter: () => onPlace(at),
        onMouseLeave: () => onPlace(null),
        onFocus: () => onPlace(at),
        onBlur: () => onPlace(null),
      }
    : {};
  return (
    <span
      className={classes.at}
      data-place={at}
      data-lit={isLit(at, lit) || undefined}
      data-source={isSource || undefined}
      data-severity={here[0]?.finding.severity}
      {...pointed}
    >
      {children}
      <Markers findings={here} />
    </span>
  );
}
