import { inLanguage } from '../language/language.js';
import { SUBMIT_EN } from './submit-en.js';
import { SUBMIT_ES } from './submit-es.js';

/** In the language of the page. */
export const SUBMIT = inLanguage(SUBMIT_EN, SUBMIT_ES);
