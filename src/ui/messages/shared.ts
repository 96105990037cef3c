import { inLanguage } from '../language/language.js';
import { SHARED_EN } from './shared-en.js';
import { SHARED_ES } from './shared-es.js';

/** In the language of the page. */
export const SHARED = inLanguage(SHARED_EN, SHARED_ES);
