import 'dart:async';
import 'dart:convert';

import 'package:flutter/foundation.dart';

import 'forwarder.dart';
import 'outbox.dart';

/// What the page says to the app, and what the app answers, whichever plug-in carries the strings.
class EarshotBridge {
  EarshotBridge(this._outbox, this._forwarder);

  final Outbox _outbox;
  final Forwarder _forwarder;

  /// For Android's back button.
  final isFormOpen = ValueNotifier(false);

  /// The answer to a message, once its words are on the disk. Nothing where the page awaits none.
  Future<String?> answer(String message) async {
    final Object? said;
    try {
      said = jsonDecode(message);
    } on FormatException {
      return null;
    }
    if (said is! Map<String, Object?> || said['earshot'] != 1) return null; // not Earshot's, or of a later version
    if (said['event'] case 'open' || 'close') {
      isFormOpen.value = said['event'] == 'open';
      return null;
    }
    List<Map<String, String>> results;
    try {
      results = await _outbox.keep(said['batch']! as Map<String, Object?>);
    } catch (error) {
      debugPrint('Earshot: could not keep a batch; the page keeps it and sends it by itself. $error');
      results = []; // no result is no ack
    }
    unawaited(_forwarder.drain());
    return jsonEncode({'earshot': 1, 'id': said['id'], 'results': results});
  }
}

/// Hands an answer to the page. It may hold any text, so it goes in as a string literal that no text can end.
String replyScript(String answer) {
  final literal = jsonEncode(answer)
      .replaceAll('<', r'\u003c') // never `</script>`
      .replaceAll('\u2028', r'\u2028') // ends a line, and with it the literal, in webviews before ES2019
      .replaceAll('\u2029', r'\u2029');
  return "window.dispatchEvent(new MessageEvent('earshot:reply', {data: $literal}))";
}
