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
CREATE TABLE "job_run" (
	"district_id" uuid NOT NULL,
	"job" text NOT NULL,
	"period" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "job_run_district_id_job_period_pk" PRIMARY KEY("district_id","job","period")
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"params" jsonb NOT NULL,
	"link" text NOT NULL,
	"once_key" text NOT NULL,
	"is_daily" boolean NOT NULL,
	"status" text NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"tries" integer NOT NULL,
	"claimed_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"answer" text,
	CONSTRAINT "mail_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "mail_choice" (
	"district_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"frequency" text NOT NULL,
	"language" text NOT NULL,
	CONSTRAINT "mail_choice_district_id_person_id_pk" PRIMARY KEY("district_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "site_code" text;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seal_event" ON "audit_seal" USING btree ("district_id","event_id");--> statement-breakpoint
CREATE INDEX "audit_waiting_at" ON "audit_waiting" USING btree ("district_id","at","event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_once" ON "mail" USING btree ("district_id","once_key");--> statement-breakpoint
CREATE INDEX "mail_next" ON "mail" USING btree ("district_id","status","next_try_at");--> statement-breakpoint
CREATE INDEX "mail_queued" ON "mail" USING btree ("district_id","queued_at");--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("district_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_event_subject" ON "audit_event" USING btree ("district_id","subject");