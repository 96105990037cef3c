CREATE TABLE "amendment" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"number" text NOT NULL,
	"effective_date" date NOT NULL,
	"resolution" text NOT NULL,
	"reason" text NOT NULL,
	"entries" jsonb NOT NULL,
	"by_id" uuid NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "amendment_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "difference_explanation" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"key" text NOT NULL,
	"difference_cents" bigint NOT NULL,
	"difference_fte" integer NOT NULL,
	"text" text NOT NULL,
	"author_id" uuid NOT NULL,
	"author" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "difference_explanation_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "master_stage" (
	"district_id" uuid NOT NULL,
	"year_id" text NOT NULL,
	"version" integer NOT NULL,
	"stage" text NOT NULL,
	"date" date NOT NULL,
	"resolution" text NOT NULL,
	"by_id" uuid NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "master_stage_district_id_year_id_version_stage_pk" PRIMARY KEY("district_id","year_id","version","stage")
);
--> statement-breakpoint
ALTER TABLE "budget_year" ADD COLUMN "control_totals" jsonb;--> statement-breakpoint
ALTER TABLE "master_budget" ADD COLUMN "book_stamp" uuid;--> statement-breakpoint
ALTER TABLE "master_stage" ADD CONSTRAINT "master_stage_district_id_year_id_version_master_budget_district_id_year_id_version_fk" FOREIGN KEY ("district_id","year_id","version") REFERENCES "public"."master_budget"("district_id","year_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "amendment_number" ON "amendment" USING btree ("district_id","year_id","number");--> statement-breakpoint
CREATE INDEX "difference_explanation_year" ON "difference_explanation" USING btree ("district_id","year_id");--> statement-breakpoint
CREATE UNIQUE INDEX "master_stage_adopted" ON "master_stage" USING btree ("district_id","year_id") WHERE stage = 'adopted';