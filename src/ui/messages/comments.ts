import { inLanguage } from '../language/language.js';
import { COMMENTS_EN } from './comments-en.js';
import { COMMENTS_ES } from './comments-es.js';

/** In the language of the page. */
export const COMMENTS = inLanguage(COMMENTS_EN, COMMENTS_ES);
