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
CREATE UNIQUE INDEX "mail_once" ON "mail" USING btree ("district_id","once_key");--> statement-breakpoint
CREATE INDEX "mail_next" ON "mail" USING btree ("district_id","status","next_try_at");--> statement-breakpoint
CREATE INDEX "mail_queued" ON "mail" USING btree ("district_id","queued_at");