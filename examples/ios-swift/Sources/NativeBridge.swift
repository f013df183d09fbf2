import WebKit

/// `webkit.messageHandlers.earshot`: what the page sends comes here, and what this returns is the answer it awaits.
@MainActor
final class NativeBridge: NSObject, WKScriptMessageHandlerWithReply {
    private let outbox: Outbox
    private let forwarder: Forwarder

    init(outbox: Outbox, forwarder: Forwarder) {
        self.outbox = outbox
        self.forwarder = forwarder
    }

    func userContentController(
        _ controller: WKUserContentController, didReceive message: WKScriptMessage
    ) async -> (Any?, String?) {
        // Any frame of the page can call, and a frame may be anybody's.
        guard message.frameInfo.isMainFrame, message.frameInfo.securityOrigin.`protocol` == PageFiles.scheme else {
            return (nil, "Only pages of this app are served.")
        }
        guard let text = message.body as? String, let answer = await outbox.answer(to: text) else {
            return (nil, nil) // that a form was opened or closed, which iOS has no back button for; or not Earshot's
        }
        Task { await forwarder.drain() }
        return (answer, nil)
    }
}
