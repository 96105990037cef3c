import type { z } from 'zod';
import { RequestRoutes } from '../../src/core/approval/request-route.js';
import { ApprovalRoute } from '../../src/core/approval/route.js';
import type { CsvFiles, ImportProblems } from './csv-table.js';

const SUBMISSIONS = 'approval.json';
const REQUESTS = 'request-routes.json';

/** What routes refer to, in the district's other files. */
export type RouteReferences = {
  fundingSources: readonly { code: string }[];
  /** Ids of the forms of evidence in `submission.json`. */
  evidence: readonly { id: string }[];
};

/**
 * The way of a district's submissions through approval; undefined where it has no `approval.json`. What is not right in
 * the file, and funding sources or evidence that do not exist, become problems with the field.
 */
export function readApprovalRoute(
  files: CsvFiles,
  references: RouteReferences,
  problems: ImportProblems,
): ApprovalRoute | undefined {
  const route = readJson(files, SUBMISSIONS, ApprovalRoute, problems);
  if (route) checkReferences(SUBMISSIONS, '', route, references, problems);
  return route;
}

/** The ways of what sites ask, by kind; undefined where the district has no `request-routes.json`. */
export function readRequestRoutes(
  files: CsvFiles,
  fundingSources: RouteReferences['fundingSources'],
  problems: ImportProblems,
): RequestRoutes | undefined {
  const routes = readJson(files, REQUESTS, RequestRoutes, problems);
  for (const [kind, route] of Object.entries(routes ?? {}))
    if (route) checkReferences(REQUESTS, `${kind}.`, route, { fundingSources, evidence: [] }, problems);
  return routes;
}

function readJson<T>(
  files: CsvFiles,
  file: string,
  schema: z.ZodType<T>,
  problems: ImportProblems,
): T | undefined {
  const text = files.get(file);
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    problems.add('import.notJson', file, { detail: (error as Error).message });
    return undefined;
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    problems.add('import.badSetting', file, { key: path.join('.'), detail: message });
  return undefined;
}

function checkReferences(
  file: string,
  prefix: string,
  { stages }: ApprovalRoute,
  { fundingSources, evidence }: RouteReferences,
  problems: ImportProblems,
): void {
  const sources = new Set(fundingSources.map(({ code }) => code));
  const forms = new Set(evidence.map(({ id }) => id));
  const bad = (key: string, detail: string) => problems.add('import.badSetting', file, { key, detail });
  for (const [stage, { steps }] of stages.entries())
    for (const [at, step] of steps.entries()) {
      const place = `${prefix}stages.${String(stage)}.steps.${String(at)}`;
      for (const code of step.conditions?.sources ?? [])
        if (!sources.has(code)) bad(`${place}.conditions.sources`, `there is no funding source ${code}`);
      for (const id of step.evidence ?? [])
        if (!forms.has(id)) bad(`${place}.evidence`, `there is no evidence ${id} in submission.json`);
    }
}
