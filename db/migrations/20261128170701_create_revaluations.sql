-- Vouchers that revalue a client's balances in foreign money at a day (646/656); deleting the draft takes its row with it.
create table public.revaluations (
  tenant_id uuid not null,
  client_id uuid not null,
  valued_on date not null,
  voucher_id uuid not null,
  -- Accounts and currencies chosen: [{"code": "102.02", "currency": "USD"}]; null: all that are valued unless told otherwise.
  chosen jsonb check (jsonb_typeof(chosen) = 'array'),
  gain_account text not null check (gain_account like '646%'),
  loss_account text not null check (loss_account like '656%'),
  -- Hash of the lines it was proposed with: others now mean that books or rates have changed since.
  basis text not null check (basis ~ '^[0-9a-f]{64}$'),
  -- The draft's version then: a later one was changed by a person.
  version integer not null,
  primary key (tenant_id, client_id, valued_on, voucher_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, voucher_id) references public.vouchers on delete cascade
);
create index revaluations_by_voucher on public.revaluations (tenant_id, voucher_id);
call app.guard_tenant_table('public.revaluations', 'client_id');
grant select, insert on public.revaluations to muhasebi_app;
grant update (chosen, gain_account, loss_account, basis, version) on public.revaluations to muhasebi_app;
