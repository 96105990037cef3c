import { inLanguage } from '../language/language.js';
import { HEALTH_EN } from './health-en.js';
import { HEALTH_ES } from './health-es.js';

/** In the language of the page. */
export const HEALTH = inLanguage(HEALTH_EN, HEALTH_ES);
