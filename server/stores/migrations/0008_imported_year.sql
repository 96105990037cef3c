ALTER TABLE "budget_year" ADD COLUMN "imported" jsonb;--> statement-breakpoint
ALTER TABLE "budget_year" ADD COLUMN "import_stamp" uuid;