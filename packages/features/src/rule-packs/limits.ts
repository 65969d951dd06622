/** The bounds of rule packs and of judging. */

/** GİB's zips are about one MB. */
export const MAX_ZIP_BYTES = 64 * 1024 * 1024;
/** GİB publishes a pack in two or three zips. */
export const MOST_SOURCES = 10;
/** Compiled packs that a process keeps: the one in force, the one before, the one to come. */
export const MOST_OPEN_PACKS = 3;
/** Faults that are kept of a document; all are counted. */
export const MOST_KEPT_FAULTS = 200;
/** Characters of an official text, an XPath or a fault of the schema; they quote what the document holds. */
export const MOST_QUOTED = 500;
