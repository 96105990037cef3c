import { inLanguage } from '../language/words.js';
import { ADD_LINE_EN } from './add-line-en.js';

/** In the language of the page. */
export const ADD_LINE = inLanguage(ADD_LINE_EN, (spanish) => spanish.addLine);
