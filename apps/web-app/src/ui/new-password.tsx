/** The field in which a new password is chosen, with what the server asks of one. */
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The shortest that the server takes. */
const SHORTEST = 10;

interface NewPasswordProps extends Pick<PasswordInputProps, 'autoFocus' | 'size'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
}

export function NewPassword({ onChange, ...field }: NewPasswordProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      description={t('account.reset.hint')}
      autoComplete="new-password"
      required
      withAsterisk={false}
      minLength={SHORTEST}
      visibilityToggleButtonProps={{ 'aria-label': t('account.signIn.show') }}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...field}
    />
  );
}
