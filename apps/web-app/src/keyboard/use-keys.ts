/** Keys of a component while it is shown: one listener for the page, the innermost component first. */
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { bindingFor, type KeyBinding, type Press } from './key-map.ts';

type Layer = { current: readonly KeyBinding[] };

const layers: Layer[] = [];
const listeners = new Set<() => void>();
let snapshot: readonly KeyBinding[] = [];

function changed(): void {
  snapshot = layers.flatMap((layer) => layer.current);
  for (const listener of listeners) listener();
}

function targetOf(target: EventTarget | null): Press['target'] {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return 'dialog';
  if (
    target.matches('input:not([type="checkbox"]):not([type="radio"]), textarea, select') ||
    target.isContentEditable
  ) {
    return 'field';
  }
  return target.closest('button, a, summary, input') === null ? 'page' : 'control';
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const press: Press = { key, ctrlKey, metaKey, altKey, shiftKey, target: targetOf(event.target) };
  const binding = bindingFor(
    layers.map((layer) => layer.current),
    press,
  );
  if (binding === null) return;
  event.preventDefault();
  binding.run();
}

/** Binds keys while the component is mounted, from the moment it is drawn; the bindings may be new objects at each render. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const layer = useRef<readonly KeyBinding[]>(bindings);
  useLayoutEffect(() => {
    layer.current = bindings;
  });
  useLayoutEffect(() => {
    if (layers.length === 0) window.addEventListener('keydown', onKeyDown);
    layers.push(layer);
    changed();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) window.removeEventListener('keydown', onKeyDown);
      changed();
    };
  }, []);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every binding that is active now, outermost first, for the help overlay. */
export function useActiveBindings(): readonly KeyBinding[] {
  useSyncExternalStore(subscribe, () => snapshot);
  return layers.flatMap((layer) => layer.current);
}
