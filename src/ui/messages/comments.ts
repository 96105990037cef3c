import { inLanguage } from '../language/words.js';
import { COMMENTS_EN } from './comments-en.js';

/** In the language of the page. */
export const COMMENTS = inLanguage(COMMENTS_EN, (spanish) => spanish.comments);
