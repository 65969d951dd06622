/** Opens an account below another: the next free code stands there already, one after the other as long as one likes. */

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { nextSubAccountCode } from '@muhasebi/accounting/hesap-plani/next-sub-account.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { NewAccount } from './chart-calls.ts';
import type { ChartRow } from './chart-tree.ts';

interface OpenAccountProps {
  /** The code that it is to stand below; empty where none is chosen. */
  readonly above: string;
  readonly chart: ReadonlyMap<string, ChartRow>;
  readonly onOpen: (account: NewAccount) => Promise<void>;
  readonly onOpened: (code: string) => void;
  readonly onClose: () => void;
}

/** As wide as its neighbours' where they have numbers of one width: "100.03", "120.01.0008". */
function nextCode(chart: ReadonlyMap<string, ChartRow>, above: string, taken: readonly string[]): string {
  if (above.length < 3) return above;
  const codes = [...chart.keys(), ...taken];
  const next = nextSubAccountCode(codes, above);
  const [last = ''] = codes.filter((code) => code.startsWith(`${above}.`)).toReversed();
  const width = last.slice(above.length + 1).split('.')[0]?.length ?? 0;
  const number = next.slice(above.length + 1).replace(/^0+/, '');
  if (width === 0) return above.includes('.') ? next : `${above}.01`;
  return `${above}.${number.padStart(width, '0')}`;
}

export function OpenAccount({ above, chart, onOpen, onOpened, onClose }: OpenAccountProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState(() => nextCode(chart, above, []));
  const [name, setName] = useState('');
  const [taxId, setTaxId] = useState('');
  const taken = useRef<string[]>([]);
  const nameField = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const open = useMutation({
    mutationFn: (_stays: boolean) =>
      onOpen({ code: code.trim(), name: name.trim(), counterpartyTaxId: taxId.trim() || null }),
    onSuccess: (_opened, stays) => {
      onOpened(code.trim());
      taken.current.push(code.trim());
      if (!stays) return onClose();
      setCode(nextCode(chart, above, taken.current));
      setName('');
      setTaxId('');
      nameField.current?.focus();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate(false);
  };
  const title = chart.get(above)?.name;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title === undefined ? t('chart.new') : t('chart.newBelow', { code: above, name: title })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form ref={form} onSubmit={submit}>
        <Stack gap="sm">
          {open.isError && <ProblemNote error={open.error} />}
          <TextInput
            label={t('chart.column.code')}
            required
            withAsterisk={false}
            maxLength={60}
            autoComplete="off"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <TextInput
            ref={nameField}
            label={t('chart.column.name')}
            required
            withAsterisk={false}
            maxLength={200}
            autoComplete="off"
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('chart.taxId')}
            description={t('chart.taxIdHint')}
            maxLength={11}
            inputMode="numeric"
            autoComplete="off"
            value={taxId}
            onChange={(event) => setTaxId(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button
              variant="default"
              loading={open.isPending && open.variables}
              onClick={() => form.current?.reportValidity() === true && open.mutate(true)}
            >
              {t('chart.openAndNext')}
            </Button>
            <Button type="submit" loading={open.isPending && !open.variables}>
              {t('chart.openIt')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
