import { inLanguage } from '../language/words.js';
import { SPENDING_EN } from './spending-en.js';

/** In the language of the page. */
export const SPENDING = inLanguage(SPENDING_EN, (spanish) => spanish.spending);
