import SwiftUI
import WebKit

struct PageView: UIViewRepresentable {
    let bridge: NativeBridge

    func makeUIView(context: Context) -> WKWebView {
        let configuration = WKWebViewConfiguration()
        configuration.websiteDataStore = .default()
        configuration.setURLSchemeHandler(PageFiles(), forURLScheme: PageFiles.scheme)
        configuration.userContentController.addScriptMessageHandler(bridge, contentWorld: .page, name: "earshot")
        let web = WKWebView(frame: .zero, configuration: configuration)
        web.navigationDelegate = context.coordinator
        web.load(URLRequest(url: URL(string: "\(PageFiles.origin)/index.html")!))
        return web
    }

    func updateUIView(_ web: WKWebView, context: Context) {}

    func makeCoordinator() -> Navigation { Navigation() }

    final class Navigation: NSObject, WKNavigationDelegate {
        /// Links to elsewhere open in the browser: no other site comes near the bridge.
        func webView(_ webView: WKWebView, decidePolicyFor action: WKNavigationAction) async -> WKNavigationActionPolicy {
            guard let url = action.request.url, url.scheme != PageFiles.scheme, url.scheme != "about" else { return .allow }
            await UIApplication.shared.open(url)
            return .cancel
        }

        /// iOS ends the page's process when memory is short. The queue is on the disk; the page has to come back.
        func webViewWebContentProcessDidTerminate(_ webView: WKWebView) {
            webView.reload()
        }
    }
}
