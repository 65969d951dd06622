/** Which files may belong to a voucher, told by what is in them and not by their name alone. */

/** Endings of text that a spreadsheet or an editor reads. */
const TEXT: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain' };
const OFFICE: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The media type of an attachment; null where such a file is not taken. */
export function mediaTypeOf(fileName: string, content: Uint8Array): string | null {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const begins = (...bytes: number[]) => bytes.every((byte, at) => content[at] === byte);
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x50, 0x4b, 0x03, 0x04)) return OFFICE[ending] ?? null;
  const text = plainText(content);
  if (text === null) return null;
  if (ending === 'xml' && /^\uFEFF?\s*</.test(text)) return 'application/xml';
  return TEXT[ending] ?? null;
}

/** The content as text; null where it is none. */
function plainText(content: Uint8Array): string | null {
  if (content.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    // Files of Turkish programs are often in Windows' letters: text all the same.
    return new TextDecoder('windows-1254').decode(content);
  }
}
