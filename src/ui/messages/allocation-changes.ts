import { inLanguage } from '../language/language.js';
import { ALLOCATION_CHANGES_EN } from './allocation-changes-en.js';
import { ALLOCATION_CHANGES_ES } from './allocation-changes-es.js';

/** In the language of the page. */
export const ALLOCATION_CHANGES = inLanguage(ALLOCATION_CHANGES_EN, ALLOCATION_CHANGES_ES);
