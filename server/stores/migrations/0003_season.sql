ALTER TABLE "allocation_entry" ADD COLUMN "fix_by" date;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "attestation" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "proof" jsonb;