-- Not run: written by the documentation of Citus. After the first start of a collector, before there is data.
-- What belongs to a project is spread by it, so that each of its statements goes to one node.
SELECT create_distributed_table('earshot_submissions', 'project');
SELECT create_distributed_table('earshot_pending', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_counted', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_attachments', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_sums', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_traffic', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_figures', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_keys', 'project', colocate_with => 'earshot_submissions');
-- The marks of erasures are asked for by every insert: each node has all of them.
SELECT create_reference_table('earshot_erased');
