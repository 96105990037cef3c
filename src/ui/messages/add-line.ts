import { inLanguage } from '../language/language.js';
import { ADD_LINE_EN } from './add-line-en.js';
import { ADD_LINE_ES } from './add-line-es.js';

/** In the language of the page. */
export const ADD_LINE = inLanguage(ADD_LINE_EN, ADD_LINE_ES);
