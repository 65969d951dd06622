/** The six digits of an authenticator app. */
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './door.module.css';

interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
}

export function CodeField({ value, onChange, autoFocus = false }: CodeFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('account.signIn.code')}
      className={classes.code ?? ''}
      inputMode="numeric"
      autoComplete="one-time-code"
      required
      withAsterisk={false}
      autoFocus={autoFocus}
      maxLength={7}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
    />
  );
}
