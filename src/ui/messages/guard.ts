import { inLanguage } from '../language/words.js';
import { GUARD_EN } from './guard-en.js';

/** In the language of the page. */
export const GUARD = inLanguage(GUARD_EN, (spanish) => spanish.guard);
