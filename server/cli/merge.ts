import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { differs, type TieOut } from '../../src/core/merge/tie-out.js';
import { formatMoney } from '../../src/words/figures.js';
import { sha256 } from '../content-hash.js';
import { isRead } from '../site-files/district-files.js';
import type { FileReport } from '../site-files/read-site-file.js';
import { mergeSiteFiles } from '../site-files/merge-site-files.js';
import { StartFailure } from '../start-failure.js';
import { writeMasterWorkbook } from '../workbooks/write-master-workbook.js';
import { asJson, inWords, readNamed } from './check.js';
import { EXIT, type Cli, type CliCommand, type Outcome } from './cli.js';
import { addDistrictOptions, withDistrict } from './district-option.js';

/** `sitebook merge <files…> --out master.xlsx`: workbooks of sites into one master budget, without a server. */
export const addMerge: CliCommand = (program, run) => {
  const command = program
    .command('merge')
    .description('merge workbooks of sites into one master budget that ties out')
    .argument('<files...>', 'workbooks, or folders of them')
    .option('--out <file>', 'the master workbook to write')
    .option('--report <file>', 'everything that was found and how it ties out, as JSON')
    .option('--draft', 'merge also what rules say must be fixed; what could not be read never counts')
    .option('--partial', 'merge what is fine although other files are not');
  addDistrictOptions(command)
    .option('--take-suggestions', 'take text that can only mean one figure, such as (1,234.50), for it')
    .addHelpText(
      'after',
      `
Where a file cannot be read, or has something that must be fixed before it could be submitted, no master is written: --draft
takes it in spite of what rules find, --partial leaves it out. The report is written all the same. Exit code 1 where a file was not merged.`,
    )
    .action(run((cli, options, files) => merge(cli, options, files)));
};

async function merge(cli: Cli, options: Record<string, unknown>, named: string[]): Promise<Outcome> {
  return withDistrict(options['folder'], async (folder) => {
    const reports = await readNamed(cli, folder, named, options);
    const isBlocked = ({ findings }: FileReport) =>
      findings.some(
        ({ problem }) =>
          problem.severity === 'fatal' && !(options['draft'] === true && problem.ruleId !== undefined),
      );
    const fine = reports.filter(isRead).filter((report) => !isBlocked(report));
    // A second copy of the same is no file that was left out.
    const left = reports.filter(isBlocked);
    const at = cli.now().toISOString();
    const isMerged = fine.length > 0 && (left.length === 0 || options['partial'] === true);
    const merged = isMerged ? mergeSiteFiles(folder, fine, at) : null;
    const contentHash = merged && sha256(JSON.stringify(merged.master.accounts));
    const json = {
      isMerged,
      district: folder.shortName,
      yearId: folder.plan.year.id,
      readAt: at,
      files: reports.map(asJson),
      leftOut: left.map(({ file }) => file),
      ...(merged && {
        contentHash,
        totalCents: merged.master.totalCents,
        totalFte: merged.master.totalFte,
        accounts: merged.master.accounts.length,
        sources: merged.master.sources,
        tieOut: merged.tieOut,
      }),
    };
    if (typeof options['report'] === 'string') write(options['report'], `${JSON.stringify(json, null, 2)}\n`);
    if (merged && typeof options['out'] === 'string')
      write(
        options['out'],
        await writeMasterWorkbook({
          plan: folder.plan,
          version: 1,
          createdBy: `${String(fine.length)} files, not approved`,
          createdAt: at,
          contentHash: contentHash ?? '',
          ...merged,
          explanations: [],
          stages: [],
        }),
      );
    return {
      exit: isMerged && left.length === 0 ? EXIT.fine : EXIT.failed,
      lines: [
        ...reports.flatMap((report) => inWords(report, false)),
        ...(merged ? totalsInWords(merged.master, merged.tieOut) : ['Nothing was merged.']),
        ...(merged && left.length > 0 ? [`Left out: ${left.map(({ file }) => file).join(', ')}.`] : []),
      ],
      json,
    };
  });
}

function totalsInWords(
  { totalCents, accounts, sources }: { totalCents: number; accounts: unknown[]; sources: unknown[] },
  { mergedEqualsSubmitted, parts, missingSites }: TieOut,
): string[] {
  const differences = parts
    .filter(({ against }) => against !== 'revisions')
    .reduce((sum, { rows }) => sum + rows.filter(differs).length, 0);
  return [
    `${String(sources.length)} sites, ${String(accounts.length)} accounts, ${formatMoney(totalCents)}: merged ${mergedEqualsSubmitted ? 'equals' : 'DOES NOT EQUAL'} submitted, ${String(differences)} differences to explain.`,
    ...(missingSites.length > 0 ? [`Missing: ${missingSites.map(({ name }) => name).join(', ')}.`] : []),
  ];
}

function write(named: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path.resolve(named), content);
  } catch {
    throw new StartFailure(
      `${named} cannot be written.`,
      'Check that its folder is there and that you may write there.',
    );
  }
}
