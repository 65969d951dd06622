/** Which key press runs which binding; pure, so that the rules can be tested without a page. */

/** One key of a page: "j", "Enter", "?", "mod+k" (Ctrl or ⌘), "mod+shift+z", "alt+n". */
export interface KeyBinding {
  readonly key: string;
  /** What it does, for the help of the page. */
  readonly label: string;
  readonly run: () => void;
  /** Also while typing in a field; default: only with a modifier. */
  readonly inFields?: boolean;
  /** Not shown in the help (a second key for the same act). */
  readonly hidden?: boolean;
  /** Under which heading the help shows it; default: the page's own. */
  readonly group?: 'list' | 'everywhere';
  /** Only shown in the help: something else answers it. */
  readonly shownOnly?: boolean;
}

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey?: boolean;
  /** Where the focus is: a field takes letters itself, a control takes Enter and Space itself. */
  readonly target: 'page' | 'control' | 'field' | 'dialog';
}

/** The name of a press in the form of `KeyBinding.key`; letters in lower case whatever Caps Lock says. Shift counts beside Ctrl and ⌘ only. */
export function nameOfPress(press: Press): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const modifier =
    press.ctrlKey || press.metaKey
      ? `mod+${press.shiftKey === true ? 'shift+' : ''}`
      : press.altKey
        ? 'alt+'
        : '';
  return modifier + key;
}

function mayRun(binding: KeyBinding, press: Press): boolean {
  if (press.target === 'dialog') return false;
  if (press.target === 'field') return binding.inFields ?? binding.key.includes('+');
  if (press.target === 'control') return binding.key !== 'Enter' && binding.key !== ' ';
  return true;
}

/** The binding that answers a press: the innermost layer (last) wins; null where none does. */
export function bindingFor(layers: readonly (readonly KeyBinding[])[], press: Press): KeyBinding | null {
  const name = nameOfPress(press);
  for (const layer of layers.toReversed()) {
    const found = layer.find(
      (binding) => binding.key === name && binding.shownOnly !== true && mayRun(binding, press),
    );
    if (found !== undefined) return found;
  }
  return null;
}
