/** Tests of which key runs what. */
import { describe, expect, it } from 'vitest';
import { bindingFor, type KeyBinding, nameOfPress, type Press } from './key-map.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target: 'page',
  ...more,
});
const binding = (key: string, more: Partial<KeyBinding> = {}): KeyBinding => ({
  key,
  label: key,
  run: () => undefined,
  ...more,
});
const answer = (layers: KeyBinding[][], with_: Press) => bindingFor(layers, with_)?.label ?? null;

describe('keys of a page', () => {
  it('are the same with Shift or Caps Lock', () => {
    expect(nameOfPress(press('J'))).toBe('j');
    expect(nameOfPress(press('Enter'))).toBe('Enter');
  });
  it('take Ctrl and ⌘ for one', () => {
    expect(nameOfPress(press('k', { ctrlKey: true }))).toBe('mod+k');
    expect(nameOfPress(press('k', { metaKey: true }))).toBe('mod+k');
  });
  it('tell Ctrl+Shift from Ctrl, so that what was taken back can be done again', () => {
    expect(nameOfPress(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('mod+shift+z');
    expect(nameOfPress(press('Z', { ctrlKey: true }))).toBe('mod+z');
  });
  it('of the innermost part win', () => {
    expect(answer([[binding('j', { label: 'outer' })], [binding('j', { label: 'inner' })]], press('j'))).toBe(
      'inner',
    );
  });
  it('stay away from what is typed into a field', () => {
    expect(answer([[binding('e')]], press('e', { target: 'field' }))).toBeNull();
    expect(answer([[binding('mod+Enter')]], press('Enter', { ctrlKey: true, target: 'field' }))).toBe(
      'mod+Enter',
    );
    expect(answer([[binding('Escape', { inFields: true })]], press('Escape', { target: 'field' }))).toBe(
      'Escape',
    );
  });
  it('leave Enter and Space to a focused button, and other letters to the page', () => {
    expect(answer([[binding('Enter')]], press('Enter', { target: 'control' }))).toBeNull();
    expect(answer([[binding(' ')]], press(' ', { target: 'control' }))).toBeNull();
    expect(answer([[binding('j')]], press('j', { target: 'control' }))).toBe('j');
  });
  it('are silent while a dialog is open', () => {
    expect(
      answer([[binding('r'), binding('mod+k', { inFields: true })]], press('r', { target: 'dialog' })),
    ).toBeNull();
  });
  it('do not answer a letter with Ctrl, which belongs to the browser', () => {
    expect(answer([[binding('r')]], press('r', { ctrlKey: true }))).toBeNull();
  });
});
