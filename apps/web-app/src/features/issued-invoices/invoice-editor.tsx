/** The form of an invoice that is not issued yet: what is typed, what it comes to, and its issuing. */
import { Button, Textarea } from '@mantine/core';
import { addUpDraft } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { checkDraft } from '@muhasebi/accounting/duzenleme/check-draft.ts';
import type { DraftFault } from '@muhasebi/accounting/duzenleme/draft-fault.ts';
import type { InvoiceDraft } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { FaultsAt, TextField } from './fields.tsx';
import { HeadFields } from './head-fields.tsx';
import { draftOf, formOf, type InvoiceForm, isEmptyLine } from './invoice-form.ts';
import { InvoiceTotals } from './invoice-totals.tsx';
import { Faults, IssuePanel } from './issue-panel.tsx';
import classes from './issued.module.css';
import type { Series } from './issued-queries.ts';
import { LineFields } from './line-fields.tsx';
import { MoreFields } from './more-fields.tsx';
import { BuyerFields, SellerFields } from './party-fields.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { type KeptDraft, useDraft } from './use-draft.ts';
import { faultsOfAnswer, useIssue } from './use-issue.ts';

interface EditorProps {
  readonly clientId: string;
  readonly start: KeptDraft | null;
  readonly draft: InvoiceDraft;
  readonly series: Series;
  readonly onKept: (id: string) => void;
}

/** The form, the draft it means, and what that comes to. */
function useForm(start: InvoiceDraft) {
  const { language } = useFormat();
  const [form, setForm] = useState(() => formOf(start, language));
  const change = useCallback((part: Partial<InvoiceForm>) => setForm((now) => ({ ...now, ...part })), []);
  const draft = useMemo(() => draftOf(form, language), [form, language]);
  const added = useMemo(() => addUpDraft(draft), [draft]);
  const lines = useMemo(() => {
    let at = 0;
    return form.lines.map((line) => (isEmptyLine(line) ? null : (added.lines[at++] ?? null)));
  }, [form.lines, added]);
  return { form, change, draft, added, lines };
}

/** What one field of the form stands for is told at it. */
const SHOWN_AT: Readonly<Record<string, string>> = {
  '.discountPercent': '.discountAmount',
  '.withholdingPercent': '.withholdingCode',
};

/** A fault of the draft's third line is shown at the form's, where lines were left out before it. */
function inForm(place: string, form: InvoiceForm): string {
  const found = /^lines\[(\d+)\](.*)$/.exec(place);
  if (found === null) return place;
  const shown = form.lines.flatMap((line, index) => (isEmptyLine(line) ? [] : [index]));
  return `lines[${shown[Number(found[1])] ?? 0}]${SHOWN_AT[found[2] ?? ''] ?? found[2]}`;
}

/** What is wrong with the draft, at the form's places; nothing until somebody wants to issue it. */
function useFaults(draft: InvoiceDraft, form: InvoiceForm, isAsked: boolean) {
  const { pick } = useFormat();
  const faults = useMemo(
    () =>
      isAsked
        ? checkDraft(draft, isoToday(new Date())).map((fault) => ({
            ...fault,
            place: inForm(fault.place, form),
          }))
        : [],
    [isAsked, draft, form],
  );
  const at = useMemo(
    () => new Map(faults.map(({ place, message, messageEn }) => [place, pick(message, messageEn)])),
    [faults, pick],
  );
  return { faults, at };
}

export function InvoiceEditor({ clientId, start, draft: begun, series, onKept }: EditorProps) {
  const { t } = useTranslation();
  const can = useCan();
  const { form, change, draft, added, lines } = useForm(begun);
  const { kept, keep, problem, isChanged, sending } = useDraft({ clientId, start, draft, onKept });
  const { issue, preview, refused } = useIssue(clientId, keep);
  const [asked, setAsked] = useState(false);
  const [looks, setLooks] = useState(false);
  const { faults, at } = useFaults(draft, form, asked);
  const placed = (of: readonly DraftFault[]) =>
    of.map((fault) => ({ ...fault, place: inForm(fault.place, form) }));
  const save = () =>
    void keep().then(
      () => showDone(t('issuedInvoices.saved')),
      () => undefined,
    );
  useKeys([{ key: 'mod+s', label: t('issuedInvoices.save'), run: save }]);
  const whole = () => {
    setAsked(true);
    return checkDraft(draft, isoToday(new Date())).length === 0;
  };
  const issueNow = (name: string, lastSequence: number | undefined) => {
    if (whole()) issue.mutate({ series: name, lastSequence });
  };
  const look = () => {
    if (!whole() || preview.isPending) return;
    preview.mutate(undefined, { onError: () => setLooks(false) });
    setLooks(true);
  };
  return (
    <FaultsAt value={at}>
      <Page
        title={t('issuedInvoices.newTitle')}
        sub={
          <span className={classes.kept} role="status">
            {sending
              ? t('issuedInvoices.saving')
              : isChanged
                ? t('issuedInvoices.unsaved')
                : kept !== null && t('issuedInvoices.kept')}
          </span>
        }
        acts={
          <Button variant="default" loading={sending} onClick={save}>
            {t('issuedInvoices.save')}
          </Button>
        }
      >
        <div className={classes.body}>
          {problem !== null && <ProblemNote error={problem} />}
          <HeadFields clientId={clientId} form={form} onChange={change} />
          <BuyerFields clientId={clientId} form={form} onChange={change} />
          <SellerFields form={form} onChange={change} />
          <LineFields form={form} added={lines} onChange={change} />
          <MoreFields form={form} onChange={change} />
          <div className={classes.foot}>
            <div className={classes.notes}>
              <TextField
                place="discountAmount"
                label={t('issuedInvoices.discount')}
                value={form.discountAmount}
                numeric
                onChange={(discountAmount) => change({ discountAmount })}
              />
              <Textarea
                size="xs"
                label={t('issuedInvoices.note')}
                value={form.notes.join('\n')}
                autosize
                minRows={2}
                maxLength={4000}
                onChange={(event) => change({ notes: notesOf(event.currentTarget.value) })}
              />
            </div>
            <InvoiceTotals added={added} currency={draft.currency} />
          </div>
          <Faults faults={faults} />
          {refused !== null && <Faults faults={placed(refused.faults)} words={refused.words} />}
          {can('voucher:post') && (
            <IssuePanel
              series={series}
              year={Number(draft.issueDate.slice(0, 4))}
              busy={issue.isPending}
              onIssue={issueNow}
              looking={preview.isPending}
              onPreview={look}
            />
          )}
          <PreviewDialog
            opened={looks}
            preview={preview.data ?? null}
            faults={placed(faultsOfAnswer(preview.data?.official.faults ?? []))}
            onClose={() => setLooks(false)}
          />
        </div>
      </Page>
    </FaultsAt>
  );
}

/** A note a line; the law of the wire is twenty. */
const notesOf = (text: string): string[] => (text === '' ? [] : text.split('\n').slice(0, 20));
