ALTER TABLE "allocation_entry" ADD COLUMN "components" jsonb;--> statement-breakpoint
ALTER TABLE "allocation_entry" ADD COLUMN "staff" jsonb;