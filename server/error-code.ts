/**
 * The code of an operating-system error, such as `ENOENT`. Asks for the property instead of the class: errors of Node
 * itself are of another realm's `Error` where tests run.
 */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** The sentence of an error, for another sentence to end with. */
export function errorMessage(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return message.replace(/\.$/, '');
}
