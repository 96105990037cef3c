import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../server/project-root.js';
import { knownMigrations, migrationsFolder } from '../../../server/stores/known-migrations.js';
import { breakingStatements } from '../../support/breaking-statements.js';

/** What may go after all, and the first release that did not use it any more: an older one must not serve by then. */
const Contractions = z.array(
  z.strictObject({
    migration: z.string(),
    statement: z.string(),
    unusedSince: z.string().regex(/^\d+\.\d+\.\d+$/),
  }),
);

test('no migration takes away what the version before uses, unless contractions.json says since when it is unused', () => {
  const allowed = Contractions.parse(
    JSON.parse(readFileSync(path.join(projectRoot(), 'server/stores/contractions.json'), 'utf8')),
  );
  const found = knownMigrations(migrationsFolder()).flatMap(breakingStatements);
  const isAllowed = (of: { migration: string; statement: string }) =>
    allowed.some(({ migration, statement }) => migration === of.migration && statement === of.statement);
  expect(found.filter((of) => !isAllowed(of))).toEqual([]);
  // A line that allows nothing is left over.
  expect(allowed.filter((line) => !found.some((of) => of.statement === line.statement))).toEqual([]);
});

test.each([
  'DROP TABLE "site";',
  'ALTER TABLE "site" DROP COLUMN "level";',
  'ALTER TABLE "site" DROP COLUMN IF EXISTS "level";',
  'ALTER TABLE "site" RENAME TO "school";',
  'ALTER TABLE "site" RENAME COLUMN "level" TO "kind";',
  'ALTER TABLE "site" ALTER COLUMN "level" SET DATA TYPE integer;',
  'ALTER TABLE "site" ALTER COLUMN "level" TYPE integer;',
  'ALTER TABLE "site" ALTER COLUMN "enrolment" SET NOT NULL;',
  'ALTER TABLE "site" ALTER COLUMN "level" DROP DEFAULT;',
  'ALTER TABLE "site" ADD COLUMN "colour" text NOT NULL;',
  'alter table "site"\n  add column "colour" text\n  not null',
  'CREATE UNIQUE INDEX "one" ON "site" USING btree ("district_id");',
  'ALTER TABLE "site" ADD CONSTRAINT "c" CHECK (position > 0);',
  'DELETE FROM "site";',
  '-- harmless\nDROP TABLE "site";',
  'ALTER TABLE "site" ADD COLUMN "a" text;\nALTER TABLE "site" DROP COLUMN "b";',
])('%s is found', (statement) => {
  expect(breakingStatements({ tag: '0009_bad', statements: [statement] })).toHaveLength(1);
});

test.each([
  'ALTER TABLE "site" ADD COLUMN "colour" text;',
  `ALTER TABLE "site" ADD COLUMN "colour" text DEFAULT 'blue' NOT NULL;`,
  'CREATE INDEX "some" ON "site" USING btree ("district_id");',
  'CREATE TABLE "new" ("id" uuid NOT NULL);',
  'UPDATE "site" SET "colour" = \'blue\';',
  '-- DROP TABLE "site";',
])('%s lets the version before serve on', (statement) => {
  expect(breakingStatements({ tag: '0009_good', statements: [statement] })).toEqual([]);
});

test('a table that the migration itself makes may be anything', () => {
  const statements = [
    'CREATE TABLE "new" ("district_id" uuid NOT NULL);\n',
    '\nALTER TABLE "new" ADD CONSTRAINT "new_fk" FOREIGN KEY ("district_id") REFERENCES "public"."site"("district_id");',
    '\nCREATE UNIQUE INDEX "new_one" ON "new" USING btree ("district_id");',
  ];
  expect(breakingStatements({ tag: '0009_new', statements })).toEqual([]);
});
