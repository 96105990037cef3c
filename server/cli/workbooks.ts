import { zipSync, type Zippable } from 'fflate';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stableIds } from '../imports/stable-ids.js';
import { contentsOf, districtParts } from '../site-files/district-files.js';
import { writeWorkbookOf } from '../site-files/write-workbook-of.js';
import { StartFailure } from '../start-failure.js';
import { workbookName } from '../../src/core/workbook/workbook-name.js';
import { EXIT, type Cli, type CliCommand, type Outcome } from './cli.js';
import { addDistrictOptions, ownersOf, withDistrict } from './district-option.js';

/** The earliest time a zip can hold: the same input gives the same bytes. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** `sitebook workbooks --out FOLDER`: a workbook for every site, as its season opens, or as it stands in the database. */
export const addWorkbooks: CliCommand = (program, run) => {
  const command = program
    .command('workbooks')
    .description('write a workbook for every site, as its season opens or as it stands in the database')
    .requiredOption(
      '--out <place>',
      'a folder, made where it is not there; or one file, where it ends with .zip',
    )
    .option('--sites <codes>', 'only these sites, with commas between')
    .option('--replace', 'write over workbooks that are there already');
  addDistrictOptions(command)
    .addHelpText(
      'after',
      `
The same files give the same workbooks, with the same line ids: what comes back is known by them, here and by the server that
the folder is imported into.`,
    )
    .action(run((cli, options) => writeWorkbooks(cli, options)));
};

async function writeWorkbooks(cli: Cli, options: Record<string, unknown>): Promise<Outcome> {
  return withDistrict(cli, options, async ({ folder, saved }) => {
    const owners = new Set(ownersOf(folder, options['owners']));
    const wanted = typeof options['sites'] === 'string' ? options['sites'].split(',') : null;
    const unknown = wanted?.find((code) => !folder.sites.some((site) => site.code === code));
    if (unknown !== undefined)
      throw new StartFailure(`There is no site ${unknown}.`, 'Check the codes of the sites.');
    const parts = districtParts(folder, contentsOf(saved)).filter(
      ({ site }) => wanted?.includes(site.code) !== false,
    );
    const out = path.resolve(String(options['out']));
    // All in one file to send, or a folder of them.
    const isZip = out.toLowerCase().endsWith('.zip');
    const targets = parts.map((part) => ({ part, name: workbookName(part.site, folder.plan) }));
    const files = isZip ? [out] : targets.map(({ name }) => path.join(out, name));
    const there = files.find((file) => existsSync(file));
    if (there !== undefined && options['replace'] !== true)
      throw new StartFailure(
        `${there} is there already.`,
        'Somebody may have worked in it: name another place, or say --replace.',
      );
    mkdirSync(isZip ? path.dirname(out) : out, { recursive: true });
    const zipped: Zippable = {};
    const newId = stableIds();
    const bar = cli.progress?.(targets.length);
    for (const { part, name } of targets) {
      const bytes = await writeWorkbookOf(folder, part, owners, newId, saved?.latest.get(part.site.code));
      // Packed already.
      if (isZip) zipped[name] = [bytes, { level: 0, mtime: ZIP_EPOCH }];
      else writeFileSync(path.join(out, name), bytes);
      bar?.step();
    }
    bar?.stop();
    if (isZip) writeFileSync(out, zipSync(zipped));
    return {
      exit: EXIT.fine,
      lines: [`${String(targets.length)} workbooks in ${out}.`],
      json: { out, files: targets.map(({ part, name }) => ({ site: part.site.code, name })) },
    };
  });
}
