/** "?" : the keys that work now: this page's own, those of its list, and those of every page. */
import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KeyBinding } from '../keyboard/key-map.ts';
import { useActiveBindings } from '../keyboard/use-keys.ts';
import { forgetKeysHint } from './keys-hint.ts';
import classes from './shell.module.css';

const GROUPS = ['page', 'list', 'everywhere'] as const;

function KeyName({ name }: { name: string }) {
  const { t } = useTranslation();
  const words: Record<string, string> = {
    Enter: t('shell.keys.enter'),
    Escape: t('shell.keys.escape'),
    mod: 'Ctrl',
    alt: 'Alt',
    ' ': t('shell.keys.space'),
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

/** Each key once, the innermost meaning of it; the page's own first. */
export function keysByGroup(bindings: readonly KeyBinding[]) {
  const shown = bindings.filter((binding) => binding.hidden !== true);
  const unique = [...new Map(shown.map((binding) => [binding.key, binding])).values()];
  return GROUPS.map((group) => ({
    group,
    keys: unique.filter((binding) => (binding.group ?? 'page') === group),
  })).filter(({ keys }) => keys.length > 0);
}

export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const groups = keysByGroup(useActiveBindings());
  forgetKeysHint();
  return (
    <Modal
      opened
      onClose={onClose}
      size={groups.length > 1 ? 720 : 420}
      title={t('shell.keys.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.keyGroups}>
        {groups.map(({ group, keys }) => (
          <section key={group}>
            <h2>{t(`shell.keys.groups.${group}`)}</h2>
            <dl className={classes.keys}>
              {keys.map((binding) => (
                <div key={binding.key}>
                  <dt>{binding.label}</dt>
                  <dd>
                    <KeyName name={binding.key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
