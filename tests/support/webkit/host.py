#!/usr/bin/python3
"""A browser of tests: WebKitGTK with a profile on disk, driven by WebKitWebDriver.

WebKit's own MiniBrowser keeps nothing on disk when it is automated, so a killed browser would prove nothing with it.
Started by the driver as `host.py --automation --data FOLDER --control FILE`. FOLDER holds what pages store. FILE gets
the port of a control socket on the loopback interface: one JSON object a line in, one a line out.

  {"do": "script", "view": 0, "source": "..."}   runs before anything of each page that view 0 loads from now on
  {"do": "offline", "on": true}                  every request of every page fails, or goes through again
  {"do": "size", "view": 0, "width": 390, "height": 780}   the window of view 0, in CSS px
  {"do": "front", "view": 0}                     its window gets the keyboard: nobody else gives it, without a window manager
  {"do": "text", "px": 32}                       the size of text that the visitor set for all pages
  {"do": "touch", "view": 0, "touch": "down", "x": 20, "y": 30}
      a finger comes down there in the page, moves to there ("move") or leaves it ("up")
  {"do": "still"}                                pages are told that less motion is wished for
  {"do": "views"}                                how many views there have been
  {"do": "html", "view": 0, "html": "..."}       shows HTML without a base URL, as apps do: its origin is opaque
  {"do": "app", "handler": "plain", "acks": true}
      from now on each new view has a script message handler "earshot", "plain" or "reply", as a native app would
      register it. A batch is put into a list, then acked record by record; without "acks" nobody answers.
  {"do": "acks", "on": true}                     the app begins to answer, or stops
  {"do": "received"}                             the strings that came through it, and WebKit's version
"""

import argparse
import ctypes
import json

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
gi.require_version("JavaScriptCore", "4.1")
from gi.repository import Gdk, Gio, GLib, Gtk, JavaScriptCore, WebKit2  # noqa: E402

options = argparse.ArgumentParser()
options.add_argument("--automation", action="store_true")
options.add_argument("--data", required=True)
options.add_argument("--control", required=True)
chosen = options.parse_args()

data = WebKit2.WebsiteDataManager(base_data_directory=chosen.data, base_cache_directory=chosen.data + "/cache")
context = WebKit2.WebContext.new_with_website_data_manager(data)
context.set_automation_allowed(True)
views = []

# A proxy that nobody listens at: the port is "discard", which no test takes.
NOWHERE = "http://127.0.0.1:9"


# The native app of these tests.
app = {"handler": None, "acks": True}
received = []


def reply_to(message):
    """Stores first, then answers: an ack is a promise. Nothing for a message that expects no answer."""
    received.append(message)
    said = json.loads(message)
    if "batch" not in said or not app["acks"]:
        return None
    results = [{"id": record["id"], "status": "accepted"} for record in said["batch"]["records"]]
    return json.dumps({"earshot": 1, "id": said["id"], "results": results})


def text_of(value):
    """As an app that takes strings only: anything else is refused."""
    if not value.is_string():
        raise TypeError(f"expected a string, got {value.to_json(0)}")
    return value.to_string()


def register(manager, view):
    """The same calls as an iOS app makes: addScriptMessageHandler, with or without reply."""

    def on_message(_manager, result):
        answer = reply_to(text_of(result.get_js_value()))
        if answer:
            event = f"new MessageEvent('earshot:reply', {{data: {json.dumps(answer)}}})"
            view.evaluate_javascript(f"window.dispatchEvent({event})", -1, None, None, None, None)

    def on_request(_manager, value, reply):
        answer = reply_to(text_of(value))
        if answer:
            reply.return_value(JavaScriptCore.Value.new_string(value.get_context(), answer))
        else:
            pending.append(reply)  # kept alive, since letting go of it rejects the promise
        return True

    if app["handler"] == "plain":
        manager.connect("script-message-received::earshot", on_message)
        manager.register_script_message_handler("earshot")
    elif app["handler"] == "reply":
        manager.connect("script-message-with-reply-received::earshot", on_request)
        manager.register_script_message_handler_with_reply("earshot", None)


pending = []


def new_view():
    manager = WebKit2.UserContentManager()
    view = WebKit2.WebView(
        web_context=context,
        user_content_manager=manager,
        is_controlled_by_automation=True,
    )
    register(manager, view)
    # what a page logs is asked of the page by the tests
    view.get_settings().set_enable_write_console_messages_to_stdout(False)
    window = Gtk.Window()
    window.set_default_size(1000, 700)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    views.append(view)
    return view


# Of GdkEventTouch, from its beginning: type, window, send_event, time, x, y, axes, state, and then its sequence, which
# tells fingers apart and which Python cannot set otherwise.
SEQUENCE_AT = 56

TOUCHES = {"down": Gdk.EventType.TOUCH_BEGIN, "move": Gdk.EventType.TOUCH_UPDATE, "up": Gdk.EventType.TOUCH_END}


def touch(view, kind, x, y):
    """What GTK does with an event of a touch screen, which Xvfb has none of: from there on it is WebKit's own."""
    window = view.get_window()
    event = Gdk.Event.new(TOUCHES[kind])
    pointer = window.get_display().get_default_seat().get_pointer()
    event.set_device(pointer)
    event.set_source_device(pointer)
    _depth, left, top = window.get_origin()
    fields = event.touch
    fields.window = window
    fields.time = GLib.get_monotonic_time() // 1000 & 0xFFFFFFFF
    fields.x, fields.y, fields.x_root, fields.y_root = x, y, left + x, top + y
    fields.emulating_pointer = True  # the first finger moves the pointer
    at = hash(event)  # of a boxed value that is its address
    if ctypes.c_int.from_address(at).value != TOUCHES[kind] or ctypes.c_double.from_address(at + 24).value != x:
        raise RuntimeError("GdkEventTouch is laid out otherwise here: see SEQUENCE_AT")
    ctypes.c_void_p.from_address(at + SEQUENCE_AT).value = 1
    Gtk.main_do_event(event)


def answer(command):
    kind = command["do"]
    if kind == "script":
        script = WebKit2.UserScript.new(
            command["source"],
            WebKit2.UserContentInjectedFrames.ALL_FRAMES,
            WebKit2.UserScriptInjectionTime.START,
            None,
            None,
        )
        views[command["view"]].get_user_content_manager().add_script(script)
    elif kind == "offline":
        if command["on"]:
            data.set_network_proxy_settings(
                WebKit2.NetworkProxyMode.CUSTOM, WebKit2.NetworkProxySettings.new(NOWHERE, None)
            )
        else:
            data.set_network_proxy_settings(WebKit2.NetworkProxyMode.NO_PROXY, None)
    elif kind == "size":
        views[command["view"]].get_toplevel().resize(command["width"], command["height"])
    elif kind == "front":
        views[command["view"]].get_toplevel().get_window().focus(0)
    elif kind == "text":
        for view in views:
            view.get_settings().set_default_font_size(command["px"])
    elif kind == "touch":
        touch(views[command["view"]], command["touch"], command["x"], command["y"])
    elif kind == "still":
        Gtk.Settings.get_default().set_property("gtk-enable-animations", False)
    elif kind == "views":
        return {"views": len(views)}
    elif kind == "app":
        app.update(handler=command["handler"], acks=command["acks"])
        received.clear()
    elif kind == "html":
        views[command["view"]].load_html(command["html"], None)
    elif kind == "acks":
        app["acks"] = command["on"]
    elif kind == "received":
        version = [WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version()]
        return {"messages": received, "webkit": ".".join(map(str, version))}
    else:
        return {"error": f"no such command: {kind}"}
    return {"ok": True}


def on_line(stream, result, connection):
    line, _length = stream.read_line_finish_utf8(result)
    if line is None:
        return
    try:
        reply = answer(json.loads(line))
    except Exception as error:  # the test that asked is told
        reply = {"error": repr(error)}
    connection.get_output_stream().write_all((json.dumps(reply) + "\n").encode(), None)
    stream.read_line_async(GLib.PRIORITY_DEFAULT, None, on_line, connection)


def on_connection(_service, connection, _source):
    stream = Gio.DataInputStream.new(connection.get_input_stream())
    connection.stream = stream  # keeps it alive
    stream.read_line_async(GLib.PRIORITY_DEFAULT, None, on_line, connection)
    return True


service = Gio.SocketService()
_added, address = service.add_address(
    Gio.InetSocketAddress.new_from_string("127.0.0.1", 0),
    Gio.SocketType.STREAM,
    Gio.SocketProtocol.TCP,
    None,
)
service.connect("incoming", on_connection)
service.start()
with open(chosen.control, "w", encoding="utf8") as file:
    file.write(str(address.get_port()) + "\n")


def on_automation(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("earshot-tests")
    info.set_version(1, 0, 0)
    session.set_application_info(info)
    session.connect("create-web-view", lambda _session: new_view())


context.connect("automation-started", on_automation)
Gtk.main()
