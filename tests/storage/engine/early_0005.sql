BEGIN TRANSACTION;
CREATE TABLE "absences" (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	agreed_by INTEGER, 
	created_at DATETIME NOT NULL, 
	substitute_id INTEGER, 
	agreed_at DATETIME, 
	declined_by INTEGER, 
	declined_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_absences PRIMARY KEY (id), 
	CONSTRAINT fk_absences_agreed_by FOREIGN KEY(agreed_by) REFERENCES people (id), 
	CONSTRAINT fk_absences_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_absences_declined_by FOREIGN KEY(declined_by) REFERENCES people (id), 
	CONSTRAINT fk_absences_substitute_id FOREIGN KEY(substitute_id) REFERENCES people (id)
);
CREATE TABLE activities (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	author_id INTEGER, 
	client_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	deal_id INTEGER, 
	type VARCHAR(16) NOT NULL, 
	kind VARCHAR(8), 
	outcome VARCHAR(24), 
	comment TEXT, 
	local_date DATE NOT NULL, 
	planned_at DATETIME, 
	happened_at DATETIME, 
	cancelled_at DATETIME, 
	latitude DOUBLE, 
	longitude DOUBLE, 
	file_id VARCHAR(200), 
	follows_id INTEGER, 
	draft_id VARCHAR(40), 
	created_at DATETIME NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT pk_activities PRIMARY KEY (id), 
	CONSTRAINT fk_activities_author_id FOREIGN KEY(author_id) REFERENCES people (id), 
	CONSTRAINT fk_activities_client_id FOREIGN KEY(client_id) REFERENCES clients (id), 
	CONSTRAINT fk_activities_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id), 
	CONSTRAINT fk_activities_deal_id FOREIGN KEY(deal_id) REFERENCES deals (id), 
	CONSTRAINT fk_activities_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_activities_follows_id FOREIGN KEY(follows_id) REFERENCES activities (id), 
	CONSTRAINT uq_activities_draft_id UNIQUE (draft_id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	action VARCHAR(40) NOT NULL, 
	subject VARCHAR(40) NOT NULL, 
	subject_id BIGINT, 
	"before" JSON, 
	"after" JSON, 
	note TEXT, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_actor_id FOREIGN KEY(actor_id) REFERENCES people (id)
);
CREATE TABLE bonus_rules (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	version BIGINT NOT NULL, 
	rules JSON NOT NULL, 
	set_by INTEGER NOT NULL, 
	set_at DATETIME NOT NULL, 
	CONSTRAINT pk_bonus_rules PRIMARY KEY (id), 
	CONSTRAINT fk_bonus_rules_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_bonus_rules_set_by FOREIGN KEY(set_by) REFERENCES people (id), 
	CONSTRAINT uq_bonus_rules_department_id_version UNIQUE (department_id, version)
);
CREATE TABLE calendar_exceptions (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	local_date DATE NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_calendar_exceptions PRIMARY KEY (id), 
	CONSTRAINT fk_calendar_exceptions_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT uq_calendar_exceptions_department_id_local_date UNIQUE (department_id, local_date)
);
CREATE TABLE checkin_answers (
	id INTEGER NOT NULL, 
	checkin_id INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	answer VARCHAR(12) NOT NULL, 
	reason VARCHAR(40), 
	answered_at DATETIME NOT NULL, 
	answered_by INTEGER NOT NULL, 
	CONSTRAINT pk_checkin_answers PRIMARY KEY (id), 
	CONSTRAINT fk_checkin_answers_answered_by FOREIGN KEY(answered_by) REFERENCES people (id), 
	CONSTRAINT fk_checkin_answers_checkin_id FOREIGN KEY(checkin_id) REFERENCES checkins (id), 
	CONSTRAINT fk_checkin_answers_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id), 
	CONSTRAINT uq_checkin_answers_checkin_id_payment_id UNIQUE (checkin_id, payment_id)
);
CREATE TABLE checkins (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	local_date DATE NOT NULL, 
	slot VARCHAR(5) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	asked_again_at DATETIME, 
	answered_at DATETIME, 
	unchanged BOOLEAN NOT NULL, 
	CONSTRAINT pk_checkins PRIMARY KEY (id), 
	CONSTRAINT fk_checkins_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_checkins_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_checkins_person_id_local_date_slot UNIQUE (person_id, local_date, slot)
);
CREATE TABLE clients (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	owner_id INTEGER, 
	name VARCHAR(120) NOT NULL, 
	normal VARCHAR(120) NOT NULL, 
	inn VARCHAR(12), 
	line VARCHAR(120), 
	turnover BIGINT, 
	segment VARCHAR(3), 
	territory VARCHAR(120), 
	source VARCHAR(120), 
	draft_id VARCHAR(40), 
	created_at DATETIME NOT NULL, 
	touched_at DATETIME NOT NULL, 
	archived_at DATETIME, 
	CONSTRAINT pk_clients PRIMARY KEY (id), 
	CONSTRAINT fk_clients_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_clients_owner_id FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT uq_clients_draft_id UNIQUE (draft_id)
);
CREATE TABLE contacts (
	id INTEGER NOT NULL, 
	client_id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	position VARCHAR(120), 
	phone VARCHAR(20), 
	phone10 VARCHAR(10), 
	telegram_id BIGINT, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_contacts PRIMARY KEY (id), 
	CONSTRAINT fk_contacts_client_id FOREIGN KEY(client_id) REFERENCES clients (id), 
	CONSTRAINT uq_contacts_client_id_phone10 UNIQUE (client_id, phone10)
);
CREATE TABLE day_plan_items (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT pk_day_plan_items PRIMARY KEY (id), 
	CONSTRAINT fk_day_plan_items_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id), 
	CONSTRAINT fk_day_plan_items_plan_id FOREIGN KEY(plan_id) REFERENCES day_plans (id), 
	CONSTRAINT uq_day_plan_items_plan_id_payment_id UNIQUE (plan_id, payment_id)
);
CREATE TABLE day_plans (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	local_date DATE NOT NULL, 
	frozen_at DATETIME NOT NULL, 
	CONSTRAINT pk_day_plans PRIMARY KEY (id), 
	CONSTRAINT fk_day_plans_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_day_plans_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_day_plans_person_id_local_date UNIQUE (person_id, local_date)
);
CREATE TABLE deals (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	client_id INTEGER NOT NULL, 
	owner_id INTEGER, 
	title VARCHAR(120) NOT NULL, 
	amount BIGINT, 
	stage VARCHAR(16) NOT NULL, 
	source VARCHAR(120), 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	lost_reason VARCHAR(120), 
	CONSTRAINT pk_deals PRIMARY KEY (id), 
	CONSTRAINT fk_deals_client_id FOREIGN KEY(client_id) REFERENCES clients (id), 
	CONSTRAINT fk_deals_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_deals_owner_id FOREIGN KEY(owner_id) REFERENCES people (id)
);
CREATE TABLE department_schedule (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	is_on BOOLEAN NOT NULL, 
	at VARCHAR(5), 
	CONSTRAINT pk_department_schedule PRIMARY KEY (id), 
	CONSTRAINT fk_department_schedule_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT uq_department_schedule_department_id_kind UNIQUE (department_id, kind)
);
CREATE TABLE departments (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	slots JSON NOT NULL, 
	ask_before BIGINT NOT NULL, 
	remind_before BIGINT NOT NULL, 
	day_close VARCHAR(5) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_departments PRIMARY KEY (id)
);
CREATE TABLE dialogs (
	person_id INTEGER NOT NULL, 
	number BIGINT NOT NULL, 
	name VARCHAR(24), 
	step VARCHAR(24), 
	trail JSON NOT NULL, 
	draft JSON NOT NULL, 
	screen BIGINT NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_dialogs PRIMARY KEY (person_id), 
	CONSTRAINT fk_dialogs_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE duties (
	id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	subject_id BIGINT NOT NULL, 
	local_date DATE NOT NULL, 
	slot VARCHAR(5) NOT NULL, 
	due_at DATETIME NOT NULL, 
	done_at DATETIME NOT NULL, 
	lateness VARCHAR(8) NOT NULL, 
	told BOOLEAN NOT NULL, 
	CONSTRAINT pk_duties PRIMARY KEY (id), 
	CONSTRAINT uq_duties_kind_subject_id_local_date_slot UNIQUE (kind, subject_id, local_date, slot)
);
CREATE TABLE expected_payments (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	client_id INTEGER NOT NULL, 
	deal_id INTEGER, 
	owner_id INTEGER, 
	amount BIGINT NOT NULL, 
	received BIGINT NOT NULL, 
	due_on DATE NOT NULL, 
	first_due_on DATE NOT NULL, 
	moves BIGINT NOT NULL, 
	probability BIGINT NOT NULL, 
	probability_manual BOOLEAN NOT NULL, 
	invoice VARCHAR(40), 
	comment TEXT, 
	source VARCHAR(16) NOT NULL, 
	created_by INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	cancelled_at DATETIME, 
	undone_at DATETIME, 
	draft_id VARCHAR(40), 
	CONSTRAINT pk_expected_payments PRIMARY KEY (id), 
	CONSTRAINT fk_expected_payments_client_id FOREIGN KEY(client_id) REFERENCES clients (id), 
	CONSTRAINT fk_expected_payments_created_by FOREIGN KEY(created_by) REFERENCES people (id), 
	CONSTRAINT fk_expected_payments_deal_id FOREIGN KEY(deal_id) REFERENCES deals (id), 
	CONSTRAINT fk_expected_payments_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_expected_payments_owner_id FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT uq_expected_payments_draft_id UNIQUE (draft_id)
);
CREATE TABLE facts (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	owner_id INTEGER, 
	client_id INTEGER NOT NULL, 
	payment_id INTEGER, 
	amount BIGINT NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	local_date DATE NOT NULL, 
	entered_by INTEGER NOT NULL, 
	source VARCHAR(16) NOT NULL, 
	confirmed_by INTEGER, 
	confirmed_at DATETIME, 
	happened_at DATETIME NOT NULL, 
	receipt_id BIGINT, 
	draft_id VARCHAR(40), 
	created_at DATETIME NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT pk_facts PRIMARY KEY (id), 
	CONSTRAINT fk_facts_client_id FOREIGN KEY(client_id) REFERENCES clients (id), 
	CONSTRAINT fk_facts_confirmed_by FOREIGN KEY(confirmed_by) REFERENCES people (id), 
	CONSTRAINT fk_facts_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_facts_entered_by FOREIGN KEY(entered_by) REFERENCES people (id), 
	CONSTRAINT fk_facts_owner_id FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT fk_facts_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id), 
	CONSTRAINT uq_facts_draft_id UNIQUE (draft_id)
);
CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	update_id BIGINT, 
	chat_id BIGINT NOT NULL, 
	payload TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	tries BIGINT NOT NULL, 
	not_before DATETIME, 
	done_at DATETIME, 
	error VARCHAR(200), 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT uq_inbox_update_id UNIQUE (update_id)
);
CREATE TABLE invitations (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	person_id INTEGER, 
	role VARCHAR(16) NOT NULL, 
	created_by INTEGER, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	used_at DATETIME, 
	revoked_at DATETIME, 
	CONSTRAINT pk_invitations PRIMARY KEY (id), 
	CONSTRAINT fk_invitations_created_by FOREIGN KEY(created_by) REFERENCES people (id), 
	CONSTRAINT fk_invitations_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash)
);
CREATE TABLE norms (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	profile VARCHAR(16), 
	person_id INTEGER, 
	calls_a_day BIGINT, 
	meetings_a_week BIGINT, 
	new_contacts_a_month BIGINT, 
	set_by INTEGER NOT NULL, 
	set_at DATETIME NOT NULL, 
	CONSTRAINT pk_norms PRIMARY KEY (id), 
	CONSTRAINT fk_norms_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_norms_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_norms_set_by FOREIGN KEY(set_by) REFERENCES people (id)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	"key" VARCHAR(80) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	person_id INTEGER, 
	lane BIGINT NOT NULL, 
	content JSON, 
	"view" VARCHAR(40), 
	args JSON, 
	erase BOOLEAN NOT NULL, 
	wanted BIGINT NOT NULL, 
	sent BIGINT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	repeat BOOLEAN NOT NULL, 
	flagged BOOLEAN NOT NULL, 
	claimed_at DATETIME, 
	message_id BIGINT, 
	tries BIGINT NOT NULL, 
	not_before DATETIME, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	error VARCHAR(200), 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
CREATE TABLE payment_events (
	id INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	kind VARCHAR(24) NOT NULL, 
	"before" JSON, 
	"after" JSON, 
	reason VARCHAR(40), 
	CONSTRAINT pk_payment_events PRIMARY KEY (id), 
	CONSTRAINT fk_payment_events_actor_id FOREIGN KEY(actor_id) REFERENCES people (id), 
	CONSTRAINT fk_payment_events_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id)
);
CREATE TABLE people (
	id INTEGER NOT NULL, 
	department_id INTEGER, 
	telegram_id BIGINT, 
	name VARCHAR(120) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	profile VARCHAR(16) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	zone VARCHAR(64), 
	created_at DATETIME NOT NULL, 
	activated_at DATETIME, 
	deactivated_at DATETIME, 
	unreachable_at DATETIME, joined_on DATE, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT fk_people_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT uq_people_telegram_id UNIQUE (telegram_id)
);
CREATE TABLE plans (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	person_id INTEGER, 
	metric VARCHAR(16) NOT NULL, 
	month DATE NOT NULL, 
	version BIGINT NOT NULL, 
	value BIGINT, 
	set_by INTEGER NOT NULL, 
	set_at DATETIME NOT NULL, 
	CONSTRAINT pk_plans PRIMARY KEY (id), 
	CONSTRAINT fk_plans_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_plans_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_plans_set_by FOREIGN KEY(set_by) REFERENCES people (id)
);
CREATE TABLE "reminders" (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	activity_id INTEGER, 
	payment_id INTEGER, 
	kind VARCHAR(12) NOT NULL, 
	due_at DATETIME NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	version BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	told_to INTEGER, 
	CONSTRAINT pk_reminders PRIMARY KEY (id), 
	CONSTRAINT fk_reminders_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_reminders_activity_id FOREIGN KEY(activity_id) REFERENCES activities (id), 
	CONSTRAINT fk_reminders_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id), 
	CONSTRAINT fk_reminders_told_to FOREIGN KEY(told_to) REFERENCES people (id)
);
CREATE TABLE report_snapshots (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	local_date DATE NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	made_at DATETIME NOT NULL, 
	figures JSON NOT NULL, 
	CONSTRAINT pk_report_snapshots PRIMARY KEY (id), 
	CONSTRAINT fk_report_snapshots_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT uq_report_snapshots_department_id_kind_local_date UNIQUE (department_id, kind, local_date)
);
CREATE TABLE tomorrow_edits (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	reason VARCHAR(40), 
	said_by INTEGER NOT NULL, 
	said_at DATETIME NOT NULL, 
	CONSTRAINT pk_tomorrow_edits PRIMARY KEY (id), 
	CONSTRAINT fk_tomorrow_edits_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id), 
	CONSTRAINT fk_tomorrow_edits_plan_id FOREIGN KEY(plan_id) REFERENCES tomorrow_plans (id), 
	CONSTRAINT fk_tomorrow_edits_said_by FOREIGN KEY(said_by) REFERENCES people (id), 
	CONSTRAINT uq_tomorrow_edits_plan_id_payment_id UNIQUE (plan_id, payment_id)
);
CREATE TABLE tomorrow_items (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	probability BIGINT NOT NULL, 
	CONSTRAINT pk_tomorrow_items PRIMARY KEY (id), 
	CONSTRAINT fk_tomorrow_items_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id), 
	CONSTRAINT fk_tomorrow_items_plan_id FOREIGN KEY(plan_id) REFERENCES tomorrow_plans (id), 
	CONSTRAINT uq_tomorrow_items_plan_id_payment_id UNIQUE (plan_id, payment_id)
);
CREATE TABLE tomorrow_plans (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	local_date DATE NOT NULL, 
	asked_at DATETIME, 
	confirmed_at DATETIME, 
	frozen_at DATETIME, 
	CONSTRAINT pk_tomorrow_plans PRIMARY KEY (id), 
	CONSTRAINT fk_tomorrow_plans_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_tomorrow_plans_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_tomorrow_plans_person_id_local_date UNIQUE (person_id, local_date)
);
CREATE TABLE week_plan_items (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	due_on DATE NOT NULL, 
	probability BIGINT NOT NULL, 
	CONSTRAINT pk_week_plan_items PRIMARY KEY (id), 
	CONSTRAINT fk_week_plan_items_payment_id FOREIGN KEY(payment_id) REFERENCES expected_payments (id), 
	CONSTRAINT fk_week_plan_items_plan_id FOREIGN KEY(plan_id) REFERENCES week_plans (id), 
	CONSTRAINT uq_week_plan_items_plan_id_payment_id UNIQUE (plan_id, payment_id)
);
CREATE TABLE week_plans (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	monday DATE NOT NULL, 
	sunday DATE NOT NULL, 
	drafted_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	confirmed_by INTEGER, 
	frozen_at DATETIME, 
	CONSTRAINT pk_week_plans PRIMARY KEY (id), 
	CONSTRAINT fk_week_plans_confirmed_by FOREIGN KEY(confirmed_by) REFERENCES people (id), 
	CONSTRAINT fk_week_plans_department_id FOREIGN KEY(department_id) REFERENCES departments (id), 
	CONSTRAINT fk_week_plans_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_week_plans_person_id_monday UNIQUE (person_id, monday)
);
CREATE TABLE wire (
	name VARCHAR(40) NOT NULL, 
	value JSON NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_wire PRIMARY KEY (name)
);
CREATE INDEX ix_inbox_pending ON inbox (chat_id, id) WHERE state = 'pending';
CREATE INDEX ix_inbox_received_at ON inbox (received_at);
CREATE INDEX ix_people_department_id ON people (department_id);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_checkins_department_id_local_date_slot ON checkins (department_id, local_date, slot);
CREATE INDEX ix_clients_department_id_normal ON clients (department_id, normal);
CREATE INDEX ix_clients_inn ON clients (inn);
CREATE INDEX ix_clients_owner_id_normal ON clients (owner_id, normal);
CREATE INDEX ix_day_plans_department_id_local_date ON day_plans (department_id, local_date);
CREATE INDEX ix_invitations_person_id ON invitations (person_id);
CREATE INDEX ix_outbox_message ON outbox (chat_id, message_id);
CREATE INDEX ix_outbox_pending ON outbox (lane, id) WHERE state = 'pending';
CREATE INDEX ix_outbox_updated_at ON outbox (updated_at);
CREATE INDEX ix_contacts_phone10 ON contacts (phone10);
CREATE INDEX ix_contacts_telegram_id ON contacts (telegram_id);
CREATE INDEX ix_deals_client_id_closed_at ON deals (client_id, closed_at);
CREATE INDEX ix_deals_owner_id_stage ON deals (owner_id, stage);
CREATE INDEX ix_activities_author_id_recorded_at ON activities (author_id, recorded_at);
CREATE INDEX ix_activities_client_id_local_date ON activities (client_id, local_date);
CREATE INDEX ix_activities_report ON activities (department_id, local_date, author_id, type, undone_at, happened_at, outcome);
CREATE INDEX ix_expected_payments_client_id_due_on ON expected_payments (client_id, due_on);
CREATE INDEX ix_expected_payments_created_by_created_at ON expected_payments (created_by, created_at);
CREATE INDEX ix_expected_payments_department_due ON expected_payments (department_id, due_on, closed_at);
CREATE INDEX ix_expected_payments_open ON expected_payments (owner_id, due_on) WHERE closed_at IS NULL;
CREATE INDEX ix_facts_entered_by_created_at ON facts (entered_by, created_at);
CREATE INDEX ix_facts_receipt_id ON facts (receipt_id);
CREATE INDEX ix_payment_events_at ON payment_events (at);
CREATE UNIQUE INDEX uq_norms_person ON norms (person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX uq_norms_profile ON norms (department_id, profile) WHERE person_id IS NULL;
CREATE INDEX ix_plans_department_id_month ON plans (department_id, month);
CREATE UNIQUE INDEX uq_plans_department ON plans (department_id, metric, month, version) WHERE person_id IS NULL;
CREATE UNIQUE INDEX uq_plans_person ON plans (person_id, metric, month, version) WHERE person_id IS NOT NULL;
CREATE INDEX ix_tomorrow_plans_department_id_local_date ON tomorrow_plans (department_id, local_date);
CREATE INDEX ix_week_plans_department_id_monday ON week_plans (department_id, monday);
CREATE INDEX ix_week_plan_items_payment_id ON week_plan_items (payment_id);
CREATE INDEX ix_absences_person_id_first_day ON absences (person_id, first_day);
CREATE INDEX ix_absences_substitute_id ON absences (substitute_id);
CREATE INDEX ix_expected_payments_deal ON expected_payments (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX ix_facts_payment_day ON facts (payment_id, local_date, undone_at, owner_id, amount);
CREATE INDEX ix_reminders_due ON reminders (state, due_at);
CREATE INDEX ix_reminders_activity_id ON reminders (activity_id);
CREATE INDEX ix_reminders_person_id_sent_at ON reminders (person_id, sent_at);
CREATE INDEX ix_reminders_told_to_sent_at ON reminders (told_to, sent_at);
CREATE INDEX ix_activities_author ON activities (author_id, local_date, type, undone_at, happened_at, outcome, client_id);
CREATE INDEX ix_facts_department_day ON facts (department_id, local_date, owner_id, undone_at, amount, confirmed_by, client_id);
CREATE INDEX ix_facts_owner_day ON facts (owner_id, local_date, undone_at, amount, confirmed_by, client_id, payment_id, department_id);
CREATE INDEX ix_facts_client_day ON facts (client_id, local_date, undone_at, amount);
CREATE INDEX ix_expected_payments_owner_due ON expected_payments (owner_id, due_on, closed_at, cancelled_at);
CREATE INDEX ix_expected_payments_moved ON expected_payments (owner_id, due_on, first_due_on) WHERE due_on > first_due_on;
CREATE INDEX ix_expected_payments_undone ON expected_payments (id) WHERE undone_at IS NOT NULL;
CREATE INDEX ix_expected_payments_closed ON expected_payments (owner_id, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX ix_payment_events_payment_id_at ON payment_events (payment_id, at);
COMMIT;
