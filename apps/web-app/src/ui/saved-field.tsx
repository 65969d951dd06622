/** A field that is saved when it is left: what it says while it is typed, and Esc that takes the typing back. */
import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Word } from './tax-id-word.ts';

interface SavedFieldProps {
  readonly label: string;
  /** What is saved; empty text where nothing is. */
  readonly value: string;
  readonly onSave: (value: string) => void;
  readonly disabled?: boolean;
  readonly hint?: string;
  /** Said while it is typed; a word with tone "wrong" keeps the value from being saved. */
  readonly word?: (typed: string) => Word & { readonly refuse?: boolean };
  readonly maxLength?: number;
  readonly lines?: number;
  readonly inputMode?: 'numeric' | 'tel' | 'email' | 'url';
  readonly required?: boolean;
  /** Values to choose from while typing. */
  readonly suggestions?: readonly string[];
}

export function SavedField(props: SavedFieldProps) {
  const { label, value, onSave, word, hint, lines, required = false } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const said = word?.(typed);
  const refused = said?.refuse === true || (required && typed.trim() === '');
  const keep = () => {
    const next = typed.trim();
    if (next === value) setTyped(value);
    else if (!refused) onSave(next);
  };
  const list = props.suggestions === undefined ? undefined : `oneri-${label}`;
  const shared = {
    label,
    value: typed,
    disabled: props.disabled === true,
    maxLength: props.maxLength ?? 200,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as const,
    description:
      said === undefined ? (
        hint
      ) : (
        <span aria-live="polite" style={{ color: said.tone === 'plain' ? undefined : `var(--${said.tone})` }}>
          {said.text}
        </span>
      ),
    onChange: (event: { currentTarget: { value: string } }) => setTyped(event.currentTarget.value),
    onBlur: keep,
  };
  const leave = (event: { key: string; preventDefault: () => void }) => {
    if (event.key === 'Escape') setTyped(value);
    if (event.key === 'Enter' && lines === undefined) {
      event.preventDefault();
      keep();
    }
  };
  const { inputWrapperOrder, ...rest } = shared;
  if (lines !== undefined)
    return <Textarea {...rest} inputWrapperOrder={[...inputWrapperOrder]} rows={lines} onKeyDown={leave} />;
  return (
    <>
      <TextInput
        {...rest}
        inputWrapperOrder={[...inputWrapperOrder]}
        error={required && typed.trim() === ''}
        {...(props.inputMode === undefined ? {} : { inputMode: props.inputMode })}
        {...(list === undefined ? {} : { list })}
        autoComplete="off"
        onKeyDown={leave}
      />
      {list !== undefined && (
        <datalist id={list}>
          {props.suggestions?.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}
