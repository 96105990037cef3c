import { inLanguage } from '../language/words.js';
import { REVISIONS_EN } from './revisions-en.js';

/** In the language of the page. */
export const REVISIONS = inLanguage(REVISIONS_EN, (spanish) => spanish.revisions);
