/** Multipart bodies as browsers, curl and careless programs send them. */

export interface Part {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** The parameters of the name in the header, where they are not those of a browser. */
  readonly header?: string;
}

export const BOUNDARY = 'muhasebi-faults-boundary';
export const CONTENT_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** What stands before the content of a file: browsers escape the quote and line ends, and nothing else. */
export function partHead({ name, header }: Pick<Part, 'name' | 'header'>): string {
  const escaped = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return (
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; ${header ?? `filename="${escaped}"`}\r\n` +
    'content-type: application/octet-stream\r\n\r\n'
  );
}

export const BODY_END = `--${BOUNDARY}--\r\n`;

export function multipart(parts: readonly Part[]): { contentType: string; body: Buffer } {
  const pieces = parts.flatMap((part) => [
    Buffer.from(partHead(part)),
    Buffer.from(part.content),
    Buffer.from('\r\n'),
  ]);
  return { contentType: CONTENT_TYPE, body: Buffer.concat([...pieces, Buffer.from(BODY_END)]) };
}
