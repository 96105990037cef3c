import { inLanguage } from '../language/language.js';
import { CLAIMS_EN } from './claims-en.js';
import { CLAIMS_ES } from './claims-es.js';

/** In the language of the page. */
export const CLAIMS = inLanguage(CLAIMS_EN, CLAIMS_ES);
