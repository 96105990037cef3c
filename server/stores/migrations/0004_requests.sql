CREATE TABLE "rate_count" (
	"district_id" uuid NOT NULL,
	"client" text NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_count_district_id_client_pk" PRIMARY KEY("district_id","client")
);
--> statement-breakpoint
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
CREATE INDEX "rate_count_end" ON "rate_count" USING btree ("district_id","ends_at");--> statement-breakpoint
CREATE INDEX "request_key_at" ON "request_key" USING btree ("district_id","at");