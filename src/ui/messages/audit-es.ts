import type { AuditFault, AuditVerdict } from '../../contract/audit.js';
import type { Words } from '../language/language.js';
import type { AUDIT_EN } from './audit-en.js';

export const AUDIT_ES: Words<typeof AUDIT_EN> = {
  tab: 'Auditoría',
  title: 'Registro de auditoría',
  site: 'Código del plantel',
  action: 'Acción',
  actionHint: 'Por ejemplo revision.saved',
  show: 'Mostrar',
  columns: {
    at: 'Cuándo',
    person: 'Quién',
    action: 'Acción',
    site: 'Plantel',
    subject: 'De qué',
    sequence: 'Sellado como',
  },
  notSealed: 'todavía no',
  nobody: 'desconocido',
  empty: 'Nada coincide',
  emptyText: 'Ninguna entrada del registro coincide con lo que pidió.',
  more: 'Mostrar entradas anteriores',
  verify: 'Comprobar todo el registro',
  verifying: 'Comprobando…',
  intact: ({ sealed, waiting }: Pick<AuditVerdict, 'sealed' | 'waiting'>) =>
    `El registro está intacto: ${String(sealed)} entradas selladas, ${String(waiting)} por sellar.`,
  damaged: (count: number) =>
    `El registro fue alterado: ${String(count)} ${count === 1 ? 'falla' : 'fallas'}. Deje la base de datos como está y compárela con una copia.`,
  fault: (kind: AuditFault['kind'], sequence: number | null) => {
    const place = sequence === null ? '' : `Entrada ${String(sequence)}: `;
    const what: Record<AuditFault['kind'], string> = {
      differs: 'ella o su sello fue cambiado o movido',
      eventMissing: 'falta el suceso',
      sealMissing: 'falta el sello',
      doubled: 'su lugar está ocupado dos veces',
      shortened: 'se cortó el final del registro',
      beyondHead: 'se añadió después del final',
      headDiffers: 'se cambió el final del registro',
      headMissing: 'falta el final del registro',
      unlisted: 'se escribió un suceso sin pasar por Sitebook',
      waitingEventMissing: 'se quitó un suceso antes de sellarlo',
      pinDiffers: 'no es lo que se guardó en otro lugar',
      pinMissing: 'lo que se guardó en otro lugar no está',
    };
    return `${place}${what[kind]}`;
  },
  head: (sequence: number, hash: string) =>
    `Final del registro: ${String(sequence)}, ${hash}. Guárdelo en otro lugar: mostrará después si algo anterior cambió.`,
  csv: 'Descargar (CSV)',
  json: 'Descargar (JSON)',
  mail: {
    tab: 'Correo',
    title: 'Correo',
    notSetUp:
      'No hay servidor de correo, así que los correos esperan aquí. Configure SITEBOOK_SMTP, SITEBOOK_MAIL_FROM y SITEBOOK_URL.',
    empty: 'No hay correos',
    emptyText: 'Aquí aparece lo que Sitebook envía por correo.',
    columns: {
      queued: 'Escrito',
      to: 'Para',
      kind: 'Sobre',
      status: 'Estado',
      tries: 'Intentos',
      answer: 'Servidor de correo',
      retry: 'De nuevo',
    },
    status: {
      waiting: 'espera',
      sending: 'se está enviando',
      sent: 'enviado',
      failed: 'falló',
      inDigest: 'en un correo diario',
    },
    daily: 'espera el correo diario',
    retry: 'Intentar de nuevo',
  },
};
