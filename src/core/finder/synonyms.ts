import { z } from 'zod';

/**
 * What people say and what a chart of accounts calls it. `titles` are tiers, nearest first: "laptops" are computer
 * hardware, failing that non-consumable items, failing that supplies. A code is meant when its title (abbreviations
 * written out) holds every word of one of the phrases; after `=` it may hold nothing else (`=security`, not Social Security).
 */
export const SynonymEntry = z.object({
  words: z.array(z.string().min(1)).min(1),
  titles: z
    .array(z.array(z.string().min(1)).min(1))
    .min(1)
    .max(4),
});
export type SynonymEntry = z.infer<typeof SynonymEntry>;

/** A school level: what it is called, the grades taught there and what a title calls it. -1 is preschool, 0 kindergarten. */
export const SchoolLevel = z.object({
  words: z.array(z.string().min(1)).min(1),
  grades: z.array(z.int().min(-1).max(12)),
  /** Grades that some districts teach at this level and others at the next. */
  borderGrades: z.array(z.int().min(-1).max(12)),
  titles: z.array(z.string().min(1)).min(1),
  /** What a title must not hold: a junior high school is no high school. */
  except: z.array(z.string().min(1)),
});
export type SchoolLevel = z.infer<typeof SchoolLevel>;

/** How grades are said: `grade 8`, `8th grade`, `eighth grade`, `kindergarten`. */
export const GradeWords = z.object({
  grade: z.array(z.string().min(1)),
  ordinalEndings: z.array(z.string().min(1)),
  /** Ordinals in words, understood before or after a word for grade only. */
  ordinals: z.record(z.string(), z.int().min(-1).max(12)),
  /** Words that name a grade by themselves. */
  names: z.record(z.string(), z.int().min(-1).max(12)),
});
export type GradeWords = z.infer<typeof GradeWords>;

/**
 * The vocabulary of one language, or a district's additions to it: data only, so that finance can keep its own.
 * Sets are laid over each other with `mergeSynonyms`.
 */
export const SynonymSet = z.object({
  /** Words that say nothing about an account: "for", "the". */
  stopWords: z.array(z.string()),
  /** Short forms in titles and what they stand for; several where a short form is ambiguous. */
  abbreviations: z.record(z.string(), z.array(z.string().min(1))),
  gradeWords: GradeWords,
  levels: z.array(SchoolLevel),
  entries: z.array(SynonymEntry),
  /** A district's own names of its codes, where the title does not tell. */
  codes: z.array(
    z.object({ segment: z.string(), code: z.string(), words: z.array(z.string().min(1)).min(1) }),
  ),
});
export type SynonymSet = z.infer<typeof SynonymSet>;

/** One set that holds what all of them hold, e.g. English, Spanish and a district's own words. */
export function mergeSynonyms(...sets: readonly SynonymSet[]): SynonymSet {
  const merged: SynonymSet = {
    stopWords: [],
    abbreviations: {},
    gradeWords: { grade: [], ordinalEndings: [], ordinals: {}, names: {} },
    levels: [],
    entries: [],
    codes: [],
  };
  for (const set of sets) {
    merged.stopWords.push(...set.stopWords);
    for (const [short, long] of Object.entries(set.abbreviations)) {
      const known = Object.hasOwn(merged.abbreviations, short) ? merged.abbreviations[short] : undefined;
      merged.abbreviations[short] = [...(known ?? []), ...long];
    }
    merged.gradeWords.grade.push(...set.gradeWords.grade);
    merged.gradeWords.ordinalEndings.push(...set.gradeWords.ordinalEndings);
    Object.assign(merged.gradeWords.ordinals, set.gradeWords.ordinals);
    Object.assign(merged.gradeWords.names, set.gradeWords.names);
    merged.levels.push(...set.levels);
    merged.entries.push(...set.entries);
    merged.codes.push(...set.codes);
  }
  return merged;
}

/** A set with nothing in it but what is given: the usual start of a district's own. */
export function ownSynonyms(own: Partial<SynonymSet>): SynonymSet {
  return { ...mergeSynonyms(), ...own };
}
