/** Why Excel did not do what was asked. Stable codes; the pane has words for each. */
export type ExcelFault =
  /** No answer within the time a batch may take: Excel is busy or its connection hangs. Nothing is tried again. */
  | 'excel.busy'
  /** A cell is being edited; it works again once that is finished. */
  | 'excel.inCellEdit'
  /** The sheet is protected with a password that Sitebook does not have. */
  | 'excel.protectedByOthers'
  /** A sheet of the workbook is gone or renamed. */
  | 'excel.sheetMissing'
  /** More at once than Excel takes or gives in one request. */
  | 'excel.tooLarge'
  /** A cell holds something else than what the command was worked out from; nothing was written. */
  | 'excel.changedMeanwhile'
  | 'excel.refused';

export class ExcelError extends Error {
  override readonly name = 'ExcelError';
  constructor(
    readonly fault: ExcelFault,
    detail: string,
  ) {
    super(detail);
  }
}

/** A sync on the web has been seen never to return (OfficeDev/office-js #6678). */
const LONGEST_BATCH_MS = 20_000;

/**
 * Runs one batch against Excel. Waits while a person edits a cell where the host can. Rejects with `ExcelError`; a
 * batch that is not answered in time is given up, never repeated, since it may have been carried out.
 */
export async function runExcel<T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ExcelError('excel.busy', 'Excel did not answer')), LONGEST_BATCH_MS);
  });
  try {
    return await Promise.race([Excel.run({ delayForCellEdit: true }, batch), tooLong]);
  } catch (error) {
    throw toExcelError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** What a host is doing that does not answer: it answers others, a cell is being edited, or it is silent altogether. */
export type Pulse = 'answers' | 'editing' | 'silent';

/**
 * Asks Excel for a sign of life, without waiting for the end of a cell edit: a person who types into a cell for minutes
 * is no fault of Excel.
 */
export async function feelPulse(longestMs: number): Promise<Pulse> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<Pulse>((resolve) => {
    timer = setTimeout(() => resolve('silent'), longestMs);
  });
  const asked = Excel.run(async (context): Promise<Pulse> => {
    context.workbook.load('name');
    await context.sync();
    return 'answers';
  }).catch((error: unknown): Pulse =>
    toExcelError(error).fault === 'excel.inCellEdit' ? 'editing' : 'answers',
  );
  try {
    return await Promise.race([asked, silent]);
  } finally {
    clearTimeout(timer);
  }
}

export function toExcelError(error: unknown): ExcelError {
  if (error instanceof ExcelError) return error;
  if (error instanceof OfficeExtension.Error) return new ExcelError(faultOf(error.code), error.message);
  return new ExcelError('excel.refused', String(error));
}

function faultOf(code: string): ExcelFault {
  switch (code) {
    case 'ItemNotFound':
      return 'excel.sheetMissing';
    case 'InvalidOperationInCellEditMode':
      return 'excel.inCellEdit';
    case 'RequestPayloadSizeLimitExceeded':
    case 'ResponsePayloadSizeLimitExceeded':
      return 'excel.tooLarge';
    default:
      return 'excel.refused';
  }
}
