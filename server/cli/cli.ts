import type { Command } from 'commander';
import { readConfig, type Config } from '../config.js';
import { StartFailure } from '../start-failure.js';

export const EXIT = {
  fine: 0,
  /** Something was found that should not be, or the command could not be carried out. */
  failed: 1,
  /** The command line or a setting is wrong. */
  usage: 2,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** What a command works with. */
export type Cli = {
  env: Readonly<Record<string, string | undefined>>;
  /** One line of the result, on standard output. */
  print: (line: string) => void;
  /** One line about what went wrong, on standard error. */
  complain: (line: string) => void;
  now: () => Date;
  /** Shows how far a long command is, where somebody watches. */
  progress?: (total: number) => Progress;
};

/** A bar that `step` moves on by one. */
export type Progress = { step: () => void; stop: () => void };

/** What a command found: lines for people, and the same for programs that ask with `--json`. */
export type Outcome = { exit: Exit; lines: readonly string[]; json: Record<string, unknown> };

/**
 * One command: describes itself to the parser. `run` wraps its action, so that outcome and failure are shown the same
 * way everywhere.
 */
export type CliCommand = (program: Command, run: Runner) => void;
export type Runner = (
  action: (cli: Cli, options: Record<string, unknown>, args: string[]) => Promise<Outcome>,
) => (...parsed: unknown[]) => Promise<void>;

export class WrongSettings extends StartFailure {}

/** The settings that the server would start with. */
export function settings({ env }: Pick<Cli, 'env'>): Config {
  const read = readConfig(env);
  if (read.ok) return read.config;
  throw new WrongSettings(
    `These settings are wrong: ${read.problems.map(({ variable, message }) => `${variable} ${message}`).join('; ')}.`,
    'Set them as for the server.',
  );
}
