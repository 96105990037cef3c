CREATE TABLE "allocation_entry" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"site_code" text NOT NULL,
	"funding_source" text NOT NULL,
	"date" date NOT NULL,
	"kind" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"fte" integer NOT NULL,
	"reason" text NOT NULL,
	"author" text NOT NULL,
	CONSTRAINT "allocation_entry_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"person_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "audit_event_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "budget_year" (
	"district_id" uuid NOT NULL,
	"id" text NOT NULL,
	"plan" jsonb NOT NULL,
	"rule_pack_hash" text NOT NULL,
	"is_open" boolean NOT NULL,
	CONSTRAINT "budget_year_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "district" (
	"id" uuid PRIMARY KEY NOT NULL,
	"short_name" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "district_short_name_unique" UNIQUE("short_name")
);
--> statement-breakpoint
CREATE TABLE "master_budget" (
	"district_id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"version" integer NOT NULL,
	"content_hash" text NOT NULL,
	"document" text NOT NULL,
	"tie_out" jsonb NOT NULL,
	"site_count" integer NOT NULL,
	"total_cents" bigint NOT NULL,
	"total_fte" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "master_budget_district_id_year_id_version_pk" PRIMARY KEY("district_id","year_id","version")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"roles" jsonb NOT NULL,
	CONSTRAINT "person_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "revenue_line" (
	"district_id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"position" integer NOT NULL,
	"account" text NOT NULL,
	"funding_source" text NOT NULL,
	"title" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	CONSTRAINT "revenue_line_district_id_year_id_position_pk" PRIMARY KEY("district_id","year_id","position")
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"district_id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"site_code" text NOT NULL,
	"number" integer NOT NULL,
	"workbook_id" uuid NOT NULL,
	"base_revision" integer NOT NULL,
	"content_hash" text NOT NULL,
	"content" text NOT NULL,
	"total_cents" bigint NOT NULL,
	"total_fte" integer NOT NULL,
	"fatal_count" integer NOT NULL,
	"warning_count" integer NOT NULL,
	"rule_pack_hash" text NOT NULL,
	"engine_version" text NOT NULL,
	"saved_by_id" uuid NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "revision_district_id_year_id_site_code_number_pk" PRIMARY KEY("district_id","year_id","site_code","number")
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "site" (
	"district_id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"position" integer NOT NULL,
	"opening" text NOT NULL,
	"opening_cents" bigint NOT NULL,
	CONSTRAINT "site_district_id_year_id_code_pk" PRIMARY KEY("district_id","year_id","code")
);
--> statement-breakpoint
CREATE TABLE "submission" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"site_code" text NOT NULL,
	"revision" integer NOT NULL,
	"status" text NOT NULL,
	"submitted_by_id" uuid NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decisions" jsonb NOT NULL,
	CONSTRAINT "submission_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
ALTER TABLE "allocation_entry" ADD CONSTRAINT "allocation_entry_district_id_year_id_site_code_site_district_id_year_id_code_fk" FOREIGN KEY ("district_id","year_id","site_code") REFERENCES "public"."site"("district_id","year_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_district_id_year_id_site_code_site_district_id_year_id_code_fk" FOREIGN KEY ("district_id","year_id","site_code") REFERENCES "public"."site"("district_id","year_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_district_id_year_id_budget_year_district_id_id_fk" FOREIGN KEY ("district_id","year_id") REFERENCES "public"."budget_year"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_district_id_year_id_site_code_revision_revision_district_id_year_id_site_code_number_fk" FOREIGN KEY ("district_id","year_id","site_code","revision") REFERENCES "public"."revision"("district_id","year_id","site_code","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allocation_entry_site" ON "allocation_entry" USING btree ("district_id","year_id","site_code");--> statement-breakpoint
CREATE UNIQUE INDEX "person_email" ON "person" USING btree ("district_id","email");--> statement-breakpoint
CREATE UNIQUE INDEX "revision_repeat" ON "revision" USING btree ("district_id","year_id","site_code","workbook_id","base_revision","content_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "submission_open" ON "submission" USING btree ("district_id","year_id","site_code") WHERE status = 'submitted';