import Foundation

/// Brings what waits in the outbox to the collector, one record after the other, while the app runs.
actor Forwarder {
    private let outbox: Outbox
    private let collector: URL
    private let laterS = 60.0
    /// A collector that asks for more is asked again nevertheless.
    private let mostS = 3600.0
    private var isWanted = false
    private var isDraining = false
    /// The collector said "later": until then nothing is sent, whatever is kept meanwhile.
    private var notBefore = Date.distantPast
    private var nextDrain: Task<Void, Never>?

    init(outbox: Outbox, collector: URL) {
        self.outbox = outbox
        self.collector = collector
    }

    /// Call it when the app comes to the front, and when something was kept.
    func drain() async {
        isWanted = true
        guard !isDraining else { return } // what came meanwhile has its turn in the loop below
        isDraining = true
        defer { isDraining = false }
        while isWanted {
            isWanted = false
            let heldS = notBefore.timeIntervalSinceNow
            // A clock that was set back holds nothing for longer than was asked.
            if heldS > 0, heldS <= mostS { return again(afterS: heldS) }
            if let waitS = await sendAll() { return again(afterS: waitS) }
        }
    }

    /// Seconds to wait where the collector is out of reach or says "later"; nothing where all had their turn.
    private func sendAll() async -> Double? {
        // Each record travels alone: one that the collector refuses holds back no other.
        for (file, batch) in await outbox.waiting() {
            guard let (status, body, retryAfterS) = try? await post(batch) else { return laterS }
            if status >= 500 || [408, 425, 429].contains(status) {
                let waitS = min(max(retryAfterS ?? laterS, 1), mostS)
                notBefore = Date(timeIntervalSinceNow: waitS)
                return waitS
            }
            switch status == 200 ? statusOf(file, in: body) : nil {
            case "accepted", "duplicate": await outbox.remove(file)
            case "rejected": await outbox.refuse(file)
            default: break // `retry`, or not named: tried again when the app comes back
            }
        }
        return nil
    }

    private func again(afterS waitS: Double) {
        nextDrain?.cancel()
        nextDrain = Task {
            try? await Task.sleep(for: .seconds(waitS))
            guard !Task.isCancelled else { return }
            nextDrain = nil // it sends from here on, and is not to be cancelled in the midst of it
            await drain()
        }
    }

    private func post(_ batch: Data) async throws -> (Int, Data, Double?) {
        guard var envelope = json(batch) else { return (200, Data(), nil) }
        // The collector compares this with its own clock, so it is the time of sending, not of writing.
        envelope["sentAt"] = ISO8601DateFormatter.string(
            from: .now, timeZone: .gmt, formatOptions: [.withInternetDateTime, .withFractionalSeconds])
        var request = URLRequest(url: collector, timeoutInterval: 15)
        request.httpMethod = "POST"
        request.setValue("text/plain;charset=UTF-8", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONSerialization.data(withJSONObject: envelope)
        let (data, response) = try await URLSession.shared.data(for: request, delegate: NoRedirects())
        guard let http = response as? HTTPURLResponse else { return (0, data, nil) }
        return (http.statusCode, data, http.value(forHTTPHeaderField: "Retry-After").flatMap(secondsIn))
    }

    /// `Retry-After` is a number of seconds, or a date; nothing where it is neither.
    private func secondsIn(_ retryAfter: String) -> Double? {
        if let seconds = Int(retryAfter) { return Double(seconds) }
        let dates = DateFormatter()
        dates.locale = Locale(identifier: "en_US_POSIX")
        dates.timeZone = .gmt
        dates.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return dates.date(from: retryAfter)?.timeIntervalSinceNow
    }

    /// What the collector says of this record; nothing where it does not name it, or the answer is somebody else's.
    private func statusOf(_ file: URL, in body: Data) -> String? {
        let results = json(body)?["results"] as? [Any] ?? []
        let named = results.compactMap { $0 as? [String: Any] }.first { result in
            (result["id"] as? String).map { file.lastPathComponent.hasSuffix("~\($0).json") } ?? false
        }
        return named?["status"] as? String
    }
}

/// A redirected POST becomes a GET.
private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest
    ) async -> URLRequest? { nil }
}
