/** The bounds of what is taken in: a document, an archive, a request, a batch of work. */

export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024;
export const MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024;
export const MAX_FILES_PER_REQUEST = 5_000;

/** Documents of one reading job, and bytes that are read and saved together. */
export const READ_BATCH = 50;
export const READ_SLICE_BYTES = 8 * 1024 * 1024;

/** Members of an archive that are stored and saved together, and their bytes held in memory meanwhile. */
export const MEMBER_BATCH = 100;
export const MEMBER_BATCH_BYTES = 16 * 1024 * 1024;

/** Uploaded files that are saved together. */
export const UPLOAD_BATCH = 50;
/** Files written to the store at a time: the flushes of several are one for the disk. */
export const STORE_CONCURRENCY = 16;

/** Raised when the reader learns something that documents read before should gain from. */
export const READER_VERSION = 1;
