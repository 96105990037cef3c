import { inLanguage } from '../language/words.js';
import { CLAIMS_EN } from './claims-en.js';

/** In the language of the page. */
export const CLAIMS = inLanguage(CLAIMS_EN, (spanish) => spanish.claims);
