import Capacitor

/// `Capacitor.Plugins.Earshot`, in front of the outbox of ../../../ios-swift.
@objc(EarshotPlugin)
public class EarshotPlugin: CAPPlugin, CAPBridgedPlugin {
    public let identifier = "EarshotPlugin"
    public let jsName = "Earshot"
    public let pluginMethods: [CAPPluginMethod] = [
        CAPPluginMethod(name: "send", returnType: CAPPluginReturnPromise)
    ]
    private let outbox = Outbox(folder: .applicationSupportDirectory.appending(path: "earshot-outbox", directoryHint: .isDirectory))
    private var forwarder: Forwarder?

    override public func load() {
        guard let collector = getConfig().getString("collector").flatMap(URL.init(string:)) else {
            return CAPLog.print("Earshot: plugins.Earshot.collector is missing in capacitor.config.ts")
        }
        let forwarder = Forwarder(outbox: outbox, collector: collector)
        self.forwarder = forwarder
        Task { await forwarder.drain() } // what an earlier run could not deliver
    }

    @objc func send(_ call: CAPPluginCall) {
        guard let message = call.getString("message") else { return call.reject("send() takes { message }") }
        Task {
            guard let reply = await outbox.answer(to: message) else { return call.resolve() }
            call.resolve(["reply": reply])
            await forwarder?.drain()
        }
    }
}

/// In SceneDelegate.swift (and Main.storyboard, where the project has one) instead of CAPBridgeViewController.
class PageViewController: CAPBridgeViewController {
    override open func capacitorDidLoad() {
        bridge?.registerPluginInstance(EarshotPlugin())
    }
}
