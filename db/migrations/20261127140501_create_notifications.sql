-- What people are told while they work: one row a person and event, and which kinds each wants to be told of.

create table public.notifications (
  tenant_id uuid not null,
  notification_id uuid not null default uuidv7(),
  user_id uuid not null,
  kind text not null check (kind in ('client-assigned', 'bulk-done', 'upload-failures', 'request-answered',
    'invitation-accepted', 'period-changed', 'new-sign-in', 'password-changed', 'second-factor-changed')),
  -- What the sentence of the kind names: counts, names. The sentence itself is the reader's language's.
  params jsonb not null default '{}' check (jsonb_typeof(params) = 'object' and pg_column_size(params) <= 2000),
  -- The client company it is about: the title is read when shown, and only by who may see it.
  about_client_id uuid,
  -- A page of the app, never another place.
  link text check (length(link) <= 500 and link ~ '^/[^/\\]'),
  -- Unread events of one key of one person are one row, whose count grows.
  fold_key text check (length(fold_key) <= 200),
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (tenant_id, notification_id),
  foreign key (tenant_id, user_id) references public.memberships,
  foreign key (tenant_id, about_client_id) references public.clients,
  check (fold_key is null or read_at is null)
);
create index notifications_of_user on public.notifications (tenant_id, user_id, created_at desc, notification_id desc);
create index notifications_unread on public.notifications (tenant_id, user_id) where read_at is null;
create unique index notifications_folded on public.notifications (tenant_id, user_id, fold_key) where fold_key is not null;
create index notifications_about_client on public.notifications (tenant_id, about_client_id) where about_client_id is not null;

-- What a person chose; without a row the kind is as it comes: shown, and mailed where it is about the door.
create table public.notification_preferences (
  tenant_id uuid not null,
  user_id uuid not null,
  kind text not null check (length(kind) <= 50),
  in_app boolean not null,
  mail boolean not null,
  primary key (tenant_id, user_id, kind),
  foreign key (tenant_id, user_id) references public.memberships
);

call app.guard_tenant_table('public.notifications');
call app.guard_tenant_table('public.notification_preferences');

-- A person's own and nobody else's, also within the office; the worker clears and counts for all.
create policy own_rows on public.notifications as restrictive for select
  using (user_id = (select app.user_id()) or (select app.user_id()) is null);
create policy own_changes on public.notifications as restrictive for update
  using (user_id = (select app.user_id()) or (select app.user_id()) is null);
create policy own_removals on public.notifications as restrictive for delete
  using ((select app.user_id()) is null);
-- At the door there is no office yet: what happens there is told in an office of the person's own.
create policy told_at_the_door on public.notifications for insert
  with check (user_id = (select app.user_id()) and tenant_id in
    (select m.tenant_id from public.memberships m where m.user_id = (select app.user_id())));
create policy own_at_the_door on public.notification_preferences for select
  using (user_id = (select app.user_id()));

grant select, insert, update, delete on public.notifications to muhasebi_app;
grant select, insert, update on public.notification_preferences to muhasebi_app;

-- Whether a sign-in comes from a device that the person used before.
create index sessions_of_user on public.sessions (user_id, last_used_at desc);
