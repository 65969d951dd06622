-- What a client user's portal shows and permits, part by part. Everybody has all of it until the office says otherwise.
-- Null: a person of the office, who has no portal.
alter table public.memberships
  add column portal_parts text[] default '{documents,upload,requests,reports}',
  add constraint memberships_portal_parts check (
    cardinality(portal_parts) between 1 and 4
    and portal_parts <@ array['documents', 'upload', 'requests', 'reports']);
alter table public.invitations
  add column portal_parts text[] default '{documents,upload,requests,reports}',
  add constraint invitations_portal_parts check (
    cardinality(portal_parts) between 1 and 4
    and portal_parts <@ array['documents', 'upload', 'requests', 'reports']);
