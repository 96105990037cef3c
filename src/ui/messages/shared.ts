import { inLanguage } from '../language/words.js';
import { SHARED_EN } from './shared-en.js';

/** In the language of the page. */
export const SHARED = inLanguage(SHARED_EN, (spanish) => spanish.shared);
