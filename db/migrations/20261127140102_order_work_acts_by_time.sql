-- The id of an act is chosen by whoever asks, so it tells nothing of when: the history is ordered by time.
create index work_acts_newest on public.work_acts (tenant_id, created_at desc, act_id desc);
create index work_acts_newest_of_client on public.work_acts (tenant_id, client_id, created_at desc, act_id desc);
create index work_acts_newest_of_user on public.work_acts (tenant_id, user_id, created_at desc, act_id desc);
drop index public.work_acts_by_client;
drop index public.work_acts_by_user;
