/** The button that chooses files, for a mouse, a keyboard and a phone. */
import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';

export function UploadButton({ onFiles, primary }: { onFiles: (files: File[]) => void; primary: boolean }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  useKeys([{ key: 'y', label: t('documents.upload'), run: choose }]);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        accept=".xml,.zip,application/xml,text/xml,application/zip"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <Button variant={primary ? 'filled' : 'default'} leftSection={<Icon name="upload" />} onClick={choose}>
        {t('documents.upload')}
        <KeyCap>Y</KeyCap>
      </Button>
    </>
  );
}
