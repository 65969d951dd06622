-- Acts of people on documents (approve, reject, move …), one or many at a time: what was asked, what became of each
-- document, and what taking it back needs. The posting of a document and the mark on its row are one transaction.

create table public.work_acts (
  tenant_id uuid not null references public.offices,
  act_id uuid not null default uuidv7(),
  kind text not null check (kind in ('approve', 'reject', 'restore', 'move', 'retry', 'apply-like', 'undo')),
  -- Null where documents of several clients are in it.
  client_id uuid,
  user_id uuid not null references public.users,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'stopped')),
  reason text check (length(reason) between 1 and 500),
  to_client_id uuid,
  like_document_id uuid,
  -- The accounts that apply-like brings: [{role, account}].
  changes jsonb,
  undoes uuid,
  -- Kept by a trigger on the rows of the documents; the application has no right to these columns.
  total integer not null default 0,
  waiting integer not null default 0,
  done integer not null default 0,
  refused integer not null default 0,
  undone integer not null default 0,
  sum_kurus bigint not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, act_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, to_client_id) references public.clients,
  foreign key (tenant_id, like_document_id) references public.documents,
  foreign key (tenant_id, undoes) references public.work_acts,
  check (total = waiting + done + refused + undone),
  check (least(waiting, done, refused, undone) >= 0),
  -- Nothing is called done while something waits.
  check (state <> 'done' or waiting = 0),
  check ((state in ('done', 'stopped')) = (ended_at is not null)),
  check ((kind = 'reject') = (reason is not null)),
  check ((kind = 'move') = (to_client_id is not null)),
  check ((kind = 'apply-like') = (like_document_id is not null and changes is not null)),
  check ((kind = 'undo') = (undoes is not null))
);
create index work_acts_by_client on public.work_acts (tenant_id, client_id, act_id desc);
create index work_acts_by_user on public.work_acts (tenant_id, user_id, act_id desc);
create index work_acts_going on public.work_acts (tenant_id, act_id) where state in ('waiting', 'running');
create index work_acts_by_undone on public.work_acts (tenant_id, undoes) where undoes is not null;

create table public.work_act_items (
  tenant_id uuid not null,
  act_id uuid not null,
  document_id uuid not null,
  -- Order in which they are done: client by client, by date of the voucher.
  position integer not null check (position > 0),
  -- The client whose document it was when the act was asked.
  client_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'undone')),
  -- The draft as it was seen; not a foreign key, for a draft may be gone.
  voucher_id uuid,
  voucher_version integer,
  -- The version of the document after the act: changed since, it is not taken back.
  document_version integer,
  sum_kurus bigint,
  fis_no integer,
  -- What taking it back needs: the draft's lines, the reason of a rejection.
  before jsonb,
  -- {code, message, messageEn, next, nextEn}
  refusal jsonb,
  ended_at timestamptz,
  primary key (tenant_id, act_id, document_id),
  unique (tenant_id, act_id, position),
  foreign key (tenant_id, act_id) references public.work_acts,
  foreign key (tenant_id, document_id) references public.documents,
  foreign key (tenant_id, client_id) references public.clients,
  check ((state = 'refused') = (refusal is not null)),
  check ((state = 'waiting') = (ended_at is null))
);
create index work_act_items_by_state on public.work_act_items (tenant_id, act_id, state, position);
create index work_act_items_by_document on public.work_act_items (tenant_id, document_id, act_id desc);

-- waiting → done or refused; done → undone; nothing else ever happens to a row.
create function app.guard_work_act_item() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
begin
  if (old.state, new.state) not in (('waiting', 'done'), ('waiting', 'refused'), ('done', 'undone'))
    or (old.tenant_id, old.act_id, old.document_id, old.position, old.client_id)
      is distinct from (new.tenant_id, new.act_id, new.document_id, new.position, new.client_id) then
    raise exception using errcode = 'MU001', message = 'what an act did to a document is written once', table = 'work_act_items';
  end if;
  return new;
end
$$;
create trigger written_once before update on public.work_act_items
  for each row execute function app.guard_work_act_item();

-- The figures of an act are those of its rows: counted from what each statement changed.
create function app.count_work_act_items() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app
as $$
begin
  if tg_op = 'INSERT' then
    update public.work_acts a set
      total = a.total + c.total, waiting = a.waiting + c.waiting, done = a.done + c.done,
      refused = a.refused + c.refused, undone = a.undone + c.undone, sum_kurus = a.sum_kurus + c.kurus
    from (
      select tenant_id, act_id, count(*)::int as total,
        (count(*) filter (where state = 'waiting'))::int as waiting, (count(*) filter (where state = 'done'))::int as done,
        (count(*) filter (where state = 'refused'))::int as refused, (count(*) filter (where state = 'undone'))::int as undone,
        coalesce(sum(sum_kurus) filter (where state in ('waiting', 'done')), 0)::bigint as kurus
      from new_rows group by tenant_id, act_id) c
    where a.tenant_id = c.tenant_id and a.act_id = c.act_id;
  else
    update public.work_acts a set
      waiting = a.waiting + c.waiting, done = a.done + c.done,
      refused = a.refused + c.refused, undone = a.undone + c.undone, sum_kurus = a.sum_kurus + c.kurus
    from (
      select tenant_id, act_id,
        (sum(n) filter (where state = 'waiting'))::int as waiting, (sum(n) filter (where state = 'done'))::int as done,
        (sum(n) filter (where state = 'refused'))::int as refused, (sum(n) filter (where state = 'undone'))::int as undone,
        coalesce(sum(n * sum_kurus) filter (where state in ('waiting', 'done')), 0)::bigint as kurus
      from (
        select tenant_id, act_id, state, sum_kurus, 1 as n from new_rows
        union all select tenant_id, act_id, state, sum_kurus, -1 from old_rows
        union all select tenant_id, act_id, s.state, 0, 0 from new_rows,
          (values ('waiting'), ('done'), ('refused'), ('undone')) s (state)) changed
      group by tenant_id, act_id) c
    where a.tenant_id = c.tenant_id and a.act_id = c.act_id;
  end if;
  return null;
end
$$;
create trigger counted after insert on public.work_act_items
  referencing new table as new_rows for each statement execute function app.count_work_act_items();
create trigger recounted after update on public.work_act_items
  referencing old table as old_rows new table as new_rows for each statement execute function app.count_work_act_items();

call app.guard_tenant_table('public.work_acts', 'client_id');
call app.guard_tenant_table('public.work_act_items', 'client_id');
-- An act over several clients belongs to no client: besides those who see all, it is shown to who asked for it.
create policy own_acts on public.work_acts
  using (tenant_id = (select app.tenant_id()) and user_id = (select app.user_id()))
  with check (tenant_id = (select app.tenant_id()) and user_id = (select app.user_id()));

-- That somebody asked, and that somebody stopped it; what it did to each document stands in the lines of the document and its voucher.
create trigger audit after insert or update of state on public.work_acts
  for each row when (new.state in ('waiting', 'running', 'stopped'))
  execute function app.audit_row('act_id', 'total,waiting,done,refused,undone,sum_kurus,state,changes');

grant select on public.work_acts, public.work_act_items to muhasebi_app;
grant insert (tenant_id, act_id, kind, client_id, user_id, state, reason, to_client_id, like_document_id, changes, undoes),
      update (state, ended_at) on public.work_acts to muhasebi_app;
grant insert (tenant_id, act_id, document_id, position, client_id, state, voucher_id, voucher_version, sum_kurus, before),
      update (state, voucher_id, document_version, fis_no, sum_kurus, before, refusal, ended_at)
  on public.work_act_items to muhasebi_app;

-- Functions of the owner are reached through their triggers alone. (New with this migration: nobody loses a right.)
do $$
begin
  revoke all on function app.guard_work_act_item(), app.count_work_act_items() from public;
end
$$;
alter function app.count_work_act_items() set search_path = pg_catalog, public, app, pg_temp;

-- The queue over all clients of an office, oldest first.
create index documents_queue on public.documents (tenant_id, document_id)
  where state = 'READY' and kind = 'invoice' and not not_this_client;
-- Waiting documents of one counterparty.
create index documents_of_counterparty on public.documents (tenant_id, client_id, counterparty_tax_id, document_id)
  where state = 'READY' and voucher_id is not null;
