package com.example.feedback

import android.util.Log
import org.json.JSONArray
import org.json.JSONObject
import java.util.concurrent.Executors

/** What the page says to the app, and what the app answers, whatever carries the strings. */
class NativeBridge(private val outbox: Outbox, private val forwarder: Forwarder) {
    private val disk = Executors.newSingleThreadExecutor()

    /**
     * Whether the message is to be answered. `reply` is then called once, on another thread, after the words are on the
     * disk. `onForm` hears that a form came or went.
     */
    fun take(message: String, onForm: (isOpen: Boolean) -> Unit, reply: (String) -> Unit): Boolean {
        val said = runCatching { JSONObject(message) }.getOrNull()
        if (said?.optInt("earshot") != 1) return false // not Earshot's, or of a version that this app does not know
        val event = said.optString("event")
        if (event == "open" || event == "close") {
            onForm(event == "open")
            return false
        }
        disk.execute {
            val results = try {
                outbox.keep(said.getJSONObject("batch"))
            } catch (error: Exception) {
                Log.w("Earshot", "Could not keep a batch; the page keeps it and sends it by itself.", error)
                JSONArray() // no result is no ack
            }
            reply(JSONObject().put("earshot", 1).put("id", said.optString("id")).put("results", results).toString())
            forwarder.start()
        }
        return true
    }
}
