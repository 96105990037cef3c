CREATE TABLE "audit_head" (
	"district_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_head_district_id_pk" PRIMARY KEY("district_id")
);
--> statement-breakpoint
CREATE TABLE "audit_seal" (
	"district_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_seal_district_id_sequence_pk" PRIMARY KEY("district_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "audit_waiting" (
	"district_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_waiting_district_id_event_id_pk" PRIMARY KEY("district_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "site_code" text;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seal_event" ON "audit_seal" USING btree ("district_id","event_id");--> statement-breakpoint
CREATE INDEX "audit_waiting_at" ON "audit_waiting" USING btree ("district_id","at","event_id");--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("district_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_event_subject" ON "audit_event" USING btree ("district_id","subject");