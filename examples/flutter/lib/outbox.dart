import 'dart:convert';

import 'package:sqflite/sqflite.dart';

/// A batch of one record, as it goes to the collector.
typedef Waiting = ({String project, String id, Map<String, Object?> batch});

/// What the page handed over and the collector does not have yet: one row for each project and record id.
class Outbox {
  Outbox._(this._db);

  final Database _db;

  static Future<Outbox> open() async => Outbox._(
    await openDatabase(
      'earshot-outbox.db',
      version: 1,
      onConfigure: (db) async {
        // An ack is a promise, so a commit has to be on the disk: NORMAL loses the last ones in a power cut,
        // and on Apple's systems a plain fsync() leaves them in the drive's own memory.
        await db.execute('PRAGMA synchronous = FULL');
        await db.execute('PRAGMA fullfsync = 1');
      },
      onCreate: (db, _) =>
          db.execute(
            'CREATE TABLE outbox (project TEXT, id TEXT, batch TEXT, refused INTEGER DEFAULT 0, PRIMARY KEY (project, id))',
          ),
    ),
  );

  /// Keeps each record of a batch, once, and answers for each when all of them are on the disk. One without a usable id
  /// is not answered for, so the page keeps it. Throws where the disk refuses.
  Future<List<Map<String, String>>> keep(Map<String, Object?> batch) => _db.transaction((change) async {
    final project = batch['project']! as String;
    final results = <Map<String, String>>[];
    for (final record in batch['records']! as List<Object?>) {
      if (record is! Map<String, Object?>) continue;
      final id = record['id'];
      if (id is! String || id.isEmpty) continue;
      final known = await change.query('outbox', where: 'project = ? AND id = ?', whereArgs: [project, id]);
      if (known.isEmpty) {
        final alone = jsonEncode({
          ...batch,
          'records': [record],
        });
        await change.insert('outbox', {'project': project, 'id': id, 'batch': alone});
      }
      results.add({'id': id, 'status': known.isEmpty ? 'accepted' : 'duplicate'});
    }
    return results;
  });

  /// Everything that waits and was not refused, oldest first.
  Future<List<Waiting>> waiting() async => [
    for (final row in await _db.query('outbox', where: 'refused = 0', orderBy: 'rowid'))
      (
        project: row['project']! as String,
        id: row['id']! as String,
        batch: jsonDecode(row['batch']! as String) as Map<String, Object?>,
      ),
  ];

  Future<void> remove(Waiting waiting) =>
      _db.delete('outbox', where: 'project = ? AND id = ?', whereArgs: [waiting.project, waiting.id]);

  /// It is not sent again, but it is somebody's words: they stay for a developer to look at.
  Future<void> refuse(Waiting waiting) => _db.update(
    'outbox',
    {'refused': 1},
    where: 'project = ? AND id = ?',
    whereArgs: [waiting.project, waiting.id],
  );
}
