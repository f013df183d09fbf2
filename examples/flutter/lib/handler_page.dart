import 'package:flutter/material.dart';
import 'package:flutter_inappwebview/flutter_inappwebview.dart';

import 'earshot_bridge.dart';
import 'page_html.dart';

/// The page in flutter_inappwebview: what its handler returns is the answer that the page awaits.
class HandlerPage extends StatefulWidget {
  const HandlerPage({super.key, required this.html, required this.bridge});

  final String html;
  final EarshotBridge bridge;

  @override
  State<HandlerPage> createState() => _HandlerPageState();
}

class _HandlerPageState extends State<HandlerPage> {
  InAppWebViewController? web;
  int loads = 0;

  /// The system ends the page's process when memory is short. The queue is on the disk; the page has to come back, in a
  /// new webview: reload() would ask the network for the base URL.
  void loadAgain() {
    widget.bridge.isFormOpen.value = false;
    setState(() => loads++);
  }

  @override
  Widget build(BuildContext context) => ValueListenableBuilder(
    valueListenable: widget.bridge.isFormOpen,
    builder: (context, isFormOpen, page) => PopScope(
      canPop: !isFormOpen,
      onPopInvokedWithResult: (didPop, _) {
        if (!didPop) web?.evaluateJavascript(source: "earshot('close')");
      },
      child: page!,
    ),
    child: InAppWebView(
      key: ValueKey(loads),
      initialData: InAppWebViewInitialData(data: widget.html, baseUrl: WebUri(baseUrl), historyUrl: WebUri(baseUrl)),
      initialSettings: InAppWebViewSettings(
        javaScriptEnabled: true,
        domStorageEnabled: true,
        databaseEnabled: true,
        incognito: false,
        cacheEnabled: true,
        useShouldOverrideUrlLoading: true,
      ),
      onWebViewCreated: (controller) {
        web = controller;
        controller.addJavaScriptHandler(
          handlerName: 'earshot',
          callback: (arguments) => widget.bridge.answer(arguments.first as String),
        );
      },
      // No other site comes near the bridge. Open its links in the browser here, if your page has any.
      shouldOverrideUrlLoading: (_, action) async => '${action.request.url}'.startsWith(baseUrl)
          ? NavigationActionPolicy.ALLOW
          : NavigationActionPolicy.CANCEL,
      onRenderProcessGone: (_, _) => loadAgain(),
      onWebContentProcessDidTerminate: (_) => loadAgain(),
    ),
  );
}
