import { z } from 'zod';

/** The office code of the rows a site's own principal or manager edits. Every other code is a central office. */
export const SITE_OWNER = 'site';

export const SiteLevel = z.enum(['elementary', 'middle', 'high', 'department', 'districtwide']);
export type SiteLevel = z.infer<typeof SiteLevel>;

/** A school, department or program with a budget of its own. `code` is its cost centre where a district has one. */
export const Site = z.object({
  code: z.string().min(1).max(20),
  name: z.string().min(1),
  level: SiteLevel,
  /** Pupils the year is planned for; absent where the district gave no figure. */
  enrolment: z.int().min(0).optional(),
});
export type Site = z.infer<typeof Site>;
