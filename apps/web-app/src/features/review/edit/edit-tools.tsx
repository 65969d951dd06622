/** What can be done with the current line, as buttons that show their keys; the same keys work while typing. */
import { useTranslation } from 'react-i18next';
import type { KeyBinding } from '../../../keyboard/key-map.ts';
import { KeyCap } from '../../../ui/small.tsx';
import classes from './editor.module.css';

export interface EditTool extends KeyBinding {
  /** False where it cannot be done with the current line. */
  readonly enabled: boolean;
}

/** "alt+n" as it is written on the key cap. */
function capOf(key: string): string {
  return key
    .replace('mod+shift+', 'Ctrl+Shift+')
    .replace('mod+', 'Ctrl+')
    .replace('alt+', 'Alt+')
    .replace('ArrowUp', '↑')
    .replace('ArrowDown', '↓')
    .replace(/\+(\w)$/, (_, letter: string) => `+${letter.toUpperCase()}`);
}

export function EditTools({ tools }: { tools: readonly EditTool[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.tools} role="toolbar" aria-label={t('edit.tools')}>
      {tools
        .filter((tool) => tool.hidden !== true)
        .map((tool) => (
          <button
            key={tool.key}
            type="button"
            className={classes.tool}
            disabled={!tool.enabled}
            // The field keeps the focus: the tool works on its line.
            onMouseDown={(event) => event.preventDefault()}
            onClick={tool.run}
          >
            {tool.label}
            <KeyCap>{capOf(tool.key)}</KeyCap>
          </button>
        ))}
    </div>
  );
}
