CREATE TABLE "refresh_token" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"next_id" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "refresh_token_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_code" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"device_hash" text NOT NULL,
	"user_code_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"person_id" uuid,
	CONSTRAINT "sign_in_code_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "claim_floor" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "is_late" boolean;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "claim_floor" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "late_claim" text;--> statement-breakpoint
CREATE INDEX "refresh_token_family" ON "refresh_token" USING btree ("district_id","family_id");--> statement-breakpoint
CREATE INDEX "refresh_token_end" ON "refresh_token" USING btree ("district_id","ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_code_user_code" ON "sign_in_code" USING btree ("district_id","user_code_hash");