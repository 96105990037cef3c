import type { KnownMigration } from '../../server/stores/known-migrations.js';

export type Breaking = { migration: string; statement: string; why: string };

/** What the version before cannot live with, when it serves on while this one has changed the tables already. */
const RULES: [why: string, pattern: RegExp][] = [
  ['removes', /\bDROP\s+(TABLE|COLUMN|SCHEMA|TYPE|VIEW)\b/i],
  ['renames', /\bRENAME\b/i],
  ['changes a type', /\bALTER\s+(COLUMN\s+)?"?\w+"?\s+(SET\s+DATA\s+)?TYPE\b/i],
  ['asks for a value', /\bSET\s+NOT\s+NULL\b/i],
  ['takes a default away', /\bDROP\s+DEFAULT\b/i],
  ['asks for a value', /\bADD\s+(COLUMN\s+)?"?\w+"?(?!.*\bDEFAULT\b).*\bNOT\s+NULL\b/is],
  ['narrows', /\bADD\s+CONSTRAINT\b/i],
  ['narrows', /\bCREATE\s+UNIQUE\s+INDEX\b/i],
  ['rewrites rows', /^\s*(DELETE|TRUNCATE)\b/i],
];

/** Every statement that breaks an older version at work; what is done to a table that the same migration makes is none. */
export function breakingStatements({
  tag,
  statements,
}: Pick<KnownMigration, 'tag' | 'statements'>): Breaking[] {
  // A file without drizzle's marks may have several statements in one.
  const single = statements
    .flatMap((text) => text.split(/;\s*(?:\n|$)/))
    .map((text) => text.replace(/--.*$/gm, '').trim())
    .filter((text) => text !== '');
  const own = single.flatMap(
    (text) => /^CREATE\s+TABLE\s+(?:IF NOT EXISTS\s+)?"(\w+)"/i.exec(text)?.[1] ?? [],
  );
  return single.flatMap((statement) => {
    const table = /\b(?:TABLE|ON)\s+(?:ONLY\s+)?(?:"public"\.)?"(\w+)"/i.exec(statement)?.[1];
    if (/^CREATE\s+TABLE/i.test(statement) || (table !== undefined && own.includes(table))) return [];
    const rule = RULES.find(([, pattern]) => pattern.test(statement));
    return rule ? [{ migration: tag, statement, why: rule[0] }] : [];
  });
}
