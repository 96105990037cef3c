import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from '../start-failure.js';
import type { SiteFile } from './read-site-file.js';

/**
 * The files that a command line names, folders with all workbooks below them, in the order of their names. Lock files that
 * Excel leaves beside open workbooks (`~$…`) and hidden ones are passed over in folders. Throws where one is not there.
 */
export function findSiteFiles(named: readonly string[]): SiteFile[] {
  const files = named.flatMap((name): SiteFile[] => {
    const found = path.resolve(name);
    let isFolder: boolean;
    try {
      isFolder = statSync(found).isDirectory();
    } catch {
      throw new StartFailure(`There is no file ${name}.`, 'Check how its name and folder are written.');
    }
    if (!isFolder) return [{ name: path.basename(found), path: found }];
    return readdirSync(found, { recursive: true, encoding: 'utf8' })
      .filter((entry) => /\.xls[xmb]?$/i.test(entry) && !/(?:^|[\\/])(?:~\$|\.)/.test(entry))
      .sort()
      .map((entry) => ({ name: entry, path: path.join(found, entry) }));
  });
  if (files.length > 0) return files;
  throw new StartFailure(
    'There is no workbook in what was named.',
    'Name .xlsx files, or folders with them.',
  );
}
