package com.example.feedback

import android.app.Application
import java.net.URL

/**
 * What there is once in the app, however often the system makes its activity anew: two forwarders would send the same
 * record twice, and each has a thread that nobody ends.
 */
class FeedbackApp : Application() {
    private val outbox by lazy { Outbox(this) }
    val forwarder by lazy { Forwarder(outbox, URL(BuildConfig.COLLECTOR)) }
    val bridge by lazy { NativeBridge(outbox, forwarder) }
}
