import { inLanguage } from '../language/words.js';
import { ACCOUNT_EN } from './account-en.js';

/** In the language of the page. */
export const ACCOUNT = inLanguage(ACCOUNT_EN, (spanish) => spanish.account);
