import { EXPORT_PROBLEMS_EN } from './export-problems-en.js';

/** Only finance hands a budget over, in English. */
export const EXPORT_PROBLEMS = EXPORT_PROBLEMS_EN;
