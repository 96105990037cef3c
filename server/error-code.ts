/**
 * The code of an operating-system error, such as `ENOENT`. Asks for the property instead of the class: errors of Node
 * itself are of another realm's `Error` where tests run.
 */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** Errors that are the cause of one another in a ring are cut off here. */
const DEEPEST = 5;

/** An error and what caused it, the innermost last. */
export function causes(error: unknown): unknown[] {
  const chain = [error];
  for (let at = error; chain.length < DEEPEST;) {
    if (typeof at !== 'object' || at === null || !('cause' in at) || at.cause === undefined) break;
    at = at.cause;
    chain.push(at);
  }
  return chain;
}

/**
 * What a database says of connections, rights, rooms and locks names no value of a row. What it says of data (classes
 * 22 and 23) and of statements does.
 */
const SAYS_NO_VALUE = /^(08|25|28|3D|40|53|55|57|58)|^(42501|42P01|42703)$/;
/** These repeat a piece of what could not be read, or the fields and values that were not as expected. */
const REPEATS_INPUT = /^(SyntaxError|ZodError|\$ZodError)$/;

/** Whether the database itself refused a statement. */
export function isDatabaseError(error: unknown): error is Record<string, unknown> & { code: string } {
  return errorCode(error)?.length === 5 && typeof error === 'object' && error !== null && 'severity' in error;
}

/**
 * The sentence of an error, for another sentence to end with: of whatever caused it, since drizzle's own message holds
 * the values of the statement, and without values that somebody typed.
 */
export function errorMessage(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error).replace(/\.$/, '');
  if ('query' in error && 'params' in error) {
    const root = causes(error).at(-1);
    return root === error ? 'a statement failed' : errorMessage(root);
  }
  if (isDatabaseError(error) && !SAYS_NO_VALUE.test(error.code)) return refusal(error);
  const { name, message } = error as { name?: unknown; message?: unknown };
  if (typeof name === 'string' && REPEATS_INPUT.test(name)) return unread(String(message));
  return (typeof message === 'string' ? message : 'no reason given').replace(/\.$/, '');
}

/** Where a text stops being JSON, as far as the engine says. */
function unread(message: string): string {
  const place = / at position \d+(?: \(line \d+ column \d+\))?$/.exec(message)?.[0] ?? '';
  return message.includes('JSON') ? `this is not JSON${place}` : 'something could not be read';
}

function refusal({ code, table, column, constraint }: Record<string, unknown> & { code: string }): string {
  const named = Object.entries({ table, column, constraint }).flatMap(([what, name]) =>
    typeof name === 'string' ? [`${what} ${name}`] : [],
  );
  return `the database refused a statement (${[code, ...named].join(', ')})`;
}
