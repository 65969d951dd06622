-- Every mail that leaves: one row a recipient, with a state of its own; and of mails about an account, which belong to no
-- office, what became of them.

create table public.outgoing_mails (
  tenant_id uuid not null references public.offices,
  mail_id uuid not null default uuidv7(),
  -- What it is for: report, digest, invitation, request.
  purpose text not null check (purpose ~ '^[a-z-]{1,40}$'),
  -- Groups the mails of one event: "report-run:<id>".
  source text check (length(source) <= 200),
  client_id uuid,
  to_address text not null check (length(to_address) between 3 and 254 and to_address ~ '^[^[:space:],<>@]+@[^[:space:],<>@]+$'),
  to_name text check (length(to_name) <= 200),
  subject text not null check (length(subject) <= 500),
  -- Null where it is not kept: it holds a link that signs somebody in, or it is older than a mail is kept.
  body_text text,
  body_html text,
  -- [{fileName, contentType, sha256}], stored files of the office.
  attachments jsonb not null default '[]' check (jsonb_typeof(attachments) = 'array'),
  -- "<…@…>", the same in every try.
  message_id text not null,
  -- The job that makes the text anew in every try; null where the text is kept.
  made_by_job text,
  -- queued: waits for its turn · sending: with the mail server now · sent: taken by it · failed: refused for good, or tried
  -- too often · bounced: taken, and came back · held: no mail server is named, it lies in the outbox folder
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'bounced', 'held')),
  -- Tries since it was last put into the queue.
  attempts integer not null default 0 check (attempts >= 0),
  -- {tr, en}: why it waits, failed or came back, and what to do now.
  reason jsonb,
  next_step jsonb,
  -- The server's own words, or the name of the file in the outbox folder.
  answer text check (length(answer) <= 1000),
  created_by uuid,
  created_at timestamptz not null default now(),
  next_attempt_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, mail_id),
  foreign key (tenant_id, client_id) references public.clients,
  check ((state in ('queued', 'sending')) = (ended_at is null)),
  check (state not in ('failed', 'bounced') or reason is not null)
);
create index outgoing_mails_newest on public.outgoing_mails (tenant_id, created_at desc, mail_id desc);
create index outgoing_mails_by_state on public.outgoing_mails (tenant_id, state, created_at desc, mail_id desc);
create index outgoing_mails_by_source on public.outgoing_mails (tenant_id, source) where source is not null;
create index outgoing_mails_by_client on public.outgoing_mails (tenant_id, client_id) where client_id is not null;
create unique index outgoing_mails_by_message on public.outgoing_mails (tenant_id, message_id);
create unique index outgoing_mails_by_job on public.outgoing_mails (tenant_id, made_by_job) where made_by_job is not null;

call app.guard_tenant_table('public.outgoing_mails', 'client_id');
-- What a person does to a mail: sending it again, to another address.
create trigger audit after update on public.outgoing_mails
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('mail_id',
    'body_text,body_html,attachments,message_id,made_by_job,attempts,reason,next_step,answer,created_at,next_attempt_at,ended_at');

grant select, insert, delete on public.outgoing_mails to muhasebi_app;
grant update (to_address, body_text, body_html, state, attempts, reason, next_step, answer, next_attempt_at, ended_at)
  on public.outgoing_mails to muhasebi_app;

-- Mails about a person's account (a new password, a sign-in): nobody's but theirs, so no address, no subject and no text.
create table public.account_mails (
  made_by_job text primary key,
  purpose text not null check (purpose ~ '^[a-z-]{1,40}$'),
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'held')),
  attempts integer not null default 0,
  -- {tr, en}
  reason jsonb,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index account_mails_by_state on public.account_mails (state, changed_at);
grant select, insert, update, delete on public.account_mails to muhasebi_app;
