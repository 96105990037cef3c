CREATE TABLE "master_export" (
	"district_id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"layout_id" text NOT NULL,
	"number" integer NOT NULL,
	"version" integer NOT NULL,
	"since_version" integer,
	"layout_hash" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"file" "bytea" NOT NULL,
	"row_count" integer NOT NULL,
	"total_cents" bigint NOT NULL,
	"new_accounts_name" text,
	"new_accounts_hash" text,
	"new_accounts_file" "bytea",
	"new_account_count" integer NOT NULL,
	"made_by_id" uuid,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "master_export_district_id_year_id_layout_id_number_pk" PRIMARY KEY("district_id","year_id","layout_id","number")
);
--> statement-breakpoint
ALTER TABLE "master_export" ADD CONSTRAINT "master_export_version" FOREIGN KEY ("district_id","year_id","version") REFERENCES "public"."master_budget"("district_id","year_id","version") ON DELETE no action ON UPDATE no action;