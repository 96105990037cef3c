import { inLanguage } from '../language/language.js';
import { FIRST_RUN_EN } from './first-run-en.js';
import { FIRST_RUN_ES } from './first-run-es.js';

/** In the language of the page. */
export const FIRST_RUN = inLanguage(FIRST_RUN_EN, FIRST_RUN_ES);
