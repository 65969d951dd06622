-- The audit log is filtered by client company and by person, the newest first.
create index audit_log_by_client on public.audit_log (tenant_id, client_id, audit_id desc);
create index audit_log_by_user on public.audit_log (tenant_id, user_id, audit_id desc);
