import { Refusal, type RefusalCode } from '../model/refusal.js';

const HTTP_STATUS: Record<string, number> = {
  AccessDenied: 403,
  ItemNotFound: 404,
  ApiNotFound: 404,
  ItemAlreadyExists: 409,
  GeneralException: 500,
};

/** An error office.js is to throw: `code` is one of Excel.ErrorCodes. */
export class RichError extends Error {
  override readonly name = 'RichError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.code] ?? 400;
  }
}

export const invalidArgument = (): RichError =>
  new RichError('InvalidArgument', 'The argument is invalid or missing or has an incorrect format.');

export const itemNotFound = (): RichError =>
  new RichError('ItemNotFound', "The requested resource doesn't exist.");

export const invalidReference = (): RichError =>
  new RichError('InvalidReference', 'This reference is not valid for the current operation.');

/** The stand-in was asked for something it does not have. Never guess: name it and fail. */
export const notImplemented = (typeName: string, member: string): RichError =>
  // behaviour: unknown-member
  new RichError('ApiNotFound', `The stand-in for Excel does not implement ${typeName}.${member}.`);

const DENIED = 'You cannot perform the requested operation.';

const FOR_REFUSAL: Record<RefusalCode, { code: string; message: string | null }> = {
  'locked-cell': { code: 'AccessDenied', message: DENIED },
  'protected-sheet': { code: 'AccessDenied', message: DENIED },
  'already-protected': { code: 'AccessDenied', message: DENIED },
  'not-protected': { code: 'AccessDenied', message: DENIED },
  'wrong-password': { code: 'AccessDenied', message: DENIED },
  'wrong-shape': { code: 'InvalidArgument', message: null },
  'off-sheet': { code: 'InvalidArgument', message: null },
  'too-long': { code: 'InvalidArgument', message: null },
  'name-taken': { code: 'ItemAlreadyExists', message: null },
  'bad-name': { code: 'InvalidArgument', message: null },
  'bad-formula': { code: 'InvalidArgument', message: null },
  'last-visible-sheet': { code: 'InvalidOperation', message: null },
  'splits-table': { code: 'InvalidOperation', message: null },
  'not-found': { code: 'ItemNotFound', message: null },
};

/** What an add-in sees of a refusal; anything else is a fault of the stand-in and keeps its own words. */
export function toRichError(error: unknown): RichError {
  if (error instanceof RichError) return error;
  if (error instanceof Refusal) {
    const { code, message } = FOR_REFUSAL[error.code];
    return new RichError(code, message ?? error.message);
  }
  return new RichError('GeneralException', error instanceof Error ? error.message : String(error));
}
