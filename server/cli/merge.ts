import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Site } from '../../src/core/budget/site.js';
import { unexplained } from '../../src/core/merge/difference-explanation.js';
import type { TieOut } from '../../src/core/merge/tie-out.js';
import { bySeverity, type Problem } from '../../src/core/problem.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { describeInEnglish } from '../../src/words/describe-in-english.js';
import { formatMoney } from '../../src/words/figures.js';
import { sha256 } from '../content-hash.js';
import { contentsOf, isRead } from '../site-files/district-files.js';
import type { FileReport, ReadFile } from '../site-files/read-site-file.js';
import { mergeSiteFiles } from '../site-files/merge-site-files.js';
import { checkWholeDistrict, hasWholeDistrictRules } from '../site-files/whole-district.js';
import { StartFailure } from '../start-failure.js';
import type { SavedContents } from '../use-cases/stored-district.js';
import { writeMasterWorkbook } from '../workbooks/write-master-workbook.js';
import { asJson, inWords, readNamed } from './check.js';
import { EXIT, type Cli, type CliCommand, type Outcome } from './cli.js';
import { addDistrictOptions, withDistrict, type GivenDistrict } from './district-option.js';

/** `sitebook merge <files…> --out master.xlsx`: workbooks of sites into one master budget, of import files or of the database. */
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
takes it in spite of what rules find, --partial leaves it out. Rules of the whole district look at all files together, with
the other sites as they stand; what must be fixed there keeps the master back as well. The report is written all the same.
Exit code 1 where a file was not merged.`,
    )
    .action(run((cli, options, files) => merge(cli, options, files)));
};

async function merge(cli: Cli, options: Record<string, unknown>, named: string[]): Promise<Outcome> {
  return withDistrict(cli, options, async (given) => {
    const { folder, saved } = given;
    const reports = await readNamed(cli, given, named, options, {
      keepsContent: hasWholeDistrictRules(folder),
    });
    const stops = ({ severity, ruleId }: Problem) =>
      severity === 'fatal' && !(options['draft'] === true && ruleId !== undefined);
    const isBlocked = ({ findings }: FileReport) => findings.some(({ problem }) => stops(problem));
    const fine = reports.filter(isRead).filter((report) => !isBlocked(report));
    // A second copy of the same is no file that was left out.
    const left = reports.filter(isBlocked);
    const at = cli.now().toISOString();
    const { whole, others } = wholeDistrict(given, fine);
    const isWhole = !whole.some(stops);
    const isMerged = fine.length > 0 && isWhole && (left.length === 0 || options['partial'] === true);
    const merged = isMerged ? mergeSiteFiles(folder, fine, at, revisionAfter(saved)) : null;
    const contentHash = merged && sha256(JSON.stringify(merged.master.accounts));
    const json = {
      isMerged,
      district: folder.shortName,
      yearId: folder.plan.year.id,
      readAt: at,
      files: reports.map(asJson),
      leftOut: left.map(({ file }) => file),
      wholeDistrict: { findings: whole, sitesWithoutFile: others.map(({ code }) => code) },
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
        ...wholeInWords(whole, others),
        ...(merged ? totalsInWords(merged.master, merged.tieOut) : ['Nothing was merged.']),
        ...(merged && left.length > 0 ? [`Left out: ${left.map(({ file }) => file).join(', ')}.`] : []),
      ],
      json,
    };
  });
}

/** What the whole-district rules find, sites without a file as they stand; `others` are those. */
function wholeDistrict(
  { folder, saved }: GivenDistrict,
  fine: readonly ReadFile[],
): { whole: Problem[]; others: Site[] } {
  const sent = new Map(fine.map(({ identity, content }) => [identity.siteCode, content]));
  const whole = checkWholeDistrict(folder, new Map([...contentsOf(saved), ...sent]));
  return { whole, others: folder.sites.filter(({ code }) => !sent.has(code)) };
}

/** A file becomes the revision after what was saved last, or after the one that it was made from. */
function revisionAfter(saved: SavedContents | undefined): (identity: WorkbookIdentity) => number {
  return ({ siteCode, baseRevision }) => (saved?.latest.get(siteCode)?.number ?? baseRevision) + 1;
}

function wholeInWords(whole: readonly Problem[], others: readonly Site[]): string[] {
  const shown = whole.filter(({ severity }) => severity !== 'info').sort(bySeverity);
  if (shown.length === 0) return [];
  const standing = others.map(({ name }) => name).join(', ');
  return [
    `All sites together${standing === '' ? '' : `, as they stand ${standing}`}:`,
    ...shown.map((problem) => {
      const { sentence, whatToDo } = describeInEnglish(problem);
      return `  ${problem.severity} ${sentence} ${whatToDo}`.trimEnd();
    }),
  ];
}

function totalsInWords(
  { totalCents, accounts, sources }: { totalCents: number; accounts: unknown[]; sources: unknown[] },
  tieOut: TieOut,
): string[] {
  const { mergedEqualsSubmitted, missingSites } = tieOut;
  const open = unexplained(tieOut, []).length;
  const toExplain = open === 1 ? '1 difference' : `${String(open)} differences`;
  return [
    `${String(sources.length)} sites, ${String(accounts.length)} accounts, ${formatMoney(totalCents)}: merged ${mergedEqualsSubmitted ? 'equals' : 'DOES NOT EQUAL'} submitted, ${toExplain} to explain.`,
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
