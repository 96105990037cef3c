import { testLibraries } from './scripts/lib/test-libraries.mjs';

// Everything is ESM: PGlite crashes jest's CommonJS mode, and several packages have no CommonJS build.
const swc = (tsx) => ({
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'es6' },
    },
  ],
});

const libraries = await testLibraries(import.meta.dirname);

const project = (displayName, folders, extra = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.{ts,tsx}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    ...libraries,
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '\\.css$': '<rootDir>/test/support/empty-style.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/test-output/'],
  transform: swc(true),
  transformIgnorePatterns: ['/node_modules/'],
  ...extra,
});

const withDatabase = {
  testEnvironment: '<rootDir>/test/support/database-environment.mjs',
  globalSetup: '<rootDir>/test/support/server-setup.ts',
  globalTeardown: '<rootDir>/test/support/server-teardown.ts',
};
const onServer = (folder) => `server/${folder}`;

/**
 * Server tests that no statement of the database decides: where both kinds are tested, once is enough. Those of the
 * command line go through both kinds by themselves.
 */
const ONE_DATABASE = [
  'cli/',
  'http/(client-errors|entra|etags|everybody|log|openapi|pages|permissions|refusal-language|requests|sign-in-elsewhere)\\.',
];
const hasOther = process.env['SITEBOOK_TEST_OTHER_DATABASE'] === '1';

export default {
  projects: [
    project('core', ['core', 'contract', 'api', 'ui']),
    project('workbench', ['workbench', 'excel']),
    project('tools', ['manifest', 'scripts']),
    project('pane', ['taskpane', 'web'], {
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/test/support/jsdom-setup.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/patient-queries.ts'],
    }),
    // Those that need a database of Sitebook run on each kind, the others once.
    project(
      'server-once',
      ['start', 'embedded', 'workbooks', 'imports', 'exports', 'site-files'].map(onServer),
    ),
    project('server', ['http', 'stores', 'demo', 'faults', 'cli'].map(onServer), {
      ...withDatabase,
      testPathIgnorePatterns: hasOther ? ONE_DATABASE.map((pattern) => `/test/server/${pattern}`) : [],
    }),
    project('e2e', ['e2e'], withDatabase),
  ],
  maxWorkers: 2,
  // A property over whole files takes its time on a busy machine; a test never measures.
  testTimeout: 60_000,
};
