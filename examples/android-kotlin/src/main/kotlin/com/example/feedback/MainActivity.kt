package com.example.feedback

import android.annotation.SuppressLint
import android.content.Intent
import android.os.Bundle
import android.webkit.RenderProcessGoneDetail
import android.webkit.WebResourceRequest
import android.webkit.WebView
import android.webkit.WebViewClient
import android.widget.FrameLayout
import androidx.activity.ComponentActivity
import androidx.activity.OnBackPressedCallback
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat
import androidx.webkit.WebViewAssetLoader
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature

/** Where the assets appear to come from. The queue belongs to it, so it never changes. */
private const val ORIGIN = "https://${WebViewAssetLoader.DEFAULT_DOMAIN}"

class MainActivity : ComponentActivity() {
    @SuppressLint("SetJavaScriptEnabled")
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val web = WebView(this)
        val closesForm = object : OnBackPressedCallback(false) {
            override fun handleOnBackPressed() = web.evaluateJavascript("earshot('close')", null)
        }
        onBackPressedDispatcher.addCallback(this, closesForm)

        val app = application as FeedbackApp
        val onForm = { isOpen: Boolean -> runOnUiThread { closesForm.isEnabled = isOpen } }

        web.settings.javaScriptEnabled = true
        web.settings.domStorageEnabled = true
        web.settings.allowFileAccess = false
        web.webViewClient = pageOfAssets()
        // WebViews that Earshot runs in (105 and newer) all have it.
        if (WebViewFeature.isFeatureSupported(WebViewFeature.WEB_MESSAGE_LISTENER)) {
            WebViewCompat.addWebMessageListener(web, "earshotNative", setOf(ORIGIN)) { view, message, _, _, replyProxy ->
                app.bridge.take(message.data ?: "", onForm) { answer -> view.post { replyProxy.postMessage(answer) } }
            }
        }
        setContentView(insideTheBars(web))
        web.loadUrl("$ORIGIN/assets/index.html") // after the listener: it is there in pages that are loaded later
        app.forwarder.start() // what an earlier run could not deliver
    }

    /** Since Android 15 an app is drawn behind bars and keyboard, and a WebView does not mind a padding of its own. */
    private fun insideTheBars(web: WebView) = FrameLayout(this).apply {
        addView(web)
        ViewCompat.setOnApplyWindowInsetsListener(this) { frame, insets ->
            val taken = insets.getInsets(WindowInsetsCompat.Type.systemBars() or WindowInsetsCompat.Type.ime())
            frame.setPadding(taken.left, taken.top, taken.right, taken.bottom)
            WindowInsetsCompat.CONSUMED
        }
    }

    private fun pageOfAssets(): WebViewClient {
        val assets = WebViewAssetLoader.Builder()
            .addPathHandler("/assets/", WebViewAssetLoader.AssetsPathHandler(this))
            .build()
        return object : WebViewClient() {
            override fun shouldInterceptRequest(view: WebView, request: WebResourceRequest) =
                assets.shouldInterceptRequest(request.url)

            /** Links to elsewhere open in the browser: no other site comes near the bridge. */
            override fun shouldOverrideUrlLoading(view: WebView, request: WebResourceRequest): Boolean {
                if (request.url.toString().startsWith("$ORIGIN/")) return false
                // It throws where no app takes the link, as mailto: on a device without a mail program.
                runCatching { startActivity(Intent(Intent.ACTION_VIEW, request.url)) }
                return true
            }

            /** The page's process ended. The queue is on the disk; the page has to come back. */
            override fun onRenderProcessGone(view: WebView, detail: RenderProcessGoneDetail): Boolean {
                recreate()
                return true
            }
        }
    }
}
