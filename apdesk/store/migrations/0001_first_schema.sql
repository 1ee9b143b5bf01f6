CREATE TABLE "account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL
);

CREATE TABLE "column_mapping" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "mapping" TEXT NOT NULL
);

CREATE TABLE "pupil" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "upn" TEXT,
    "former_upn" TEXT,
    "earlier_upns" TEXT NOT NULL,
    "uln" TEXT,
    "admission_number" TEXT,
    "mis_id" TEXT,
    "surname" TEXT NOT NULL,
    "forename" TEXT NOT NULL,
    "middle_names" TEXT,
    "preferred_surname" TEXT,
    "preferred_forename" TEXT,
    "born" TEXT,
    "sex" TEXT,
    "pronouns" TEXT,
    "year" INTEGER,
    "form" TEXT,
    "tutor" TEXT,
    "sen" TEXT,
    "sen_need" TEXT,
    "ehcp_review_on" TEXT,
    "support" TEXT,
    "medical" TEXT,
    "pupil_premium" INTEGER,
    "fsm" INTEGER,
    "fsm_ever" INTEGER,
    "eal" INTEGER,
    "looked_after" INTEGER,
    "care_authority" TEXT,
    "social_worker" INTEGER,
    "child_protection" INTEGER,
    "harm_history" INTEGER,
    "young_carer" INTEGER,
    "service_child" INTEGER,
    "ethnicity" TEXT,
    "first_language" TEXT,
    "enrolment_status" TEXT,
    "joined_on" TEXT,
    "left_on" TEXT,
    "left_for" TEXT,
    "on_roll" INTEGER NOT NULL,
    "hosted_here" INTEGER NOT NULL,
    "home_school" TEXT,
    "address" TEXT,
    "postcode" TEXT,
    "confidential_address" INTEGER NOT NULL,
    "phone" TEXT,
    "email" TEXT
);

CREATE INDEX "pupil_upn" ON "pupil" ("upn");

CREATE INDEX "pupil_admission_number" ON "pupil" ("admission_number");

CREATE INDEX "pupil_year" ON "pupil" ("year");

CREATE TABLE "contact" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "pupil_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT,
    "forename" TEXT,
    "surname" TEXT,
    "relationship" TEXT,
    "organisation" TEXT,
    "parental_responsibility" INTEGER,
    "lives_with" INTEGER,
    "letters_to" INTEGER NOT NULL,
    "no_contact" INTEGER NOT NULL,
    "confidential_address" INTEGER NOT NULL,
    "address" TEXT,
    "phone" TEXT,
    "other_phone" TEXT,
    "email" TEXT,
    "note" TEXT,
    FOREIGN KEY ("pupil_id") REFERENCES "pupil" ("id")
);

CREATE INDEX "contact_pupil_id" ON "contact" ("pupil_id");

CREATE TABLE "device" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "id" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "machine" TEXT NOT NULL,
    "origin" TEXT NOT NULL
);

CREATE UNIQUE INDEX "device_id" ON "device" ("id");

CREATE TABLE "protocol_text" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "protocol" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "effective" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "activated_on" TEXT NOT NULL,
    "source" TEXT NOT NULL
);

CREATE INDEX "protocol_text_digest" ON "protocol_text" ("digest");

CREATE TABLE "provider" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "name" TEXT NOT NULL,
    "short_name" TEXT,
    "trading_name" TEXT,
    "kind" TEXT NOT NULL,
    "urn" TEXT,
    "ukprn" TEXT,
    "laestab" TEXT,
    "company_number" TEXT,
    "registered_school" INTEGER NOT NULL,
    "registers_pupils" INTEGER NOT NULL,
    "partner_school" INTEGER NOT NULL,
    "agreement_ref" TEXT,
    "agreement_until" TEXT,
    "reciprocal" INTEGER NOT NULL,
    "directory_listed" INTEGER NOT NULL,
    "arranged_by" TEXT,
    "delivery" TEXT,
    "year_from" INTEGER,
    "year_until" INTEGER,
    "places" INTEGER,
    "price_day" INTEGER,
    "miles" REAL,
    "hours_week" REAL,
    "opens" TEXT,
    "break_from" TEXT,
    "break_until" TEXT,
    "closes" TEXT,
    "head" TEXT,
    "link_name" TEXT,
    "link_phone" TEXT,
    "link_email" TEXT,
    "dsl_name" TEXT,
    "dsl_phone" TEXT,
    "out_of_hours" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "returns" TEXT,
    "travel" TEXT,
    "lunch" TEXT,
    "uniform" TEXT,
    "stopped_on" TEXT,
    "stopped_why" TEXT,
    "note" TEXT
);

CREATE TABLE "placement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "reference" TEXT NOT NULL,
    "pupil_id" TEXT NOT NULL,
    "pathway" TEXT NOT NULL,
    "protocol_id" TEXT NOT NULL,
    "provider_id" TEXT,
    "proposed_on" TEXT NOT NULL,
    "panel_on" TEXT,
    "agreed_on" TEXT,
    "start" TEXT,
    "planned_end" TEXT,
    "ended_on" TEXT,
    "ended_why" TEXT,
    "outcome" TEXT,
    "withdrawn_on" TEXT,
    "school_days" INTEGER,
    "sessions" TEXT,
    "facts" TEXT NOT NULL,
    "fact_changes" TEXT NOT NULL,
    "readings" TEXT NOT NULL,
    "gates" TEXT NOT NULL,
    "dates" TEXT NOT NULL,
    "pauses" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "reason_note" TEXT,
    "tried" TEXT,
    "met_parents_on" TEXT,
    "parent_view" TEXT,
    "directed" INTEGER,
    "report_to" TEXT,
    "arrive_by" TEXT,
    "registered_by" TEXT,
    "registered_confirmed_on" TEXT,
    "sharing" TEXT NOT NULL,
    "return_by" TEXT,
    "return_plan" TEXT NOT NULL,
    "destination" TEXT,
    "price_day" INTEGER,
    FOREIGN KEY ("pupil_id") REFERENCES "pupil" ("id"),
    FOREIGN KEY ("protocol_id") REFERENCES "protocol_text" ("id"),
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id")
);

CREATE UNIQUE INDEX "placement_reference" ON "placement" ("reference");

CREATE INDEX "placement_pupil_id" ON "placement" ("pupil_id");

CREATE INDEX "placement_pathway" ON "placement" ("pathway");

CREATE INDEX "placement_protocol_id" ON "placement" ("protocol_id");

CREATE INDEX "placement_provider_id" ON "placement" ("provider_id");

CREATE INDEX "placement_start" ON "placement" ("start");

CREATE TABLE "document_copy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "kind" TEXT NOT NULL,
    "placement_id" TEXT,
    "provider_id" TEXT,
    "reader" TEXT,
    "recipient" TEXT,
    "copy_number" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id"),
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id")
);

CREATE INDEX "document_copy_placement_id" ON "document_copy" ("placement_id");

CREATE INDEX "document_copy_provider_id" ON "document_copy" ("provider_id");

CREATE TABLE "draft" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "kind" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "about" TEXT,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "saved_at" TEXT NOT NULL
);

CREATE TABLE "staff_member" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "title" TEXT,
    "forename" TEXT,
    "surname" TEXT NOT NULL,
    "job" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "external" INTEGER NOT NULL,
    "organisation" TEXT,
    "left_on" TEXT
);

CREATE TABLE "duty" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "placement_id" TEXT,
    "pupil_id" TEXT,
    "provider_id" TEXT,
    "rule" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "provider_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "due" TEXT,
    "by" TEXT,
    "hard" TEXT,
    "window_from" TEXT,
    "owner" TEXT NOT NULL,
    "given_to_id" TEXT,
    "evidence" TEXT NOT NULL,
    "readings" TEXT NOT NULL,
    "covers" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "waits_for" TEXT,
    "after" TEXT,
    "planned_problem" TEXT,
    "rules" TEXT NOT NULL,
    "period_from" TEXT,
    "period_until" TEXT,
    "state" TEXT NOT NULL,
    "met_by" TEXT,
    "done_on" TEXT,
    "done_by" TEXT,
    "entered_by" TEXT,
    "evidence_given" TEXT NOT NULL,
    "note" TEXT,
    "filed_in" TEXT,
    "put_off_to" TEXT,
    "put_off_why" TEXT,
    "withdrawn_why" TEXT,
    "sequence" INTEGER NOT NULL,
    "changed_at" TEXT NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id"),
    FOREIGN KEY ("pupil_id") REFERENCES "pupil" ("id"),
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id"),
    FOREIGN KEY ("given_to_id") REFERENCES "staff_member" ("id")
);

CREATE INDEX "duty_placement_id" ON "duty" ("placement_id");

CREATE INDEX "duty_pupil_id" ON "duty" ("pupil_id");

CREATE INDEX "duty_provider_id" ON "duty" ("provider_id");

CREATE INDEX "duty_given_to_id" ON "duty" ("given_to_id");

CREATE INDEX "duty_state" ON "duty" ("state");

CREATE INDEX "duty_state_due" ON "duty" ("state", "due");

CREATE INDEX "duty_placement_id_rule_occurrence" ON "duty" ("placement_id", "rule", "occurrence");

CREATE TABLE "expected_outcome" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "placement_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "expected" TEXT NOT NULL,
    "now" TEXT,
    "comment" TEXT,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id")
);

CREATE INDEX "expected_outcome_placement_id" ON "expected_outcome" ("placement_id");

CREATE TABLE "extra_provider" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "placement_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "planned_end" TEXT,
    "sessions" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id"),
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id")
);

CREATE INDEX "extra_provider_placement_id" ON "extra_provider" ("placement_id");

CREATE INDEX "extra_provider_provider_id" ON "extra_provider" ("provider_id");

CREATE TABLE "import_run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "what" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "source" TEXT,
    "digest" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "taken_at" TEXT NOT NULL,
    "taken_by" TEXT NOT NULL
);

CREATE TABLE "journal_change" (
    "entry" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "table_name" TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "salt" TEXT,
    "content" TEXT,
    "digest" TEXT NOT NULL,
    PRIMARY KEY ("entry", "position")
);

CREATE INDEX "journalchange_row" ON "journal_change" ("row");

CREATE TABLE "journal_entry" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "moment" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "reason" TEXT,
    "about" TEXT,
    "corrects" INTEGER,
    "undoable" INTEGER NOT NULL,
    "changes" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "chain" TEXT NOT NULL
);

CREATE INDEX "journalentry_person" ON "journal_entry" ("person");

CREATE INDEX "journalentry_about" ON "journal_entry" ("about");

CREATE INDEX "journalentry_corrects" ON "journal_entry" ("corrects");

CREATE TABLE "objective" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "placement_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "measure" TEXT,
    "judgement" TEXT,
    "evidence" TEXT,
    "judged_on" TEXT,
    "judged_by" TEXT,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id")
);

CREATE INDEX "objective_placement_id" ON "objective" ("placement_id");

CREATE TABLE "placement_event" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "placement_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "at" TEXT,
    "who" TEXT,
    "with_whom" TEXT,
    "method" TEXT,
    "note" TEXT,
    "agreed" TEXT,
    "entered_by" TEXT NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id")
);

CREATE INDEX "placement_event_placement_id" ON "placement_event" ("placement_id");

CREATE TABLE "provider_check" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "provider_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "held" TEXT,
    "seen_on" TEXT NOT NULL,
    "seen_by" TEXT,
    "valid_until" TEXT,
    "satisfactory" INTEGER NOT NULL,
    "needed" INTEGER NOT NULL,
    "framework" TEXT,
    "findings" TEXT,
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id")
);

CREATE INDEX "provider_check_provider_id" ON "provider_check" ("provider_id");

CREATE TABLE "pupil_note" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "pupil_id" TEXT NOT NULL,
    "placement_id" TEXT,
    "on" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "with_whom" TEXT,
    "outcome" TEXT,
    "by" TEXT,
    "done" INTEGER NOT NULL,
    "entered_by" TEXT NOT NULL,
    FOREIGN KEY ("pupil_id") REFERENCES "pupil" ("id"),
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id")
);

CREATE INDEX "pupil_note_pupil_id" ON "pupil_note" ("pupil_id");

CREATE INDEX "pupil_note_placement_id" ON "pupil_note" ("placement_id");

CREATE TABLE "register_mark" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "placement_id" TEXT NOT NULL,
    "pupil_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "ledger" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "reason" TEXT,
    "told_by" TEXT,
    "confirmed_by" TEXT,
    "confirmed_on" TEXT,
    "entered_by" TEXT NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id"),
    FOREIGN KEY ("pupil_id") REFERENCES "pupil" ("id")
);

CREATE INDEX "register_mark_placement_id" ON "register_mark" ("placement_id");

CREATE INDEX "register_mark_pupil_id" ON "register_mark" ("pupil_id");

CREATE UNIQUE INDEX "register_mark_placement_id_day_session_ledger" ON "register_mark" ("placement_id", "day", "session", "ledger");

CREATE INDEX "register_mark_day_ledger" ON "register_mark" ("day", "ledger");

CREATE TABLE "register_return" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "provider_id" TEXT NOT NULL,
    "monday" TEXT NOT NULL,
    "sent_on" TEXT,
    "received_on" TEXT,
    "checked_by" TEXT,
    "sims_agrees" INTEGER NOT NULL,
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id")
);

CREATE INDEX "register_return_provider_id" ON "register_return" ("provider_id");

CREATE INDEX "register_return_provider_id_monday" ON "register_return" ("provider_id", "monday");

CREATE TABLE "role_holding" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "staff_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "year" INTEGER,
    "covers" INTEGER NOT NULL,
    "from_on" TEXT,
    "until_on" TEXT,
    FOREIGN KEY ("staff_id") REFERENCES "staff_member" ("id")
);

CREATE INDEX "role_holding_staff_id" ON "role_holding" ("staff_id");

CREATE TABLE "setting" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "value" TEXT
);

CREATE TABLE "site" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "provider_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "address" TEXT,
    "postcode" TEXT,
    "phone" TEXT,
    "run_by" TEXT,
    "closed_on" TEXT,
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id")
);

CREATE INDEX "site_provider_id" ON "site" ("provider_id");

CREATE TABLE "term_dates" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "provider_id" TEXT,
    "number" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "loaded_on" TEXT NOT NULL,
    FOREIGN KEY ("provider_id") REFERENCES "provider" ("id")
);

CREATE INDEX "term_dates_provider_id" ON "term_dates" ("provider_id");
