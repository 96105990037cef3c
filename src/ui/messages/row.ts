import { inLanguage } from '../language/words.js';
import { ROW_EN } from './row-en.js';

/** In the language of the page. */
export const ROW = inLanguage(ROW_EN, (spanish) => spanish.row);
