/** Makes what a foreign design wrote fit to be shown: no script, no address outside, and a policy of its own that forbids both. */
import sanitizeHtml from 'sanitize-html';
import { drawQr } from './draw-qr.ts';

/** The wall: what a browser may do with a drawn document, as header and inside of the page itself. */
export const VIEW_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";

const TRANSITIONAL =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">';

const ATTRIBUTES = [
  'class id style align valign width height bgcolor border cellpadding cellspacing colspan rowspan nowrap',
  'color face size alt title dir lang type start hspace vspace clear noshade rules frame scope bordercolor',
]
  .join(' ')
  .split(' ');

/** Without `html`, `head` and `body`: those are written anew around it. */
const TAGS = [
  ...sanitizeHtml.defaults.allowedTags,
  'style',
  'img',
  'font',
  'center',
  'big',
  'strike',
  'tt',
  'nobr',
];

const STYLES = /<style\b[^>]*>[\s\S]*?<\/style>/g;
/** Text between elements, or an image. */
const SHOWS = /<img\b|(?:^|>)[^<>]*[^<>\s]/;

/** The design's own page, with its doctype, so that its widths come out as they were meant; null where nothing is on it. */
export function cleanHtml(html: string): string | null {
  const body = sanitizeHtml(html, {
    allowedTags: TAGS,
    // Styles stay: the policy lets them load nothing.
    allowVulnerableTags: true,
    nonTextTags: ['script', 'textarea', 'option', 'noscript', 'title'],
    allowedAttributes: { '*': ATTRIBUTES, img: [...ATTRIBUTES, 'src'] },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    transformTags: {
      body: 'div',
      img: (tagName, attribs) => ({ tagName, attribs: withOwnImage(attribs) }),
    },
  });
  if (!SHOWS.test(body.replaceAll(STYLES, ''))) return null;
  return pageOf(drawQr(body), /^\s*<!DOCTYPE html>/i.test(html) ? '<!DOCTYPE html>' : TRANSITIONAL);
}

function withOwnImage({ src, ...rest }: Record<string, string>): Record<string, string> {
  return src !== undefined && /^data:image\/(?:png|jpe?g|gif|bmp|webp);base64,/i.test(src)
    ? { ...rest, src: src.replaceAll(/\s+/g, '') }
    : rest;
}

/** A page of `body`, which is clean already. */
export function pageOf(body: string, doctype = '<!DOCTYPE html>', head = ''): string {
  return `${doctype}
<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${VIEW_POLICY}">${head}</head>
<body>${body}</body></html>`;
}
