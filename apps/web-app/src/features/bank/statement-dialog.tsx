/** A statement looked at: its finding in whole sentences, and the way to take it back, which names what goes. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import classes from './bank.module.css';
import { type BankAccount, type BankStatement, useRenewBank } from './bank-queries.ts';

interface StatementDialogProps {
  readonly clientId: string;
  readonly account: BankAccount;
  readonly statement: BankStatement;
  readonly onClose: () => void;
}

export function StatementDialog({ clientId, account, statement, onClose }: StatementDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const renew = useRenewBank(clientId);
  const { finding, fromDay, toDay, opening, closing, lines, known, fileName, takenAt, takenByName } =
    statement;
  const own = lines - known;
  const undo = useMutation({
    mutationFn: () =>
      api.call('DELETE /bank-statements/:statementId', { params: { statementId: statement.id } }),
    onSuccess: () => {
      showDone(t('bank.dialog.undone', { n: format.count(own) }));
      onClose();
    },
    onSettled: renew,
  });
  const money = (value: string) => `${format.amount(value)} ${account.currency}`;
  const facts = [
    [t('bank.column.days'), `${format.date(fromDay)} – ${format.date(toDay)}`],
    [t('bank.column.opening'), money(opening)],
    [t('bank.column.closing'), money(closing)],
    [t('bank.column.lines'), t('bank.dialog.lines', { n: format.count(lines), known: format.count(known) })],
    [t('bank.column.file'), fileName],
    [t('bank.column.taken'), `${format.moment(takenAt)} · ${takenByName ?? t('bank.bySync')}`],
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        statement.statementNo === null
          ? t('bank.dialog.title')
          : t('bank.dialog.titleNo', { no: statement.statementNo })
      }
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        {finding !== null && (
          <p role="alert" className={classes.finding}>
            <Icon name="warn" /> {format.pick(finding.message, finding.messageEn)}
          </p>
        )}
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {undo.isError && <ProblemNote error={undo.error} />}
        {can('voucher:write') && (
          <p className="soft">{t('bank.dialog.undoHint', { n: format.count(own) })}</p>
        )}
        <Group justify="flex-end" gap="xs">
          {can('voucher:write') && (
            <Button variant="subtle" color="red" loading={undo.isPending} onClick={() => undo.mutate()}>
              {t('bank.dialog.undo')}
            </Button>
          )}
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('shell.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
