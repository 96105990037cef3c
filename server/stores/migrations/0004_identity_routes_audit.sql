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
CREATE TABLE "delegation" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"roles" jsonb NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "delegation_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "password_reset" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "password_reset_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "person_identity" (
	"district_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "person_identity_district_id_issuer_subject_pk" PRIMARY KEY("district_id","issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempt" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider" text NOT NULL,
	"browser_hash" text NOT NULL,
	"state_hash" text NOT NULL,
	"nonce" text NOT NULL,
	"verifier" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_attempt_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_handover" (
	"district_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_handover_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_tries" (
	"district_id" uuid NOT NULL,
	"name_hash" text NOT NULL,
	"count" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"locked_until" timestamp with time zone,
	CONSTRAINT "sign_in_tries_district_id_name_hash_pk" PRIMARY KEY("district_id","name_hash")
);
--> statement-breakpoint
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
ALTER TABLE "audit_event" ADD COLUMN "site_code" text;--> statement-breakpoint
ALTER TABLE "budget_year" ADD COLUMN "book_stamp" uuid DEFAULT '00000000-0000-0000-0000-000000000000' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "must_change_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "session_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refresh_token" ADD COLUMN "epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "steps" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "approved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "changed_lines" integer;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_district_id_from_id_person_district_id_id_fk" FOREIGN KEY ("district_id","from_id") REFERENCES "public"."person"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_district_id_to_id_person_district_id_id_fk" FOREIGN KEY ("district_id","to_id") REFERENCES "public"."person"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_district_id_person_id_person_district_id_id_fk" FOREIGN KEY ("district_id","person_id") REFERENCES "public"."person"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_identity" ADD CONSTRAINT "person_identity_district_id_person_id_person_district_id_id_fk" FOREIGN KEY ("district_id","person_id") REFERENCES "public"."person"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seal_event" ON "audit_seal" USING btree ("district_id","event_id");--> statement-breakpoint
CREATE INDEX "audit_waiting_at" ON "audit_waiting" USING btree ("district_id","at","event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_once" ON "mail" USING btree ("district_id","once_key");--> statement-breakpoint
CREATE INDEX "mail_next" ON "mail" USING btree ("district_id","status","next_try_at");--> statement-breakpoint
CREATE INDEX "mail_queued" ON "mail" USING btree ("district_id","queued_at");--> statement-breakpoint
CREATE INDEX "delegation_to" ON "delegation" USING btree ("district_id","to_id");--> statement-breakpoint
CREATE INDEX "delegation_from" ON "delegation" USING btree ("district_id","from_id");--> statement-breakpoint
CREATE INDEX "password_reset_person" ON "password_reset" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "person_identity_person" ON "person_identity" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_end" ON "sign_in_attempt" USING btree ("district_id","expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_handover_end" ON "sign_in_handover" USING btree ("district_id","expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_tries_since" ON "sign_in_tries" USING btree ("district_id","since");--> statement-breakpoint
CREATE INDEX "rate_count_end" ON "rate_count" USING btree ("district_id","ends_at");--> statement-breakpoint
CREATE INDEX "request_key_at" ON "request_key" USING btree ("district_id","at");--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("district_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_event_subject" ON "audit_event" USING btree ("district_id","subject");--> statement-breakpoint
CREATE INDEX "submission_waiting" ON "submission" USING btree ("district_id","year_id","submitted_at","id") WHERE status = 'submitted';--> statement-breakpoint
CREATE INDEX "submission_other" ON "submission" USING btree ("district_id","year_id","submitted_at","id") WHERE status <> 'submitted';