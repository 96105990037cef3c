import { inLanguage } from '../language/words.js';
import { HEALTH_EN } from './health-en.js';

/** In the language of the page. */
export const HEALTH = inLanguage(HEALTH_EN, (spanish) => spanish.health);
