/** Tests of taking back and doing again in an edit. */
import { describe, expect, it } from 'vitest';
import { begin, redo, step, undo } from './edit-history.ts';

describe('the history of an edit', () => {
  it('takes back and does again, step by step', () => {
    const two = step(step(begin('a'), 'b', null), 'c', null);
    expect(undo(two).now).toBe('b');
    expect(undo(undo(two)).now).toBe('a');
    expect(redo(undo(two)).now).toBe('c');
    expect(undo(begin('a')).now).toBe('a');
    expect(redo(two).now).toBe('c');
  });
  it('counts typing in one field as one step, until another field or act comes between', () => {
    let typed = step(begin(''), '1', '0.debit');
    typed = step(typed, '12', '0.debit');
    expect(undo(typed).now).toBe('');
    typed = step(step(typed, '12 ', '1.debit'), '12 x', '0.debit');
    expect(undo(typed).now).toBe('12 ');
  });
  it('forgets what was taken back once something else is done', () => {
    const other = step(undo(step(begin('a'), 'b', null)), 'c', null);
    expect(redo(other).now).toBe('c');
    expect(undo(other).now).toBe('a');
  });
});
