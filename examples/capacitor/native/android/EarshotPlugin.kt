package com.example.feedback

import com.getcapacitor.JSObject
import com.getcapacitor.Plugin
import com.getcapacitor.PluginCall
import com.getcapacitor.PluginMethod
import com.getcapacitor.annotation.CapacitorPlugin
import java.net.URL

/** `Capacitor.Plugins.Earshot`, in front of the outbox of ../../../android-kotlin. */
@CapacitorPlugin(name = "Earshot")
class EarshotPlugin : Plugin() {
    private lateinit var native: NativeBridge

    override fun load() {
        val outbox = Outbox(context.applicationContext)
        val forwarder = Forwarder(outbox, URL(config.getString("collector")))
        native = NativeBridge(outbox, forwarder) { /* the page sees to the back button: www/back-button.js */ }
        forwarder.start() // what an earlier run could not deliver
    }

    @PluginMethod
    fun send(call: PluginCall) {
        val message = call.getString("message") ?: return call.reject("send() takes { message }")
        val isAnswered = native.take(message) { reply -> call.resolve(JSObject().put("reply", reply)) }
        if (!isAnswered) call.resolve()
    }
}
