package com.example.feedback

import android.webkit.JavascriptInterface
import android.webkit.WebView
import org.json.JSONObject

/**
 * The same bridge without androidx.webkit: `web.addJavascriptInterface(PlainBridge(web, app.bridge, onForm), "earshotNative")`.
 * Every frame of the page can call it, whatever its origin, so use it only where the page frames nobody else.
 */
class PlainBridge(
    private val web: WebView,
    private val bridge: NativeBridge,
    private val onForm: (isOpen: Boolean) -> Unit,
) {
    /** Called on a thread of the WebView's own. */
    @JavascriptInterface
    fun postMessage(message: String) {
        bridge.take(message, onForm) { answer -> web.post { web.evaluateJavascript(replyScript(answer), null) } }
    }
}

/** Hands an answer to the page. It may hold any text, so it goes in as a string literal that no text can end. */
fun replyScript(answer: String): String {
    val literal = JSONObject.quote(answer)
        .replace("<", "\\u003c") // never `</script>`
        .replace("\u2028", "\\u2028") // ends a line, and with it the literal, in WebViews before ES2019
        .replace("\u2029", "\\u2029")
    return "window.dispatchEvent(new MessageEvent('earshot:reply', {data: $literal}))"
}
