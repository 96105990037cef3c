CREATE TABLE "shared_posts" (
	"district_id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"site_code" text NOT NULL,
	"opening" jsonb NOT NULL,
	"latest" jsonb NOT NULL,
	CONSTRAINT "shared_posts_district_id_year_id_site_code_pk" PRIMARY KEY("district_id","year_id","site_code")
);
--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "enrolment" integer;--> statement-breakpoint
ALTER TABLE "shared_posts" ADD CONSTRAINT "shared_posts_district_id_year_id_site_code_site_district_id_year_id_code_fk" FOREIGN KEY ("district_id","year_id","site_code") REFERENCES "public"."site"("district_id","year_id","code") ON DELETE no action ON UPDATE no action;