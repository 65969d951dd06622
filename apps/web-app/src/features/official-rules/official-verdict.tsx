/** What GİB's official rules said of a document, by which pack; and asking the newest. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentDetail, documentQuery } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import type { IconName } from '../../ui/icon.tsx';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import { StateWord, type Tone } from '../../ui/small.tsx';
import { FindingNotes } from '../invoice/findings.tsx';
import { groupFindings } from '../invoice/group-findings.ts';
import classes from './official-rules.module.css';
import { officialRulesQuery } from './rules-query.ts';

/** A worker is at it within a second. */
const LOOK_AGAIN_MS = 1_000;
const LOOKS_AGAIN = 15;

/** States of a document that was read. */
const READ: readonly DocumentDetail['state'][] = ['READY', 'SETTLED', 'POSTED'];

type Verdict = NonNullable<DocumentDetail['verdict']>;
type Kind = 'pass' | 'fail' | 'trouble' | 'unknown';

const LOOKS: Readonly<Record<Kind, { readonly icon: IconName; readonly tone: Tone }>> = {
  pass: { icon: 'check', tone: 'done' },
  fail: { icon: 'wrong', tone: 'wrong' },
  trouble: { icon: 'warn', tone: 'wait' },
  unknown: { icon: 'info', tone: 'plain' },
};

/** An empty place for a signature is no fault of what the document says. */
function saidBy({ trouble, xsd, onlySignatureMissing, schematron }: Verdict): Kind {
  if (trouble !== null) return 'trouble';
  if (schematron === 'fail' || (xsd === 'invalid' && !onlySignatureMissing)) return 'fail';
  return xsd === 'skipped' && schematron === 'skipped' ? 'unknown' : 'pass';
}

/** Above a document: the verdict in a line; below it, where the document has no paper of its own, what was found. */
export function OfficialVerdict({ document }: { document: DocumentDetail }) {
  const numbered = useMemo(() => groupFindings(document.findings), [document.findings]);
  if (!READ.includes(document.state)) return null;
  return (
    <>
      <VerdictLine document={document} />
      {document.signature !== null && <SignatureLine signature={document.signature} />}
      {document.invoice === null && <FindingNotes findings={numbered} />}
    </>
  );
}

function VerdictLine({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  const can = useCan();
  const rules = useQuery(officialRulesQuery).data;
  const { verdict } = document;
  const packs = rules?.installed.length ?? 0;
  if (verdict === null && packs === 0) return null;
  return (
    <div className={classes.verdict}>
      {verdict === null ? (
        <StateWord icon="info" tone="plain">
          {t('invoice.official.notJudged')}
        </StateWord>
      ) : (
        <Said verdict={verdict} />
      )}
      {packs > 0 && can('document:write') && <Again document={document} packs={packs} />}
    </div>
  );
}

function Said({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const format = useFormat();
  const said = saidBy(verdict);
  // By a pack that was not in force, it asks for a look and is not called wrong.
  const looks = said === 'fail' && !verdict.inForce ? LOOKS.trouble : LOOKS[said];
  const words = { version: verdict.packVersion, n: format.count(verdict.faultCount) };
  return (
    <>
      <StateWord {...looks}>{t(`invoice.official.${said}`, words)}</StateWord>
      {!verdict.inForce && <span className="faint">{t('invoice.official.notInForce')}</span>}
    </>
  );
}

type Signature = NonNullable<DocumentDetail['signature']>;

const SIGNATURE_LOOKS: Readonly<Record<Signature['state'], Kind>> = {
  sound: 'pass',
  broken: 'trouble',
  unknown: 'unknown',
  absent: 'unknown',
};

/** Whether the document is signed, by whom, and what is known of the certificate; a fault of it is a finding beside. */
function SignatureLine({ signature }: { signature: Signature }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, signer, signedAt, chain } = signature;
  const name = [signer?.name, signer?.taxId].filter(Boolean).join(', ');
  const day = /^\d{4}-\d\d-\d\d/.exec(signedAt ?? '')?.[0];
  return (
    <div className={classes.verdict}>
      <StateWord {...LOOKS[chain === 'untrusted' ? 'trouble' : SIGNATURE_LOOKS[state]]}>
        {t(`invoice.signature.${state}`)}
      </StateWord>
      {name !== '' && <span>{name}</span>}
      {day !== undefined && <span className="soft">{format.date(day)}</span>}
      {chain != null && <span className="faint">{t(`invoice.signature.chain.${chain}`)}</span>}
    </div>
  );
}

type By = 'in-force' | 'newest';

/** The pack of its day has judged it when it was read; it is asked for where that is another than the newest. */
function waysToJudge({ verdict }: DocumentDetail, packs: number): readonly By[] {
  return verdict === null || packs > 1 ? ['in-force', 'newest'] : ['newest'];
}

/** The worker judges it; the document is looked at again until its verdict is newer. */
function Again({ document, packs }: { document: DocumentDetail; packs: number }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { id, clientId } = document;
  const ask = useMutation({
    mutationFn: (by: By) =>
      api.call('POST /clients/:clientId/documents/judge', {
        params: { clientId },
        body: { by, documentIds: [id] },
      }),
    onSuccess: (_, by) => {
      showDone(t(`invoice.official.asked.${by}`));
      const before = document.verdict?.judgedAt;
      const look = async (left: number) => {
        await cache.invalidateQueries({ queryKey: documentQuery(id).queryKey });
        const now = cache.getQueryData(documentQuery(id).queryKey)?.verdict?.judgedAt;
        if (now === before && left > 0) setTimeout(() => void look(left - 1), LOOK_AGAIN_MS);
      };
      setTimeout(() => void look(LOOKS_AGAIN), LOOK_AGAIN_MS);
    },
    onError: showProblem,
  });
  return waysToJudge(document, packs).map((by) => (
    <QuietButton
      key={by}
      label={t(`invoice.official.again.${by}`)}
      text={t(`invoice.official.again.${by}`)}
      onClick={() => !ask.isPending && ask.mutate(by)}
    />
  ));
}
