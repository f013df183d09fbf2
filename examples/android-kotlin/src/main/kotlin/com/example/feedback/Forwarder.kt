package com.example.feedback

import org.json.JSONObject
import java.io.IOException
import java.net.HttpURLConnection
import java.net.URL
import java.time.Duration
import java.time.Instant
import java.time.ZonedDateTime
import java.time.format.DateTimeFormatter
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit

private const val TIMEOUT_MS = 15_000
private const val LATER_S = 60L

/** A collector that asks for more is asked again nevertheless. */
private const val MOST_S = 3600L

/** Brings what waits in the outbox to the collector, one record after the other, for as long as the app runs. */
class Forwarder(private val outbox: Outbox, private val collector: URL) {
    private val worker = Executors.newSingleThreadScheduledExecutor()
    private var again: Future<*>? = null

    /** The collector said "later": until then nothing is sent, whatever is kept meanwhile. */
    private var notBeforeMs = 0L

    /** Call it at the start of the app, and when something was kept. */
    fun start() = worker.execute(::drain)

    private fun drain() {
        // A clock that was set back holds nothing for longer than was asked.
        val heldMs = notBeforeMs - System.currentTimeMillis()
        if (heldMs in 1..MOST_S * 1000) return drainAfter(heldMs)
        // Each record travels alone: one that the collector refuses holds back no other.
        for (waiting in outbox.waiting()) {
            val (status, body, retryAfterS) = try {
                post(waiting.batch)
            } catch (error: IOException) {
                Answer(0, "", null)
            }
            val isLater = status == 0 || status == 408 || status == 425 || status == 429 || status >= 500
            if (isLater) {
                val waitMs = (retryAfterS ?: LATER_S).coerceIn(1, MOST_S) * 1000
                if (status != 0) notBeforeMs = System.currentTimeMillis() + waitMs
                return drainAfter(waitMs)
            }
            when (if (status == 200) statusOf(waiting.id, body) else null) {
                "accepted", "duplicate" -> outbox.remove(waiting)
                "rejected" -> outbox.refuse(waiting)
                else -> Unit // `retry`, or not named: tried again at the next start
            }
        }
    }

    private fun drainAfter(waitMs: Long) {
        again?.cancel(false)
        again = worker.schedule(::drain, waitMs, TimeUnit.MILLISECONDS)
    }

    private data class Answer(val status: Int, val body: String, val retryAfterS: Long?)

    private fun post(batch: JSONObject): Answer {
        // The collector compares this with its own clock, so it is the time of sending, not of writing.
        val body = JSONObject(batch.toString()).put("sentAt", Instant.now().toString())
        val connection = collector.openConnection() as HttpURLConnection
        try {
            connection.requestMethod = "POST"
            connection.doOutput = true
            connection.connectTimeout = TIMEOUT_MS
            connection.readTimeout = TIMEOUT_MS
            connection.instanceFollowRedirects = false // a redirected POST becomes a GET
            connection.setRequestProperty("Content-Type", "text/plain;charset=UTF-8")
            connection.outputStream.use { it.write(body.toString().toByteArray()) }
            val status = connection.responseCode
            val stream = if (status < 400) connection.inputStream else connection.errorStream
            val text = stream?.use { it.readBytes().decodeToString() } ?: ""
            return Answer(status, text, connection.getHeaderField("Retry-After")?.let(::secondsIn))
        } finally {
            connection.disconnect()
        }
    }

    /** `Retry-After` is a number of seconds, or a date; nothing where it is neither. */
    private fun secondsIn(retryAfter: String): Long? = retryAfter.trim().toLongOrNull() ?: runCatching {
        val until = ZonedDateTime.parse(retryAfter.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
        Duration.between(Instant.now(), until).seconds + 1
    }.getOrNull()

    /** What the collector says of this record; nothing where it does not name it, or the answer is somebody else's. */
    private fun statusOf(id: String, body: String): String? {
        val results = runCatching { JSONObject(body).getJSONArray("results") }.getOrNull() ?: return null
        return (0 until results.length()).mapNotNull(results::optJSONObject)
            .find { it.optString("id") == id }?.optString("status")
    }
}
