ALTER TABLE "submission" ADD COLUMN "steps" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "approved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;