import WebKit

/// Serves the folder Web of the app as `app://local/`: a real origin, to which the page's queue belongs.
final class PageFiles: NSObject, WKURLSchemeHandler {
    static let scheme = "app"
    static let origin = "app://local"
    private static let types = ["html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8"]

    func webView(_ webView: WKWebView, start task: any WKURLSchemeTask) {
        guard
            let url = task.request.url, url.host == "local",
            // the last part alone: no path leads out of the folder
            let file = Bundle.main.url(forResource: url.lastPathComponent, withExtension: nil, subdirectory: "Web"),
            let type = Self.types[file.pathExtension],
            let data = try? Data(contentsOf: file),
            let response = HTTPURLResponse(
                url: url, statusCode: 200, httpVersion: "HTTP/1.1",
                headerFields: ["Content-Type": type, "Content-Length": String(data.count)])
        else { return task.didFailWithError(URLError(.fileDoesNotExist)) }
        task.didReceive(response)
        task.didReceive(data)
        task.didFinish()
    }

    func webView(_ webView: WKWebView, stop task: any WKURLSchemeTask) {}
}
