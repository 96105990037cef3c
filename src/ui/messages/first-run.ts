import { inLanguage } from '../language/words.js';
import { FIRST_RUN_EN } from './first-run-en.js';

/** In the language of the page. */
export const FIRST_RUN = inLanguage(FIRST_RUN_EN, (spanish) => spanish.firstRun);
