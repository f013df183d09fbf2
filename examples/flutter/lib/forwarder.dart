import 'dart:async';
import 'dart:convert';
import 'dart:io';

import 'outbox.dart';

const _timeout = Duration(seconds: 15);
const _laterS = 60;

/// A collector that asks for more is asked again nevertheless.
const _mostS = 3600;

/// Brings what waits in the outbox to the collector, one record after the other, while the app runs.
class Forwarder {
  Forwarder(this._outbox, this._collector);

  final Outbox _outbox;
  final Uri _collector;
  final _client = HttpClient()..connectionTimeout = _timeout;
  bool _isWanted = false;
  bool _isDraining = false;

  /// The collector said "later": until then nothing is sent, whatever is kept meanwhile.
  DateTime? _notBefore;
  Timer? _again;

  /// Call it at the start, when the app comes to the front, and when something was kept.
  Future<void> drain() async {
    _isWanted = true;
    if (_isDraining) return; // what came meanwhile has its turn in the loop below
    _isDraining = true;
    try {
      while (_isWanted) {
        _isWanted = false;
        final held = _notBefore?.difference(DateTime.now()) ?? Duration.zero;
        // A clock that was set back holds nothing for longer than was asked.
        if (held > Duration.zero && held <= const Duration(seconds: _mostS)) return _drainAfter(held);
        final waitS = await _sendAll();
        if (waitS != null) return _drainAfter(Duration(seconds: waitS));
      }
    } finally {
      _isDraining = false;
    }
  }

  void _drainAfter(Duration wait) {
    _again?.cancel();
    _again = Timer(wait, drain);
  }

  /// Seconds to wait where the collector is out of reach or says "later"; nothing where all had their turn.
  Future<int?> _sendAll() async {
    // Each record travels alone: one that the collector refuses holds back no other.
    for (final waiting in await _outbox.waiting()) {
      final int status;
      final String body;
      final int? retryAfterS;
      try {
        (status, body, retryAfterS) = await _post(waiting.batch).timeout(_timeout);
      } on Exception {
        return _laterS;
      }
      if (status >= 500 || const [408, 425, 429].contains(status)) {
        final waitS = (retryAfterS ?? _laterS).clamp(1, _mostS);
        _notBefore = DateTime.now().add(Duration(seconds: waitS));
        return waitS;
      }
      switch (status == 200 ? _statusOf(waiting.id, body) : null) {
        case 'accepted' || 'duplicate':
          await _outbox.remove(waiting);
        case 'rejected':
          await _outbox.refuse(waiting);
        default: // `retry`, or not named: tried again at the next start
      }
    }
    return null;
  }

  Future<(int, String, int?)> _post(Map<String, Object?> batch) async {
    final request = await _client.postUrl(_collector);
    request.followRedirects = false; // a redirected POST becomes a GET
    request.headers.contentType = ContentType('text', 'plain', charset: 'utf-8');
    // The collector compares sentAt with its own clock, so it is the time of sending, not of writing.
    final envelope = {...batch, 'sentAt': DateTime.now().toUtc().toIso8601String()};
    request.add(utf8.encode(jsonEncode(envelope)));
    final response = await request.close();
    final body = await utf8.decodeStream(response);
    return (response.statusCode, body, _secondsIn(response.headers.value('retry-after') ?? ''));
  }

  /// `Retry-After` is a number of seconds, or a date; nothing where it is neither.
  int? _secondsIn(String retryAfter) {
    final seconds = int.tryParse(retryAfter);
    if (seconds != null) return seconds;
    try {
      return (HttpDate.parse(retryAfter).difference(DateTime.now()).inMilliseconds / 1000).ceil();
    } on Exception {
      return null;
    }
  }

  /// What the collector says of this record; nothing where it does not name it, or the answer is somebody else's.
  Object? _statusOf(String id, String body) {
    try {
      final results = (jsonDecode(body) as Map<String, Object?>)['results']! as List<Object?>;
      return results.whereType<Map<String, Object?>>().firstWhere((result) => result['id'] == id)['status'];
    } catch (_) {
      return null;
    }
  }
}
