/** Our own layout as a page of HTML: A4 on screen and on paper, nothing loaded, nothing run. */
import { pageOf } from './clean-html.ts';
import { qrImage } from './draw-qr.ts';
import type { Paper, PaperTable } from './paper.ts';

const STYLE = `
@page { size: A4; margin: 14mm }
* { box-sizing: border-box }
body { margin: 0; padding: 20px; background: #fff; color: #1b1f26; font: 13px/1.45 "Noto Sans", "Segoe UI", Roboto, Arial, sans-serif; overflow-wrap: anywhere }
main { max-width: 190mm; margin: 0 auto }
header { display: flex; gap: 24px; align-items: flex-start; border-bottom: 2px solid #1b1f26; padding-bottom: 10px }
h1 { margin: 0; font-size: 20px; letter-spacing: .02em; flex: 1 }
.two { display: flex; flex-wrap: wrap; gap: 14px 28px; padding: 14px 0 }
.party { flex: 1 1 220px } .party span, th, dt { color: #565f6c; font-size: 11px; font-weight: 600 } .party strong { display: block }
dl { flex: 1 1 260px; display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; align-content: start } dd { margin: 0 }
table { width: 100%; border-collapse: collapse } .wide { overflow-x: auto }
thead { display: table-header-group } tr { break-inside: avoid }
th { text-align: left; border-bottom: 1px solid #1b1f26; padding: 4px 6px; vertical-align: bottom } td { border-bottom: 1px solid #d5dae1; padding: 4px 6px; vertical-align: top; white-space: pre-line }
.n { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; white-space: pre } th.n { white-space: normal }
.sums { width: auto; min-width: 55%; margin: 12px 0 0 auto; break-inside: avoid } .sums .strong td { font-weight: 700; border-top: 2px solid #1b1f26; border-bottom: 0; font-size: 15px }
h2 { font-size: 13px; margin: 16px 0 4px } .notes { padding-top: 12px; white-space: pre-line } .notes p { margin: 0 0 4px }
footer { margin-top: 18px; border-top: 1px solid #d5dae1; padding-top: 6px; color: #565f6c; font-size: 11px }
@media print { body { padding: 0 } }`;

export function paperHtml(paper: Paper): string {
  const body = [
    '<main>',
    `<header><h1>${escaped(paper.title)}</h1>${paper.qr === null ? '' : qrImage(paper.qr, 120)}</header>`,
    `<div class="two">${paper.parties
      .map(
        ({ heading, name, lines }) =>
          `<div class="party"><span>${escaped(heading)}</span><strong>${escaped(name)}</strong>${lines
            .map((line) => `<div>${escaped(line)}</div>`)
            .join('')}</div>`,
      )
      .join('')}<dl>${paper.facts
      .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
      .join('')}</dl></div>`,
    ...paper.tables.map(tableHtml),
    sumsHtml(paper),
    paper.notes.length === 0
      ? ''
      : `<div class="notes">${paper.notes.map((note) => `<p>${escaped(note)}</p>`).join('')}</div>`,
    `<footer>${escaped(paper.footer)}</footer>`,
    '</main>',
  ];
  const head = `<meta name="viewport" content="width=device-width"><title>${escaped(paper.title)}</title><style>${STYLE}</style>`;
  return pageOf(body.join('\n'), '<!DOCTYPE html>', head);
}

function tableHtml({ title, columns, rows }: PaperTable): string {
  const kind = (index: number) => (columns[index]?.isNumber === true ? ' class="n"' : '');
  const head = columns.map((column, index) => `<th${kind(index)}>${escaped(column.title)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell, index) => `<td${kind(index)}>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('');
  return `${title === null ? '' : `<h2>${escaped(title)}</h2>`}<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function sumsHtml({ totals }: Paper): string {
  if (totals.length === 0) return '';
  const rows = totals.map(
    ({ name, value, isStrong }) =>
      `<tr${isStrong ? ' class="strong"' : ''}><td>${escaped(name)}</td><td class="n">${escaped(value)}</td></tr>`,
  );
  return `<table class="sums"><tbody>${rows.join('')}</tbody></table>`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
