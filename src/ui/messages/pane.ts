import { inLanguage } from '../language/words.js';
import { PANE_EN } from './pane-en.js';

/** In the language of the page. */
export const PANE = inLanguage(PANE_EN, (spanish) => spanish.pane);
