import { inLanguage } from '../language/language.js';
import { ROW_EN } from './row-en.js';
import { ROW_ES } from './row-es.js';

/** In the language of the page. */
export const ROW = inLanguage(ROW_EN, ROW_ES);
