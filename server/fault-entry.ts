import type { Logger } from 'pino';
import path from 'node:path';
import { causes, errorMessage, isDatabaseError } from './error-code.js';
import { projectRoot } from './project-root.js';
import { databaseCode } from './stores/database-code.js';

/**
 * What a log keeps of a fault: enough to find it, and nothing that somebody typed. Statements, their values and what
 * the database says of a row stay out: justifications may name pupils.
 */
export type FaultEntry = {
  type: string;
  /** Of the database (five characters) or of the operating system. */
  code?: string;
  message: string;
  /** What the database names: of the schema, never of a row. */
  schema?: string;
  table?: string;
  column?: string;
  constraint?: string;
  dataType?: string;
  /** Places in the program's own code, the innermost first: `server/stores/revision-store.ts:80:5`, with the function. */
  stack: string[];
};

const NAMES = ['schema', 'table', 'column', 'constraint', 'dataType'] as const;
const FRAME =
  /^ {4}at (?:(?:async )?([\w$.<> [\]]+) \()?(?:file:\/\/)?(\/[^()]*|[A-Za-z]:[\\/][^()]*):(\d+):(\d+)\)?$/;

export function faultEntry(error: unknown): FaultEntry {
  const chain = causes(error);
  const root = chain.at(-1);
  const code = databaseCode(error);
  const entry: FaultEntry = {
    type: root instanceof Error || isNamed(root) ? root.name : typeof root,
    ...(code === undefined ? {} : { code }),
    message: errorMessage(error),
    stack: chain.map(ownFrames).find((frames) => frames.length > 0) ?? [],
  };
  const said = chain.find(isDatabaseError);
  for (const name of NAMES) {
    const value = said?.[name];
    if (typeof value === 'string') entry[name] = value;
  }
  return entry;
}

/** A logger that writes of whatever is given as `err` what a log may keep. */
export function faultLogger(logger: Logger): Logger {
  return logger.child({}, { serializers: { err: faultEntry } });
}

/** A fault as lines for whoever started the program. */
export function faultText(error: unknown): string {
  const { type, message, stack } = faultEntry(error);
  return [`${type}: ${message}`, ...stack.map((frame) => `    at ${frame}`)].join('\n');
}

function isNamed(error: unknown): error is { name: string } {
  return typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string';
}

/** Only below the message, which may have lines that look like places. */
function ownFrames(error: unknown): string[] {
  if (typeof error !== 'object' || error === null || !('stack' in error) || !('message' in error)) return [];
  const [stack, message] = [String(error.stack), String(error.message)];
  const at = stack.indexOf(message);
  if (at < 0) return [];
  const root = projectRoot();
  return stack
    .slice(at + message.length)
    .split('\n')
    .flatMap((line) => {
      const [, called, file = '', row = '', column = ''] = FRAME.exec(line) ?? [];
      const place = path.relative(root, file).split(path.sep).join('/');
      if (file === '' || place.startsWith('..') || place.startsWith('node_modules/')) return [];
      return [`${place}:${row}:${column}${called === undefined ? '' : ` ${called}`}`];
    });
}
