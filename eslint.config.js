import js from '@eslint/js';
import officeAddins from 'eslint-plugin-office-addins';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Imports that the compiler's project references cannot refuse: packages, and directions inside a part. */
const restrict = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const NO_SERVER = { group: ['**/server/**'], message: 'Nothing in src imports the server.' };
const NO_UI_LIBRARY = {
  group: ['react', 'react-dom', '@fluentui/*', '@tanstack/*'],
  message: 'No screens here.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'data/',
      'data-backups/',
      'backups/',
      'node_modules/',
      'test-output/',
      'certs/',
      'test/golden/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.tsx', 'src/**/hooks/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Registered by hand: the plugin's own preset brings a second copy of typescript-eslint.
    files: ['src/excel/**/*.ts', 'src/taskpane/**/*.{ts,tsx}', 'src/commands/**/*.ts'],
    plugins: { 'office-addins': officeAddins },
    rules: Object.fromEntries(
      Object.keys(officeAddins.rules).map((rule) => [`office-addins/${rule}`, 'error']),
    ),
  },
  restrict(
    ['src/core/**/*.ts'],
    [NO_SERVER, NO_UI_LIBRARY, { group: ['axios', 'express', 'node:*'], message: 'The core is pure.' }],
  ),
  restrict(['src/contract/**/*.ts', 'src/api/**/*.ts', 'src/excel/**/*.ts'], [NO_SERVER, NO_UI_LIBRARY]),
  restrict(
    ['src/ui/**/*.{ts,tsx}', 'src/web/**/*.{ts,tsx}', 'src/commands/**/*.ts'],
    [
      NO_SERVER,
      { group: ['**/workbench/**', '**/taskpane/**'], message: 'Shared code does not know the apps.' },
    ],
  ),
  restrict(
    ['src/taskpane/**/*.{ts,tsx}'],
    [
      NO_SERVER,
      { group: ['**/workbench/**', '**/web/**'], message: 'The add-in never carries its stand-in host.' },
    ],
  ),
  restrict(
    ['server/use-cases/**/*.ts'],
    [
      {
        group: ['express', 'pg', '@electric-sql/*', '**/routes/**', '**/http/**'],
        message: 'A use case knows no transport.',
      },
    ],
  ),
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
);
