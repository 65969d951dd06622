/** The audit log in words: acts, records, fields, and values as people read them. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../../format/use-format.ts';
import { type Act, actionOf, linesOf } from './acts.ts';
import { type Change, changesOf, isTechnical, type State } from './changes.ts';

export interface AuditWords {
  readonly action: (act: Act) => string;
  readonly entity: (name: string) => string;
  readonly field: (name: string) => string;
  /** A value of a field; empty text where there is none. */
  readonly value: (field: string, value: unknown) => string;
  /** The act in one line. */
  readonly summary: (act: Act) => string;
}

/** What names a record of each kind, most telling first. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  vouchers: ['voucher_date', 'type', 'fis_no', 'description'],
  documents: ['document_no', 'file_name', 'counterparty_name', 'payable', 'currency'],
  clients: ['title', 'tax_id'],
  accounts: ['code', 'name'],
  periods: ['period', 'status'],
  period_exceptions: ['period', 'reason', 'ends_at'],
  period_acknowledgements: ['period', 'check_name', 'reason'],
  year_ends: ['fiscal_year'],
  memberships: ['name', 'role'],
  posting_preferences: ['counterparty_tax_id', 'account_code'],
  offices: ['name'],
  invitations: ['name', 'email', 'role'],
  office_settings: ['phone', 'email', 'address'],
  client_statuses: ['kind', 'value', 'valid_from', 'valid_to'],
  client_contacts: ['name', 'role', 'phone', 'email'],
  client_bank_accounts: ['iban', 'bank_name', 'account_code'],
  saved_views: ['name', 'page'],
};

/** Records that join others: they have no names of their own, but those whom they join. */
const JOINING: ReadonlySet<string> = new Set([
  'membership_clients',
  'client_assignments',
  'invitation_clients',
]);

/** Kuruş as an amount of the wire: 5472793 → "54727.93". */
export function wireAmount(kurus: unknown): string | null {
  const match = /^(-?)(\d+)$/.exec(String(kurus));
  if (match === null) return null;
  const digits = (match[2] ?? '').padStart(3, '0');
  return `${match[1]}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function messageIn(value: object, format: Format): string {
  const { message, messageEn } = value as { message?: unknown; messageEn?: unknown };
  if (typeof message === 'string')
    return format.pick(message, typeof messageEn === 'string' ? messageEn : message);
  return JSON.stringify(value);
}

function plainValue(field: string, value: unknown, format: Format): string {
  const text = String(value);
  if (field.endsWith('_kurus')) {
    const amount = wireAmount(value);
    return amount === null ? text : format.amount(amount);
  }
  if (field === 'payable' || field === 'fx_amount') return format.amount(text);
  if (field === 'fx_rate') return format.quantity(text);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return format.moment(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return format.date(text);
  return text;
}

export function useAuditWords(): AuditWords {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const word = (key: string, otherwise: string) =>
      i18n.exists(key) ? String(t(key as 'audit.title')) : otherwise;
    const field = (name: string) => word(`audit.fields.${name}`, name);
    const value = (name: string, raw: unknown): string => {
      if (raw === null || raw === undefined || raw === '') return '';
      if (typeof raw === 'boolean') return raw ? t('audit.yes') : t('audit.no');
      if (Array.isArray(raw)) return raw.map((each) => value(name, each)).join(', ');
      if (typeof raw === 'object') return messageIn(raw, format);
      return word(`audit.values.${name}.${String(raw)}`, plainValue(name, raw, format));
    };
    const named = ({ entity, head }: Act) => {
      const state: State = head.after ?? head.before;
      const names = NAMES[entity] ?? Object.keys(state ?? {}).filter((name) => !isTechnical(name));
      const texts = JOINING.has(entity)
        ? [head.personName ?? '', head.clientTitle ?? '']
        : names.map((name) => value(name, state?.[name]));
      return texts.filter((text) => text !== '').join(' · ');
    };
    const changed = (change: Change) =>
      `${field(change.field)}: ${value(change.field, change.before) || '–'} → ${value(change.field, change.after) || '–'}`;
    const summary = (act: Act) => {
      const { head, entity } = act;
      const lines = linesOf(act).length;
      const parts: string[] = [];
      if (head.entity === entity) {
        const action = actionOf(act);
        if (action === 'update') parts.push(...changesOf(head.before, head.after).map(changed));
        else parts.push(named(act));
      }
      if (lines > 0) parts.push(t('audit.lines', { n: format.count(lines) }));
      return parts.filter((part) => part !== '').join(', ');
    };
    return {
      action: (act) => word(`audit.actions.${actionOf(act)}`, act.head.action),
      entity: (name) => word(`audit.entities.${name}`, name),
      field,
      value,
      summary,
    };
  }, [t, i18n, format]);
}
