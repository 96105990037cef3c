import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { MASTERS } from './masters-en.js';
import { MASTERS_ES } from './masters-es.js';
import { PEOPLE } from './people-en.js';
import { PEOPLE_ES } from './people-es.js';
import type { RefusalText, RefusalWords } from './refusal-text.js';
import { REQUESTS } from './requests-en.js';
import { REQUESTS_ES } from './requests-es.js';
import { SHEETS } from './sheets-en.js';
import { SHEETS_ES } from './sheets-es.js';

/** Every refusal with its HTTP status, what happened and what to do. The one place where a code becomes a reply. */
export const REFUSAL_TEXTS: Record<ErrorCode, RefusalText> = {
  ...PEOPLE,
  ...SHEETS,
  ...REQUESTS,
  ...MASTERS,
};

/** The same words in Spanish. */
export const REFUSAL_TEXTS_ES: Record<ErrorCode, RefusalWords> = {
  ...PEOPLE_ES,
  ...SHEETS_ES,
  ...REQUESTS_ES,
  ...MASTERS_ES,
};
