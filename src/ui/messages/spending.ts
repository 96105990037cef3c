import { inLanguage } from '../language/language.js';
import { SPENDING_EN } from './spending-en.js';
import { SPENDING_ES } from './spending-es.js';

/** In the language of the page. */
export const SPENDING = inLanguage(SPENDING_EN, SPENDING_ES);
