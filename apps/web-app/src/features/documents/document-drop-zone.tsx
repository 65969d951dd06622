/** A page that takes dropped documents. */
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { DropZone } from './drop-zone.tsx';

export function DocumentDropZone(props: Omit<ComponentProps<typeof DropZone>, 'veil'>) {
  const { t } = useTranslation();
  return <DropZone {...props} veil={{ title: t('documents.dropHere'), hint: t('documents.dropHint') }} />;
}
