/** Splitting the current line: one field that takes "3x", "%30" or amounts, with the parts in sight before they are made. */
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { Amount } from '../../../ui/small.tsx';
import classes from './editor.module.css';
import { parseSplit } from './split-amount.ts';
import type { SplitPart } from './voucher-draft.ts';

/** Kanunen kabul edilmeyen giderler: what the tax law does not take as expense (KVK md. 11, GVK md. 40/5 and 41). */
export const KKEG_ACCOUNT = '689.01';
/** GVK md. 40/1-5: 30 % of the running costs of passenger cars is not taken. */
const KKEG_SHARE = '%70';
const QUICK = ['2x', '3x', '%50', '%70'] as const;

interface SplitPanelProps {
  readonly accountCode: string;
  readonly kurus: bigint;
  /** The last part goes to the account of what may not be deducted. */
  readonly kkeg: boolean;
  readonly onClose: () => void;
  readonly onSplit: (parts: readonly SplitPart[]) => void;
}

export function SplitPanel({ accountCode, kurus, kkeg, onClose, onSplit }: SplitPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState(kkeg ? KKEG_SHARE : '2x');
  const split = parseSplit(text, kurus, format.language);
  const parts = 'parts' in split ? split.parts : [];
  const accountOf = (index: number) => (kkeg && index === parts.length - 1 ? KKEG_ACCOUNT : null);
  const sum = `${format.amount(kurusToDecimal(kurus))} TL`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(kkeg ? 'edit.split.kkegTitle' : 'edit.split.title', { sum })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (parts.length > 0)
            onSplit(parts.map((part, index) => ({ kurus: part, accountCode: accountOf(index) })));
        }}
      >
        <TextInput
          data-autofocus
          label={t('edit.split.how')}
          description={t('edit.split.hint')}
          value={text}
          error={'fault' in split ? t(`edit.split.${split.fault}`) : null}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap={6} mt={8}>
          {QUICK.map((quick) => (
            <Button key={quick} size="compact-xs" variant="default" onClick={() => setText(quick)}>
              {quick}
            </Button>
          ))}
        </Group>
        <ol className={classes.parts} aria-label={t('edit.split.parts')}>
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts are told by their place alone
            <li key={index}>
              <span className={classes.code}>{accountOf(index) ?? accountCode}</span>
              <Amount value={kurusToDecimal(part)} />
            </li>
          ))}
        </ol>
        <Group justify="flex-end" gap="xs" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button type="submit" disabled={parts.length === 0}>
            {t('edit.split.do')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
