/** Judges documents by the installed packs; whatever goes wrong in it is told as a verdict and never fails a reading. */
import { setImmediate as others } from 'node:timers/promises';
import { judgeOfAnySize } from '@muhasebi/connectors/gib-rules/judge-any-size.ts';
import type { Verdict } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { isTransient } from '@muhasebi/platform/db/transient-errors.ts';
import { ApartFailed } from '@muhasebi/platform/process/ask-apart.ts';
import type { FeatureDeps } from '../feature.ts';
import { MOST_KEPT_FAULTS, MOST_QUOTED } from './limits.ts';
import {
  type DocumentToJudge,
  type Judged,
  type JudgedBy,
  type OfficialJudge,
  type OpenPack,
  verdictView,
} from './official-judge.ts';
import { type ChosenPack, newestPack, packFor } from './pack-in-force.ts';
import { createPackShelf, PackGone, type PackShelf } from './pack-shelf.ts';
import { installedPacks } from './rule-packs.queries.ts';
import { notJudged, verdictFindings } from './verdict-findings.ts';
import { findVerdict, saveVerdicts } from './verdicts.queries.ts';

export type JudgeDeps = Pick<FeatureDeps, 'db' | 'clock' | 'log'>;

const EARCHIVE = new Set(['EARSIVFATURA', 'EARSIVBELGE']);
const typeOf = (profile: string | null) => (EARCHIVE.has(profile ?? '') ? 'earchive' : 'efatura');

export function createOfficialJudge(deps: JudgeDeps): OfficialJudge {
  const shelf = createPackShelf(deps.db);
  return {
    async installed(trx) {
      const packs = await installedPacks(trx);
      shelf.keepOnly(packs.map(({ packId }) => packId));
      return packs;
    },
    async judge(packs, document, by) {
      try {
        return await judgeBy(deps, shelf, packs, document, by);
      } catch (error) {
        if (!(error instanceof PackGone)) throw error;
        // Replaced or removed since it was listed: what is installed now judges.
        return judgeBy(deps, shelf, await installedPacks(deps.db), document, by);
      }
    },
    async find(trx, tenantId, documentId) {
      const row = await findVerdict(trx, tenantId, documentId);
      return row === undefined ? null : verdictView.parse({ ...row, judgedAt: row.judgedAt.toISOString() });
    },
    save: (trx, tenantId, rows) => saveVerdicts(trx, tenantId, rows, deps.clock.now()),
  };
}

async function judgeBy(
  deps: JudgeDeps,
  shelf: PackShelf,
  packs: readonly OpenPack[],
  document: DocumentToJudge,
  by: JudgedBy,
): Promise<Judged | null> {
  const today = turkishDay(deps.clock);
  const day = document.issueDate ?? today;
  const chosen = by === 'newest' ? newestPack(packs, day) : packFor(packs, day);
  if (chosen === null) return null;
  try {
    const pack = await shelf.take(chosen.pack.packId);
    await others();
    const files = () => shelf.files(chosen.pack.packId);
    const verdict = await judgeOfAnySize(pack, files, document.bytes, {
      type: typeOf(document.profile),
      today,
    });
    return judged(bounded(verdict), chosen, document);
  } catch (error) {
    if (error instanceof PackGone || isTransient(error)) throw error;
    if (error instanceof ApartFailed) {
      deps.log.warn({ err: error, bytes: document.bytes.length }, 'a large document could not be judged');
      return troubled(chosen, document, 'too-large');
    }
    deps.log.error(
      { err: error, pack: chosen.pack.version },
      'a document could not be judged for a fault of ours',
    );
    return troubled(chosen, document, 'fault');
  }
}

function judged(verdict: Verdict, chosen: ChosenPack, document: DocumentToJudge): Judged {
  const { version, packId } = chosen.pack;
  const { xsd, onlySignatureMissing, schematron } = verdict;
  const { inForce } = chosen;
  return {
    verdict: {
      packId,
      packVersion: version,
      inForce,
      type: typeOf(document.profile),
      xsd,
      onlySignatureMissing,
      schematron,
      xsdFaults: verdict.xsdFaults.slice(0, MOST_KEPT_FAULTS),
      xsdFaultCount: verdict.xsdFaults.length,
      faults: verdict.faults.slice(0, MOST_KEPT_FAULTS),
      faultCount: verdict.faultCount,
      failedRules: verdict.failedRules,
      trouble: null,
    },
    findings: verdictFindings(verdict, { version, inForce, onPaper: document.onPaper }),
  };
}

/** Official texts quote what the document holds, however long it is. */
function bounded(verdict: Verdict): Verdict {
  return {
    ...verdict,
    xsdFaults: verdict.xsdFaults.map(({ line, message }) => ({ line, message: cut(message) })),
    faults: verdict.faults.map(({ rule, message, xpath, line }) => ({
      rule: cut(rule),
      message: cut(message),
      xpath: cut(xpath),
      line,
    })),
  };
}

function cut(text: string): string {
  return text.length <= MOST_QUOTED ? text : `${text.slice(0, MOST_QUOTED).toWellFormed()}…`;
}

function troubled(
  { pack, inForce }: ChosenPack,
  document: DocumentToJudge,
  trouble: 'fault' | 'too-large',
): Judged {
  return {
    verdict: {
      packId: pack.packId,
      packVersion: pack.version,
      inForce,
      type: typeOf(document.profile),
      xsd: 'skipped',
      onlySignatureMissing: false,
      schematron: 'skipped',
      xsdFaults: [],
      xsdFaultCount: 0,
      faults: [],
      faultCount: 0,
      failedRules: [],
      trouble,
    },
    findings: [notJudged(trouble, pack.version)],
  };
}
