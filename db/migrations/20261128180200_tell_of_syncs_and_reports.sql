-- Four more kinds that people are told of: failed syncs and reports, documents that wait, periods about to close.
alter table public.notifications
  drop constraint notifications_kind_check,
  add constraint notifications_kind_check check (kind in ('client-assigned', 'bulk-done', 'upload-failures',
    'request-answered', 'invitation-accepted', 'period-changed', 'sync-failed', 'report-failed', 'documents-waiting',
    'period-closing', 'new-sign-in', 'password-changed', 'second-factor-changed'));
