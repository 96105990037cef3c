import { inLanguage } from '../language/language.js';
import { PROBLEMS_EN } from './problems-en.js';
import { PROBLEMS_ES } from './problems-es.js';

/** What problems say, by code, in the language of the page. */
export const PROBLEMS = inLanguage(PROBLEMS_EN, PROBLEMS_ES);
