import { inLanguage } from '../language/language.js';
import { REVISIONS_EN } from './revisions-en.js';
import { REVISIONS_ES } from './revisions-es.js';

/** In the language of the page. */
export const REVISIONS = inLanguage(REVISIONS_EN, REVISIONS_ES);
