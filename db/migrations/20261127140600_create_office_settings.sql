-- What an office says of itself on paper and how its people work: letterhead, logo, defaults, rules of signing in.

create table public.office_settings (
  tenant_id uuid primary key references public.offices,
  tax_id text check (tax_id ~ '^[0-9]{10,11}$'),
  tax_office text check (length(tax_office) <= 100),
  address text check (length(address) <= 300),
  phone text check (length(phone) <= 40),
  email text check (length(email) <= 254),
  website text check (length(website) <= 200),
  -- Who signs: the line of the stamp (kaşe).
  signer_name text check (length(signer_name) <= 120),
  signer_title text check (signer_title in ('SMMM', 'YMM')),
  -- Number of the licence (ruhsat) or of the chamber's register.
  signer_number text check (length(signer_number) <= 40),
  -- Further lines below the name on printed pages.
  letterhead_text text check (length(letterhead_text) <= 500),
  -- What a new client company begins with.
  fiscal_year_start_month smallint not null default 1 check (fiscal_year_start_month between 1 and 12),
  purchase_default text not null default 'expense' check (purchase_default in ('merchandise', 'expense')),
  language text not null default 'tr' check (language in ('tr', 'en')),
  -- The day of the following month after which a month that is not done counts as late; 0: as soon as it is over.
  late_day smallint not null default 0 check (late_day between 0 and 28),
  -- Staff without a second factor is led to set one up before anything else.
  second_factor_required boolean not null default false,
  -- A session unused for this long is over.
  session_idle_hours smallint not null default 336 check (session_idle_hours between 1 and 336),
  version integer not null default 1
);
call app.guard_tenant_table('public.office_settings');
-- At the door there is no office yet: whether a second factor is required is read for the person's own offices.
create policy own_office_settings on public.office_settings for select
  using (tenant_id in (select m.tenant_id from public.memberships m where m.user_id = (select app.user_id())));
create trigger audit after insert or update on public.office_settings
  for each row execute function app.audit_row('tenant_id', 'version');
grant select, insert, update on public.office_settings to muhasebi_app;

-- The logo as we encoded it anew: nothing of the file that was uploaded is kept.
create table public.office_logos (
  tenant_id uuid primary key references public.offices,
  png bytea not null check (octet_length(png) between 67 and 1000000),
  width smallint not null check (width between 1 and 1200),
  height smallint not null check (height between 1 and 400),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_at timestamptz not null default now()
);
call app.guard_tenant_table('public.office_logos');
create trigger audit after insert or update or delete on public.office_logos
  for each row execute function app.audit_row('tenant_id', 'png,uploaded_at');
grant select, insert, update, delete on public.office_logos to muhasebi_app;

-- How long this session may stay unused, as the office that is worked in wants it. Null: fourteen days.
alter table public.sessions add column idle_hours smallint check (idle_hours between 1 and 336);
