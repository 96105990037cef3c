ALTER TABLE "request" ADD COLUMN "way" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "in_name_of" jsonb;