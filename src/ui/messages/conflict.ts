import { inLanguage } from '../language/words.js';
import { CONFLICT_EN } from './conflict-en.js';

/** In the language of the page. */
export const CONFLICT = inLanguage(CONFLICT_EN, (spanish) => spanish.conflict);
