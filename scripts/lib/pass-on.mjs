import { spawn } from 'node:child_process';

/**
 * Runs a Node program and passes its standard output on as it comes, unchanged. Resolves with its exit code (1 when a
 * signal ended it) and the last line it wrote.
 */
export function passOn(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.setEncoding('utf8');
    let lastLine = '';
    let begun = '';
    child.stdout.on('data', (text) => {
      process.stdout.write(text);
      const lines = (begun + text).split('\n');
      begun = lines.pop() ?? '';
      lastLine = lines.findLast((line) => line.trim() !== '') ?? lastLine;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ status: code ?? 1, lastLine: begun.trim() === '' ? lastLine : begun }),
    );
  });
}
