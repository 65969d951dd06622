/** Two ways to choose files: from the device, or with the camera of a phone. */
import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import classes from './portal.module.css';

interface ChooseFilesProps {
  readonly onFiles: (files: File[]) => void;
  /** The main thing to do on this page. */
  readonly primary?: boolean;
}

export function ChooseFiles({ onFiles, primary = false }: ChooseFilesProps) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    // The same file may be chosen again.
    input.value = '';
  };
  return (
    <div className={classes.choices}>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="portal-files"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={(event) => take(event.currentTarget)}
      />
      <Button
        size="md"
        variant={primary ? 'filled' : 'default'}
        leftSection={<Icon name="upload" />}
        onClick={() => files.current?.click()}
      >
        {t('portal.send.choose')}
      </Button>
      <Button size="md" variant="default" onClick={() => camera.current?.click()}>
        {t('portal.send.photo')}
      </Button>
    </div>
  );
}
