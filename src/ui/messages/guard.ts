import { inLanguage } from '../language/language.js';
import { GUARD_EN } from './guard-en.js';
import { GUARD_ES } from './guard-es.js';

/** In the language of the page. */
export const GUARD = inLanguage(GUARD_EN, GUARD_ES);
