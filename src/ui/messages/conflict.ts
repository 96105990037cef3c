import { inLanguage } from '../language/language.js';
import { CONFLICT_EN } from './conflict-en.js';
import { CONFLICT_ES } from './conflict-es.js';

/** In the language of the page. */
export const CONFLICT = inLanguage(CONFLICT_EN, CONFLICT_ES);
