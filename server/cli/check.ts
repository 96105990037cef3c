import { bySeverity, isUnexplained, type Problem } from '../../src/core/problem.js';
import { describeInEnglish } from '../../src/words/describe-in-english.js';
import { formatMoney } from '../../src/words/figures.js';
import { checkDistrictFiles, isRead } from '../site-files/district-files.js';
import { findSiteFiles } from '../site-files/find-files.js';
import type { FileReport } from '../site-files/read-site-file.js';
import { EXIT, type Cli, type CliCommand, type Outcome } from './cli.js';
import { addDistrictOptions, ownersOf, withDistrict, type GivenDistrict } from './district-option.js';

/** `sitebook check <files…>`: what is wrong in workbooks that came back, cell by cell, against import files or the database. */
export const addCheck: CliCommand = (program, run) => {
  const command = program
    .command('check')
    .description('check workbooks that came back: every problem with its cell')
    .argument('<files...>', 'workbooks, or folders of them');
  addDistrictOptions(command)
    .option('--take-suggestions', 'take text that can only mean one figure, such as (1,234.50), for it')
    .option('--all', 'show advice as well, not only what is to fix and to look at')
    .addHelpText(
      'after',
      `
Without --folder files are held against the database: what a file started from is the revision that it names, and what was
saved since is brought together with it. Exit code 1 where a file cannot be read or something in it has to be fixed.`,
    )
    .action(run((cli, options, files) => check(cli, options, files)));
};

async function check(cli: Cli, options: Record<string, unknown>, named: string[]): Promise<Outcome> {
  return withDistrict(cli, options, async (given) => {
    const reports = await readNamed(cli, given, named, options);
    const isFine = reports.every((report) => isRead(report) && countOf(report, 'fatal') === 0);
    return {
      exit: isFine ? EXIT.fine : EXIT.failed,
      lines: reports.flatMap((report) => inWords(report, options['all'] === true)),
      json: { isFine, files: reports.map(asJson) },
    };
  });
}

/** Reads and checks the files that a command line names, with its options, and shows how far it is. */
export async function readNamed(
  cli: Cli,
  { folder, saved }: GivenDistrict,
  named: readonly string[],
  options: Record<string, unknown>,
  { keepsContent = false }: { keepsContent?: boolean } = {},
): Promise<FileReport[]> {
  const files = findSiteFiles(named);
  const bar = cli.progress?.(files.length);
  try {
    const fileOptions = {
      owners: ownersOf(folder, options['owners']),
      takesSuggestions: options['takeSuggestions'] === true,
      keepsContent,
    };
    return await checkDistrictFiles(folder, files, fileOptions, {
      ...(bar ? { onRead: bar.step } : {}),
      ...(saved ? { saved } : {}),
    });
  } finally {
    bar?.stop();
  }
}

export function countOf({ findings }: FileReport, severity: Problem['severity']): number {
  return findings.filter(({ problem }) =>
    severity === 'warning' ? isUnexplained(problem) : problem.severity === severity,
  ).length;
}

/** A line about the file, then one a finding, gravest first. */
export function inWords(report: FileReport, showsAdvice: boolean): string[] {
  const [toFix, toSee] = [countOf(report, 'fatal'), countOf(report, 'warning')];
  const counts = [
    ...(toFix > 0 ? [`${String(toFix)} to fix`] : []),
    ...(toSee > 0 ? [`${String(toSee)} to look at`] : []),
  ];
  const head = isRead(report)
    ? [
        `${report.identity.siteCode} ${report.siteName}`,
        `${String(report.lines.length)} lines`,
        formatMoney(report.totalCents),
        `${String(report.changes.length)} changes`,
        ...counts,
      ].join(', ')
    : 'not taken';
  const shown = report.findings
    .filter(({ problem }) => showsAdvice || !isRead(report) || problem.severity !== 'info')
    .sort((a, b) => bySeverity(a.problem, b.problem));
  return [
    `${report.file}: ${head}`,
    ...shown.map(({ problem, cell }) => {
      const { sentence, whatToDo } = describeInEnglish(problem);
      return `  ${problem.severity} ${cell === null ? '' : `${cell}: `}${sentence} ${whatToDo}`.trimEnd();
    }),
  ];
}

/** A report without the rows of the budget. */
export function asJson(report: FileReport): Record<string, unknown> {
  const { file, findings } = report;
  if (!isRead(report)) return { file, isRead: false, findings };
  const { identity, siteName, contentHash, changes, totalCents, totalFte } = report;
  const { siteCode, baseRevision } = identity;
  return {
    file,
    isRead: true,
    siteCode,
    siteName,
    baseRevision,
    contentHash,
    totalCents,
    totalFte,
    findings,
    changes,
  };
}
