/** "?" : the keys that work now, this page's own, those of its list and those of every page; found by a few letters. */
import { Kbd, Modal, TextInput } from '@mantine/core';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyBinding } from '../keyboard/key-map.ts';
import { useActiveBindings } from '../keyboard/use-keys.ts';
import { Icon } from '../ui/icon.tsx';
import { forgetKeysHint } from './keys-hint.ts';
import classes from './shell.module.css';

const GROUPS = ['page', 'list', 'everywhere'] as const;

/** A key as it stands on the keyboard, part by part. */
function useKeyWords(): (key: string) => string[] {
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
  return (key) => key.split('+').map((part) => words[part] ?? part.toLocaleUpperCase('tr'));
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

/** Those whose words hold everything that was typed, however it was typed; groups left empty are left out. */
export function keysFound(
  groups: ReturnType<typeof keysByGroup>,
  typed: string,
  wordsOf: (binding: KeyBinding) => string,
): ReturnType<typeof keysByGroup> {
  const wanted = searchKey(typed).split(' ');
  const isMeant = (binding: KeyBinding) => {
    const words = searchKey(wordsOf(binding));
    return wanted.every((word) => words.includes(word));
  };
  return groups
    .map(({ group, keys }) => ({ group, keys: keys.filter(isMeant) }))
    .filter(({ keys }) => keys.length > 0);
}

export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const keyWords = useKeyWords();
  const [typed, setTyped] = useState('');
  const all = keysByGroup(useActiveBindings());
  const groups = keysFound(all, typed, ({ label, key }) => `${label} ${keyWords(key).join(' ')}`);
  forgetKeysHint();
  return (
    <Modal
      opened
      onClose={onClose}
      // The field stays where it is while what is below it gets less.
      centered={false}
      yOffset="10vh"
      size={all.length > 1 ? 720 : 420}
      title={t('shell.keys.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <TextInput
        data-autofocus
        type="search"
        mb="sm"
        aria-label={t('shell.keys.filter')}
        placeholder={t('shell.keys.filter')}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={classes.keyGroups}>
        {groups.map(({ group, keys }) => (
          <section key={group}>
            <h2>{t(`shell.keys.groups.${group}`)}</h2>
            <dl className={classes.keys}>
              {keys.map((binding) => (
                <div key={binding.key}>
                  <dt>{binding.label}</dt>
                  <dd>
                    {keyWords(binding.key).map((word) => (
                      <Kbd key={word} size="sm" ml={4}>
                        {word}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p role="status">{groups.length === 0 ? t('shell.search.none') : ''}</p>
    </Modal>
  );
}
