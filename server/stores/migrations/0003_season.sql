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
ALTER TABLE "allocation_entry" ADD COLUMN "fix_by" date;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "spending" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "attestation" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "proof" jsonb;--> statement-breakpoint
ALTER TABLE "line_comment" ADD CONSTRAINT "line_comment_district_id_year_id_site_code_site_district_id_year_id_code_fk" FOREIGN KEY ("district_id","year_id","site_code") REFERENCES "public"."site"("district_id","year_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_district_id_year_id_site_code_site_district_id_year_id_code_fk" FOREIGN KEY ("district_id","year_id","site_code") REFERENCES "public"."site"("district_id","year_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "line_comment_site" ON "line_comment" USING btree ("district_id","year_id","site_code");--> statement-breakpoint
CREATE INDEX "request_site" ON "request" USING btree ("district_id","year_id","site_code");--> statement-breakpoint
CREATE INDEX "request_status" ON "request" USING btree ("district_id","year_id","kind","status");