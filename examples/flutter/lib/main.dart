import 'dart:async';

import 'package:flutter/material.dart';

import 'channel_page.dart';
import 'earshot_bridge.dart';
import 'forwarder.dart';
import 'handler_page.dart';
import 'outbox.dart';
import 'page_html.dart';

final collector = Uri.parse('https://feedback.example.com/v1/submissions');

/// `flutter run --dart-define=WEBVIEW=webview_flutter` shows the other plug-in.
const webview = String.fromEnvironment('WEBVIEW', defaultValue: 'flutter_inappwebview');

Future<void> main() async {
  WidgetsFlutterBinding.ensureInitialized();
  final outbox = await Outbox.open();
  final forwarder = Forwarder(outbox, collector);
  final bridge = EarshotBridge(outbox, forwarder);
  final html = await pageHtml();
  unawaited(forwarder.drain()); // what an earlier run could not deliver
  AppLifecycleListener(onResume: () => unawaited(forwarder.drain()));
  runApp(
    MaterialApp(
      home: Scaffold(
        body: SafeArea(
          child: webview == 'webview_flutter'
              ? ChannelPage(html: html, bridge: bridge)
              : HandlerPage(html: html, bridge: bridge),
        ),
      ),
    ),
  );
}
