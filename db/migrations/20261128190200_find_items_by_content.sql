-- A file that came before does not lie in the tray a second time.
create index sync_items_by_content on public.sync_items (tenant_id, sha256) where sha256 is not null;
