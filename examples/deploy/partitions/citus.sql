-- Not run: written by the documentation of Citus. After the first start of a collector, before there is data.
-- Every table with the project in its key is spread by it, so that each of its statements goes to one node. All others
-- (accounts, sessions, leases, the log of changes, settings) are small and stay on the coordinator.
SELECT create_distributed_table('earshot_submissions', 'project');
SELECT create_distributed_table('earshot_alerts', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_attachments', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_counted', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_counters', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_deliveries', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_figures', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_history', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_keys', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_log_dead', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_mail_choices', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_mails', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_notes', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_passes', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_pending', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_recent_texts', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_replies', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_search', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_seen', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_sums', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_tags', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_theme_submissions', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_theme_sums', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_themes', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_traffic', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_unsearched', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_update_submissions', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_update_texts', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_updates', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_userdata', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_views', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_webhook_attempts', 'project', colocate_with => 'earshot_submissions');
SELECT create_distributed_table('earshot_week_sums', 'project', colocate_with => 'earshot_submissions');
-- The marks of erasures are asked for by every insert: each node has all of them.
SELECT create_reference_table('earshot_erased');
