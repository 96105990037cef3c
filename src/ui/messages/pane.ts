import { inLanguage } from '../language/language.js';
import { PANE_EN } from './pane-en.js';
import { PANE_ES } from './pane-es.js';

/** In the language of the page. */
export const PANE = inLanguage(PANE_EN, PANE_ES);
