import { inLanguage } from '../language/words.js';
import { PROBLEMS_EN } from '../../words/problems-en.js';

/** What problems say, by code, in the language of the page. */
export const PROBLEMS = inLanguage(PROBLEMS_EN, (spanish) => spanish.problems);
