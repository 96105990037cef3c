import { inLanguage } from '../language/language.js';
import { SIGN_IN_EN } from './sign-in-en.js';
import { SIGN_IN_ES } from './sign-in-es.js';

/** In the language of the page. */
export const SIGN_IN = inLanguage(SIGN_IN_EN, SIGN_IN_ES);
