import Foundation

/// What the page handed over and the collector does not have yet: one file for each project and record id.
actor Outbox {
    private let folder: URL

    init(folder: URL) {
        self.folder = folder
        // Left by an app that ended in the midst of a write: never acked, so the page has these words.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasSuffix(".draft") {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }

    /// The answer to a message of the page, once its words are on the disk. Nothing where it awaits none.
    func answer(to message: String) -> String? {
        guard
            let said = json(Data(message.utf8)), said["earshot"] as? Int == 1,
            let id = said["id"] as? String, let batch = said["batch"] as? [String: Any]
        else { return nil }
        // Where the disk refuses there is no result: no result is no ack, and the page sends by itself.
        let results = (try? keep(batch)) ?? []
        let answer: [String: Any] = ["earshot": 1, "id": id, "results": results]
        return (try? JSONSerialization.data(withJSONObject: answer)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Everything that waits and was not refused, oldest first, as file and body.
    func waiting() -> [(file: URL, batch: Data)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }
            .sorted { $0.suffix(41) < $1.suffix(41) } // ids begin with their time
            .compactMap { name in
                let file = folder.appending(path: name)
                return (try? Data(contentsOf: file)).map { (file, $0) }
            }
    }

    func remove(_ file: URL) {
        try? FileManager.default.removeItem(at: file)
    }

    /// It is not sent again, but it is somebody's words: they stay for a developer to look at.
    func refuse(_ file: URL) {
        try? FileManager.default.moveItem(at: file, to: refused(file))
    }

    private func refused(_ file: URL) -> URL {
        file.appendingPathExtension("refused")
    }

    /// Keeps each record once. One without a usable id is not answered for, so the page keeps it.
    private func keep(_ batch: [String: Any]) throws -> [[String: String]] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let project = batch["project"] as? String, matches(project, "[A-Za-z0-9._-]{1,64}") else { return [] }
        var results: [[String: String]] = []
        for case let record as [String: Any] in batch["records"] as? [Any] ?? [] {
            guard let id = record["id"] as? String, matches(id, "[0-9a-f-]{36}") else { continue }
            let file = folder.appending(path: "\(project)~\(id).json")
            // One that the collector refused is known as well: it would be sent, and refused, for ever.
            if [file, refused(file)].contains(where: { FileManager.default.fileExists(atPath: $0.path) }) {
                results.append(["id": id, "status": "duplicate"])
                continue
            }
            try write(JSONSerialization.data(withJSONObject: batch.merging(["records": [record]]) { $1 }), to: file)
            results.append(["id": id, "status": "accepted"])
        }
        try flush(folder) // the names of the new files, too
        return results
    }

    /// A whole file or none, and on the disk.
    private func write(_ data: Data, to file: URL) throws {
        let draft = folder.appending(path: "\(UUID().uuidString).draft")
        try data.write(to: draft)
        try flush(draft)
        try FileManager.default.moveItem(at: draft, to: file)
    }

    /// fsync() leaves the bytes in the drive's own memory, where a power cut takes them; this does not.
    private func flush(_ file: URL) throws {
        let descriptor = open(file.path, O_RDONLY)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        defer { close(descriptor) }
        guard fcntl(descriptor, F_FULLFSYNC) != -1 else { throw POSIXError(.EIO) }
    }

    private func matches(_ text: String, _ pattern: String) -> Bool {
        text.range(of: "\\A(?:\(pattern))\\z", options: .regularExpression) != nil
    }
}

func json(_ data: Data) -> [String: Any]? {
    try? JSONSerialization.jsonObject(with: data) as? [String: Any]
}
