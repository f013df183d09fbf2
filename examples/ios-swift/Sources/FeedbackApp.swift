import SwiftUI

private let collector = URL(string: "https://feedback.example.com/v1/submissions")!

@main
struct FeedbackApp: App {
    @Environment(\.scenePhase) private var phase
    private let outbox: Outbox
    private let forwarder: Forwarder

    init() {
        outbox = Outbox(folder: .applicationSupportDirectory.appending(path: "earshot-outbox", directoryHint: .isDirectory))
        forwarder = Forwarder(outbox: outbox, collector: collector)
    }

    var body: some Scene {
        WindowGroup {
            PageView(bridge: NativeBridge(outbox: outbox, forwarder: forwarder))
                .ignoresSafeArea()
        }
        .onChange(of: phase) { phase in
            // What an earlier run could not deliver, and what waited while the app was away.
            if phase == .active { Task { await forwarder.drain() } }
        }
    }
}
