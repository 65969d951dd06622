/** "?" : the keys that work on this page now. */
import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActiveBindings } from '../keyboard/use-keys.ts';
import classes from './shell.module.css';

function KeyName({ name }: { name: string }) {
  const { t } = useTranslation();
  const words: Record<string, string> = {
    Enter: t('shell.keys.enter'),
    Escape: t('shell.keys.escape'),
    mod: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  };
  return (
    <span>
      {name.split('+').map((part) => (
        <Kbd key={part} size="sm" ml={4}>
          {words[part] ?? part.toLocaleUpperCase('tr')}
        </Kbd>
      ))}
    </span>
  );
}

export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const bindings = useActiveBindings().filter((binding) => binding.hidden !== true);
  const unique = [...new Map(bindings.map((binding) => [binding.key, binding])).values()];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shell.keys.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <dl className={classes.keys}>
        {unique.map((binding) => (
          <div key={binding.key}>
            <dt>{binding.label}</dt>
            <dd>
              <KeyName name={binding.key} />
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
