import { ALWAYS_AT_ONCE, MAIL_KINDS, type MailKind, type MailParams } from './mail-kinds.js';
import { MAIL_TEXTS_EN } from './mail-texts-en.js';
import { MAIL_TEXTS_ES } from './mail-texts-es.js';

export type WrittenMail = { subject: string; text: string; html: string };
export type MailItem = { kind: MailKind; params: MailParams; link: string };

/** Mails that a daily one collects, as its only parameter beside their count. */
export const digestParams = (items: readonly MailItem[]): Record<string, string> => ({
  count: String(items.length),
  items: JSON.stringify(items),
});

/** A mail in the reader's language, as text and as simple HTML. `address` is where pages are, without a slash at its end. */
export function writeMail(
  { kind, params, link }: MailItem,
  to: { name: string; language: 'en' | 'es' },
  address: string,
): WrittenMail {
  const texts = to.language === 'es' ? MAIL_TEXTS_ES : MAIL_TEXTS_EN;
  const words = texts[kind];
  const inside = kind === 'digest' ? itemsOf(params) : [];
  const lines = [
    texts.greeting(to.name),
    words.happened(params),
    ...inside.map((item) => `• ${texts[item.kind].happened(item.params)} ${address}${item.link}`),
    words.whatToDo(params),
  ].map(oneLine);
  const href = `${address}${link}`;
  const footer = ALWAYS_AT_ONCE.includes(kind) && kind !== 'digest' ? '' : texts.footer;
  const text = [...lines, `${words.link}: ${href}`, ...(footer === '' ? [] : [footer])].join('\n\n') + '\n';
  const html =
    `<!doctype html><html lang="${to.language}"><body>` +
    lines.map((line) => `<p>${escape(line)}</p>`).join('') +
    `<p><a href="${escape(href)}">${escape(words.link)}</a></p>` +
    (footer === '' ? '' : `<p><small>${escape(footer)}</small></p>`) +
    '</body></html>';
  return { subject: oneLine(words.subject(params)), text, html };
}

export function isMailKind(kind: string): kind is MailKind {
  return (MAIL_KINDS as readonly string[]).includes(kind);
}

function itemsOf(params: MailParams): MailItem[] {
  return JSON.parse(params['items'] ?? '[]') as MailItem[];
}

/** Names come from people: none of them begins a line, and so a header, of its own. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
