/** The whole page takes dropped files; a veil says so while something hangs over it. */
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import classes from './documents.module.css';
import { filesOfDrop } from './drop-files.ts';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

export function DropZone({
  enabled,
  onFiles,
  veil,
  children,
}: {
  enabled: boolean;
  onFiles: (files: File[]) => void;
  /** What it says while files hang over it. */
  veil: { readonly title: string; readonly hint: string };
  children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    // Entering a child leaves its parent: only the balance of both tells whether the pointer is still over the page.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const allow = (event: DragEvent) => holdsFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      void filesOfDrop(event.dataTransfer).then(onFiles);
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('dragover', allow, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => stop.abort();
  }, [enabled, onFiles]);
  return (
    <>
      {children}
      {over && (
        <div className={classes.veil}>
          <Icon name="upload" size={36} />
          <strong>{veil.title}</strong>
          <span>{veil.hint}</span>
        </div>
      )}
    </>
  );
}
