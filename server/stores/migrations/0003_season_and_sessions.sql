CREATE TABLE "line_comment" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"site_code" text NOT NULL,
	"place" jsonb NOT NULL,
	"account" text NOT NULL,
	"title" text NOT NULL,
	"revision" integer NOT NULL,
	"author_id" uuid NOT NULL,
	"author" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"reply_to" uuid,
	"resolved_at" timestamp with time zone,
	"resolved_by_id" uuid,
	"resolved_by" text,
	CONSTRAINT "line_comment_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
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
CREATE TABLE "request" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"site_code" text NOT NULL,
	"kind" text NOT NULL,
	"wish" jsonb NOT NULL,
	"status" text NOT NULL,
	"requested_by_id" uuid NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"answer" jsonb,
	CONSTRAINT "request_district_id_id_pk" PRIMARY KEY("district_id","id")
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
ALTER TABLE "allocation_entry" ADD COLUMN "fix_by" date;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "claim_floor" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "spending" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "is_late" boolean;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "claim_floor" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "late_claim" text;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "attestation" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "proof" jsonb;--> statement-breakpoint
ALTER TABLE "line_comment" ADD CONSTRAINT "line_comment_district_id_year_id_site_code_site_district_id_year_id_code_fk" FOREIGN KEY ("district_id","year_id","site_code") REFERENCES "public"."site"("district_id","year_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_district_id_year_id_site_code_site_district_id_year_id_code_fk" FOREIGN KEY ("district_id","year_id","site_code") REFERENCES "public"."site"("district_id","year_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "line_comment_site" ON "line_comment" USING btree ("district_id","year_id","site_code");--> statement-breakpoint
CREATE INDEX "refresh_token_family" ON "refresh_token" USING btree ("district_id","family_id");--> statement-breakpoint
CREATE INDEX "refresh_token_end" ON "refresh_token" USING btree ("district_id","ends_at");--> statement-breakpoint
CREATE INDEX "request_site" ON "request" USING btree ("district_id","year_id","site_code");--> statement-breakpoint
CREATE INDEX "request_status" ON "request" USING btree ("district_id","year_id","kind","status");--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_code_user_code" ON "sign_in_code" USING btree ("district_id","user_code_hash");