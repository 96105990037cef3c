// The licences of what Sitebook ships with, as the lock file names them.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Licences that ask for no more than their own text. */
const ALLOWED = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
];

/** Every package that is needed to run, by name and version; `isAllowed` where one of its licences may be used. */
export function readLicences(root) {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  for (const [place, { version, license = '', dev, devOptional }] of Object.entries(packages)) {
    if (place === '' || dev || devOptional) continue;
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const choices = license.replace(/[()]/g, '').split(' OR ');
    const isAllowed = choices.some((choice) => ALLOWED.includes(choice));
    found.set(`${name}@${version}`, { name, version, license, isAllowed });
  }
  return [...found.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
}

/** The document, by licence. */
export function licencesDocument(root) {
  const byLicence = new Map();
  for (const one of readLicences(root))
    byLicence.set(one.license, [...(byLicence.get(one.license) ?? []), one]);
  const parts = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([license, some]) =>
        `## ${license}\n\n${some.map(({ name, version }) => `- ${name} ${version}`).join('\n')}\n`,
    );
  return `# Licences of what Sitebook runs with\n\nMade from the lock file by \`node scripts/licences.mjs\`; a test holds that it is up to date.\n\n${parts.join('\n')}`;
}
