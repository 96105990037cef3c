import { inLanguage } from '../language/words.js';
import { FAILURES_EN } from './failures-en.js';

/** Words for calls that gave no reply, in the language of the page. */
export const FAILURES = inLanguage(FAILURES_EN, (spanish) => spanish.failures);
