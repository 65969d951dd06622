/** A folder that others drop files into, wherever it lies: what can be seen of it, and what may be done to its files. */
import type { Readable } from 'node:stream';

/** A plain file as one look saw it. */
export interface DropFile {
  /** Below the folder, with "/" between its parts; never climbing out. */
  readonly path: string;
  readonly sizeBytes: number;
  /** As the far side's clock says, in milliseconds of Unix time. */
  readonly modifiedMs: number;
}

/** Why an entry is left where it lies. */
export type PassedOver = 'link' | 'not-a-file' | 'unreadable-name' | 'too-deep' | 'not-permitted';

/** One look at the folder. Links are seen and never followed. */
export interface Look {
  readonly files: readonly DropFile[];
  readonly passedOver: readonly { readonly path: string; readonly why: PassedOver }[];
  /** More entries than one look takes: the rest is seen once these are moved away. */
  readonly more: boolean;
}

/** What one look takes at most. */
export interface LookBounds {
  readonly mostEntries: number;
  /** 0: the folder alone. */
  readonly depth: number;
  /** A folder directly below that is not looked into: where taken files go. */
  readonly except: string | null;
}

/** All calls reject with a DropFault where the folder or its server is at fault, with a FileFault where one file is. */
export interface DropFolder {
  look(bounds: LookBounds): Promise<Look>;
  /** Its bytes, if it is still the file that was seen. */
  open(file: DropFile): Promise<Readable>;
  /** True while size and time are as they were seen. */
  isStill(file: DropFile): Promise<boolean>;
  remove(file: DropFile): Promise<void>;
  /** Moves it below `folder`, which is made, under a name that is free there; answers the new path. Overwrites nothing. */
  moveInto(folder: string, file: DropFile): Promise<string>;
  close(): Promise<void>;
}

export type DropFaultKind =
  | 'unreachable'
  | 'address-refused'
  | 'sign-in-refused'
  | 'bad-private-key'
  | 'host-key-changed'
  | 'host-key-unknown'
  | 'bad-answer'
  | 'no-such-folder'
  | 'not-permitted'
  | 'outside-root';

/** The folder cannot be worked with now, or not with these settings. */
export class DropFault extends Error {
  readonly kind: DropFaultKind;

  constructor(kind: DropFaultKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DropFault';
    this.kind = kind;
  }
}

/** gone and changed: since the look. taken-name: no free name where it should go. */
export type FileFaultKind = 'gone' | 'changed' | 'not-permitted' | 'taken-name' | 'failed';

/** One file cannot be worked with; the others can. */
export class FileFault extends Error {
  readonly kind: FileFaultKind;

  constructor(kind: FileFaultKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FileFault';
    this.kind = kind;
  }
}
