import { inLanguage } from '../language/words.js';
import { REQUESTS_EN } from './requests-en.js';

/** In the language of the page. */
export const REQUESTS = inLanguage(REQUESTS_EN, (spanish) => spanish.requests);
