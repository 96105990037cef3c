import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project-root.js';

/** The add-in's id from manifest.xml, so that workbooks and manifest cannot disagree. */
export function readAddInId(): string {
  const manifest = readFileSync(path.join(projectRoot(), 'manifest.xml'), 'utf8');
  const match = /<Id>([0-9a-f-]{36})<\/Id>/i.exec(manifest);
  if (!match?.[1]) throw new Error('manifest.xml has no Id');
  return match[1];
}
