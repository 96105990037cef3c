import { inLanguage } from '../language/words.js';
import { PEOPLE_EN } from './people-en.js';

/** In the language of the page. */
export const PEOPLE = inLanguage(PEOPLE_EN, (spanish) => spanish.people);
