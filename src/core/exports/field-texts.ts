import { formatCentsPlain, type Cents } from '../money.js';
import type { FieldValue } from './export-layout.js';

type ValueOf<Kind extends FieldValue['kind']> = Extract<FieldValue, { kind: Kind }>;

export function inUnit(cents: Cents, unit: 'dollars' | 'cents'): string {
  return unit === 'cents' ? String(cents) : formatCentsPlain(cents);
}

export function yearIn(id: string, form: ValueOf<'year'>['form']): string {
  const start = Number(id.slice(0, 4));
  const end = String(start + 1);
  return { span: id, start: String(start), end, endDigit: end.slice(-1) }[form];
}

export function dayIn(iso: string, form: ValueOf<'day'>['form']): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { iso, us: `${month}/${day}/${year}`, compact: `${year}${month}${day}` }[form];
}
