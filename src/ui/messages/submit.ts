import { inLanguage } from '../language/words.js';
import { SUBMIT_EN } from './submit-en.js';

/** In the language of the page. */
export const SUBMIT = inLanguage(SUBMIT_EN, (spanish) => spanish.submit);
