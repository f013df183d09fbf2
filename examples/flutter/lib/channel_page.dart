import 'package:flutter/material.dart';
import 'package:webview_flutter/webview_flutter.dart';

import 'earshot_bridge.dart';
import 'page_html.dart';

/// The page in webview_flutter: a channel takes strings and returns none, so the answer goes back as an event.
class ChannelPage extends StatefulWidget {
  const ChannelPage({super.key, required this.html, required this.bridge});

  final String html;
  final EarshotBridge bridge;

  @override
  State<ChannelPage> createState() => _ChannelPageState();
}

class _ChannelPageState extends State<ChannelPage> {
  final web = WebViewController();

  @override
  void initState() {
    super.initState();
    _load();
  }

  Future<void> _load() async {
    await web.setJavaScriptMode(JavaScriptMode.unrestricted);
    await web.setNavigationDelegate(
      NavigationDelegate(
        // No other site comes near the channel. Open its links in the browser here, if your page has any.
        onNavigationRequest: (request) =>
            request.url.startsWith(baseUrl) ? NavigationDecision.navigate : NavigationDecision.prevent,
      ),
    );
    // before the page is loaded: it looks for the channel at its start
    await web.addJavaScriptChannel('earshotChannel', onMessageReceived: _answer);
    await web.loadHtmlString(widget.html, baseUrl: baseUrl);
  }

  Future<void> _answer(JavaScriptMessage message) async {
    final answer = await widget.bridge.answer(message.message);
    if (answer != null) await web.runJavaScript(replyScript(answer));
  }

  @override
  Widget build(BuildContext context) => ValueListenableBuilder(
    valueListenable: widget.bridge.isFormOpen,
    builder: (context, isFormOpen, page) => PopScope(
      canPop: !isFormOpen,
      onPopInvokedWithResult: (didPop, _) {
        if (!didPop) web.runJavaScript("earshot('close')");
      },
      child: page!,
    ),
    child: WebViewWidget(controller: web),
  );
}
