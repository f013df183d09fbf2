import WebKit

/// The same for a handler without a reply: `configuration.userContentController.add(PlainBridge(…), name: "earshot")`.
@MainActor
final class PlainBridge: NSObject, WKScriptMessageHandler {
    private let outbox: Outbox
    private let forwarder: Forwarder

    init(outbox: Outbox, forwarder: Forwarder) {
        self.outbox = outbox
        self.forwarder = forwarder
    }

    func userContentController(_ controller: WKUserContentController, didReceive message: WKScriptMessage) {
        guard
            message.frameInfo.isMainFrame, message.frameInfo.securityOrigin.`protocol` == PageFiles.scheme,
            let text = message.body as? String
        else { return }
        Task {
            guard let answer = await outbox.answer(to: text), let script = replyScript(answer) else { return }
            _ = try? await message.webView?.evaluateJavaScript(script)
            await forwarder.drain()
        }
    }
}

/// Hands an answer to the page. It may hold any text, so it goes in as a string literal that no text can end.
func replyScript(_ answer: String) -> String? {
    guard let json = try? JSONSerialization.data(withJSONObject: answer, options: .fragmentsAllowed) else { return nil }
    let literal = String(decoding: json, as: UTF8.self)
        .replacingOccurrences(of: "<", with: "\\u003c") // never `</script>`
        .replacingOccurrences(of: "\u{2028}", with: "\\u2028") // ends a line, and with it the literal, before ES2019
        .replacingOccurrences(of: "\u{2029}", with: "\\u2029")
    // The script's own value must be one that WebKit can hand back, or evaluateJavaScript throws.
    return "window.dispatchEvent(new MessageEvent('earshot:reply', {data: \(literal)})); true"
}
