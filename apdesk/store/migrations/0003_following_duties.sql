CREATE TABLE "chase" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "duty_id" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "to_whom" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    FOREIGN KEY ("duty_id") REFERENCES "duty" ("id")
);

CREATE INDEX "chase_duty_id" ON "chase" ("duty_id");

CREATE TABLE "not_arrived" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "pupil_id" TEXT NOT NULL,
    "placement_id" TEXT NOT NULL,
    "event_id" TEXT,
    "day" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "told_at" TEXT NOT NULL,
    "told_by" TEXT NOT NULL,
    "home_rung" INTEGER NOT NULL,
    "home_said" TEXT,
    "whereabouts" TEXT,
    "code" TEXT NOT NULL,
    "accounted_on" TEXT,
    "accounted_at" TEXT,
    "accounted_how" TEXT,
    "entered_by" TEXT NOT NULL,
    FOREIGN KEY ("pupil_id") REFERENCES "pupil" ("id"),
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id"),
    FOREIGN KEY ("event_id") REFERENCES "placement_event" ("id")
);

CREATE INDEX "not_arrived_pupil_id" ON "not_arrived" ("pupil_id");

CREATE INDEX "not_arrived_placement_id" ON "not_arrived" ("placement_id");

CREATE INDEX "not_arrived_event_id" ON "not_arrived" ("event_id");

CREATE INDEX "not_arrived_day" ON "not_arrived" ("day");

CREATE TABLE "wait" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version_device" TEXT NOT NULL,
    "version_counter" INTEGER NOT NULL,
    "removed_at" TEXT,
    "duty_id" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "for_whom" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    FOREIGN KEY ("duty_id") REFERENCES "duty" ("id")
);

CREATE INDEX "wait_duty_id" ON "wait" ("duty_id");

