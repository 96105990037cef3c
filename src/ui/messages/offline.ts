import { inLanguage } from '../language/language.js';
import { OFFLINE_EN } from './offline-en.js';
import { OFFLINE_ES } from './offline-es.js';

/** In the language of the page. */
export const OFFLINE = inLanguage(OFFLINE_EN, OFFLINE_ES);
