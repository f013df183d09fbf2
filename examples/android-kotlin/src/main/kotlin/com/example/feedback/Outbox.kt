package com.example.feedback

import android.content.ContentValues
import android.content.Context
import android.database.sqlite.SQLiteDatabase
import android.database.sqlite.SQLiteOpenHelper
import org.json.JSONArray
import org.json.JSONObject

/** What the page handed over and the collector does not have yet: one row for each project and record id. */
class Outbox(context: Context) : SQLiteOpenHelper(
    context,
    "earshot-outbox.db",
    1,
    // The platform's own choice differs between devices, and with write-ahead logging is often NORMAL, which
    // loses the last commits in a power cut. An ack is a promise, so a commit has to be on the disk.
    SQLiteDatabase.OpenParams.Builder().setJournalMode("DELETE").setSynchronousMode("FULL").build(),
) {
    /** `batch` is the page's envelope with this one record in it. */
    data class Waiting(val project: String, val id: String, val batch: JSONObject)

    override fun onCreate(db: SQLiteDatabase) =
        db.execSQL(
            "CREATE TABLE outbox (project TEXT, id TEXT, batch TEXT, refused INTEGER DEFAULT 0, PRIMARY KEY (project, id))",
        )

    override fun onUpgrade(db: SQLiteDatabase, oldVersion: Int, newVersion: Int) = Unit

    /**
     * Keeps each record of a batch, once, and answers for each when all of them are on the disk. A record without a
     * usable id is not answered for, so the page keeps it. Throws where the disk refuses.
     */
    fun keep(batch: JSONObject): JSONArray {
        val project = batch.getString("project")
        val records = batch.getJSONArray("records")
        val results = JSONArray()
        val db = writableDatabase
        db.beginTransaction()
        try {
            for (i in 0 until records.length()) {
                val record = records.optJSONObject(i) ?: continue
                val id = record.optString("id").ifEmpty { null } ?: continue
                val alone = JSONObject(batch.toString()).put("records", JSONArray().put(record))
                val row = ContentValues().apply {
                    put("project", project)
                    put("id", id)
                    put("batch", alone.toString())
                }
                val isNew = db.insertWithOnConflict("outbox", null, row, SQLiteDatabase.CONFLICT_IGNORE) != -1L
                results.put(JSONObject().put("id", id).put("status", if (isNew) "accepted" else "duplicate"))
            }
            db.setTransactionSuccessful()
        } finally {
            db.endTransaction()
        }
        return results
    }

    /** Everything that waits and was not refused, oldest first. */
    fun waiting(): List<Waiting> = buildList {
        readableDatabase.rawQuery("SELECT project, id, batch FROM outbox WHERE refused = 0 ORDER BY rowid", null).use { row ->
            while (row.moveToNext()) {
                add(Waiting(row.getString(0), row.getString(1), JSONObject(row.getString(2))))
            }
        }
    }

    fun remove(waiting: Waiting) {
        writableDatabase.delete("outbox", "project = ? AND id = ?", arrayOf(waiting.project, waiting.id))
    }

    /** It is not sent again, but it is somebody's words: they stay for a developer to look at. */
    fun refuse(waiting: Waiting) {
        val row = ContentValues().apply { put("refused", 1) }
        writableDatabase.update("outbox", row, "project = ? AND id = ?", arrayOf(waiting.project, waiting.id))
    }
}
