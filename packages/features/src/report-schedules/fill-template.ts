/** The text of a mail out of its template: fields in braces, in Turkish or English. */
import { reportScheduleErrors } from './contract.ts';

/** What a template may name; the first name is Turkish, the second English. */
const FIELDS = {
  client: ['mukellef', 'client'],
  report: ['rapor', 'report'],
  period: ['donem', 'period'],
  office: ['ofis', 'office'],
  summary: ['ozet', 'summary'],
  recipient: ['alici', 'recipient'],
} as const;

export type TemplateFacts = Readonly<Record<keyof typeof FIELDS, string>>;

const fieldOf = new Map(
  Object.entries(FIELDS).flatMap(([field, names]) =>
    names.map((name) => [name as string, field as keyof typeof FIELDS]),
  ),
);

const IN_BRACES = /\{([^{}\n]{1,40})\}/g;

/** Throws REPORT_SCHEDULE_TEMPLATE for a field that there is none of. */
export function checkTemplate(template: string): void {
  for (const [whole, name = ''] of template.matchAll(IN_BRACES))
    if (!fieldOf.has(name))
      throw reportScheduleErrors.REPORT_SCHEDULE_TEMPLATE({
        name: whole,
        known: Object.values(FIELDS)
          .map(([turkish]) => `{${turkish}}`)
          .join(', '),
      });
}

/** What a fact is not known of is left out, with the blank before it. */
export function fillTemplate(template: string, facts: TemplateFacts): string {
  const filled = template.replace(IN_BRACES, (whole, name: string) => {
    const field = fieldOf.get(name);
    return field === undefined ? whole : facts[field];
  });
  return filled
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
