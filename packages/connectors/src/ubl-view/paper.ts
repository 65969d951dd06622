/** A document laid out in our own way, before it becomes HTML or PDF: what stands where, all texts ready to be read. */

export interface PaperParty {
  readonly heading: string;
  readonly name: string;
  readonly lines: readonly string[];
}

export interface PaperColumn {
  readonly title: string;
  /** Numbers stand right. */
  readonly isNumber: boolean;
  /** Parts of the width; a column's share is its part of the sum. */
  readonly share: number;
}

export interface PaperTable {
  readonly title: string | null;
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly (readonly string[])[];
}

export interface PaperTotal {
  readonly name: string;
  readonly value: string;
  /** The sum that is paid. */
  readonly isStrong: boolean;
}

export type PaperFact = readonly [name: string, value: string];

export interface Paper {
  readonly language: 'tr' | 'en';
  /** "e-FATURA". */
  readonly title: string;
  readonly parties: readonly PaperParty[];
  readonly facts: readonly PaperFact[];
  readonly tables: readonly PaperTable[];
  readonly totals: readonly PaperTotal[];
  readonly notes: readonly string[];
  /** Text of the QR code; null where the document gives too little for one. */
  readonly qr: string | null;
  /** Says that this is our layout. */
  readonly footer: string;
}
