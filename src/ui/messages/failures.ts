import { inLanguage } from '../language/language.js';
import { FAILURES_EN } from './failures-en.js';
import { FAILURES_ES } from './failures-es.js';

/** Words for calls that gave no reply, in the language of the page. */
export const FAILURES = inLanguage(FAILURES_EN, FAILURES_ES);
