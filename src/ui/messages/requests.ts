import { inLanguage } from '../language/language.js';
import { REQUESTS_EN } from './requests-en.js';
import { REQUESTS_ES } from './requests-es.js';

/** In the language of the page. */
export const REQUESTS = inLanguage(REQUESTS_EN, REQUESTS_ES);
