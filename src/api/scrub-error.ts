import type { ClientError, ScriptPlace } from '../contract/client-errors.js';

/** Classes of errors that browsers, Office and this program throw; a name can be anything otherwise. */
const NAMES = new Set(
  `Error TypeError RangeError SyntaxError ReferenceError URIError EvalError AggregateError DOMException AbortError
  NotFoundError NotAllowedError InvalidStateError QuotaExceededError SecurityError NetworkError TimeoutError DataError
  DataCloneError ApiError ExcelError ZodError ChunkLoadError RichApiError`.split(/\s+/),
);

/**
 * The words of which browsers and libraries make their messages, less those that titles of lines and posts are made of
 * as well. Nothing that is not here leaves the computer.
 */
const WORDS = new Set(
  `a access after all already an and any argument arguments array as at await be been before browser buffer
  by call callback called calls can cannot chunk clone closed cloned constant constructor context convert
  converting could current data database defined denied did does done element empty error event exceeded
  expected failed fetch file found from frame function get getter given global handler has hook hooks if
  import in index infinite initialization initialized input instance instanceof internal into invalid is it
  iterable iterator json length less lexical limit load loading loop map max maximum method missing module
  more must name network new no node not null number object observer of on only operator or out parameter
  parse promise properties property prototype quota range react read recursion redefine rejected render
  rendered request required resize response right same script set setter setting size stack state storage
  string structure such supported symbol syntax target than the this threw timeout to token too tried type
  undefined undelivered unexpected unhandled unknown unterminated update use used valid value variable was
  were when while window with without write`.split(/\s+/),
);

const LEFT_OUT = '…';
const MOST_FRAMES = 8;
const LONGEST = 200;

/**
 * What of an error may leave this computer: its class where it is a known one, the known words of its message, and
 * places in Sitebook's own scripts. Budget text, names, figures and addresses are none of these, whatever the error
 * carries them in. `origin` is where the scripts come from.
 */
export function scrubError(error: unknown, origin: string): Pick<ClientError, 'name' | 'message' | 'frames'> {
  const { name, message, stack } = partsOf(error);
  return {
    name: NAMES.has(name) ? name : 'Error',
    message: scrubMessage(message),
    frames: framesOf(stack, message, origin),
  };
}

/** Known words stay; each run of anything else becomes one "…". */
export function scrubMessage(message: string): string {
  const kept: string[] = [];
  // A word inside a quotation, a figure or a longer name is part of what was typed.
  for (const part of message.replace(QUOTED, ' " ').split(/\s+/)) {
    const word = /^\(?([A-Za-z]+)[):;,.!?]*$/.exec(part)?.[1]?.toLowerCase() ?? '';
    if (WORDS.has(word)) kept.push(word);
    else if (part !== '' && kept.at(-1) !== LEFT_OUT) kept.push(LEFT_OUT);
  }
  return kept.join(' ').slice(0, LONGEST);
}

const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|‘[^’]*’/g;

function framesOf(stack: string, message: string, origin: string): ScriptPlace[] {
  // The stack begins with the message, which may look like anything, also like a stack.
  const at = message === '' ? -1 : stack.lastIndexOf(message);
  const lines = (at < 0 ? stack : stack.slice(at + message.length)).split('\n');
  return lines.flatMap((line) => frameOf(line, origin)).slice(0, MOST_FRAMES);
}

/** "at render (https://host/assets/pane.1a2b.js:1:234)", or "render@https://host/assets/pane.1a2b.js:1:234". */
function frameOf(line: string, origin: string): ScriptPlace[] {
  const [, address = '', row = '', column = ''] =
    /(?:^|[\s(@])(https?:\/\/[^\s()@]+):(\d{1,7}):(\d{1,8})\)?$/.exec(line.trim()) ?? [];
  const start = `${origin}/assets/`;
  if (!address.startsWith(start)) return [];
  const file = address.slice(start.length);
  if (!/^[\w-]+(\.[\w-]+)*\.js$/.test(file) || file.length > 80) return [];
  return [{ file, line: Number(row), column: Number(column) }];
}

function partsOf(error: unknown): { name: string; message: string; stack: string } {
  if (typeof error !== 'object' || error === null) return { name: '', message: text(error), stack: '' };
  const { name, message, stack } = error as Record<string, unknown>;
  return { name: text(name), message: text(message), stack: text(stack) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
