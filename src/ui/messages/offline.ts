import { inLanguage } from '../language/words.js';
import { OFFLINE_EN } from './offline-en.js';

/** In the language of the page. */
export const OFFLINE = inLanguage(OFFLINE_EN, (spanish) => spanish.offline);
