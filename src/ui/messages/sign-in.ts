import { inLanguage } from '../language/words.js';
import { SIGN_IN_EN } from './sign-in-en.js';

/** In the language of the page. */
export const SIGN_IN = inLanguage(SIGN_IN_EN, (spanish) => spanish.signIn);
