CREATE TABLE "request_key" (
	"district_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"key" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"request_hash" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"status" integer,
	"reply" "bytea",
	CONSTRAINT "request_key_district_id_person_id_key_pk" PRIMARY KEY("district_id","person_id","key")
);
--> statement-breakpoint
ALTER TABLE "budget_year" ADD COLUMN "book_stamp" uuid DEFAULT '00000000-0000-0000-0000-000000000000' NOT NULL;--> statement-breakpoint
CREATE INDEX "request_key_at" ON "request_key" USING btree ("district_id","at");