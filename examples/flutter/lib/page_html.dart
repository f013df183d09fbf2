import 'package:flutter/services.dart';

/// Where the page appears to come from. Its queue belongs to this origin, so it never changes. Take a host of yours.
const baseUrl = 'https://app.example.com/';

/// The page as one text: with a base URL it has a real origin, but no file beside it that a script tag could name.
Future<String> pageHtml() async => withScript(
  await rootBundle.loadString('web/index.html'),
  await rootBundle.loadString('web/earshot.webview.js'),
);

String withScript(String page, String script) {
  // the text of a script ends at the first `</script`, wherever that stands
  final safe = script.replaceAllMapped(RegExp('</(script)', caseSensitive: false), (match) => '<\\/${match[1]}');
  return page.replaceFirst(' src="earshot.webview.js"', '').replaceFirst('></script>', '>$safe</script>');
}
