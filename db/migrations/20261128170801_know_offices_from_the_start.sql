-- Until a table is first analysed the planner takes an office for one of two hundred, and with it any index that begins
-- with the office for as good as the key: the first minutes of a new installation then read an office's whole table for one
-- row of it, keys to other tables included. What is not known yet is taken to be all one office's.
do $$
declare
  unknown text;
begin
  for unknown in
    select t from unnest(array['clients', 'accounts', 'vouchers', 'voucher_lines', 'documents']) t
    where not exists (select from pg_stats s where s.schemaname = 'public' and s.tablename = t and s.attname = 'tenant_id')
  loop
    perform pg_restore_attribute_stats('schemaname', 'public', 'relname', unknown, 'attname', 'tenant_id', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
  end loop;
end
$$;
