#!/usr/bin/python3
"""A browser of tests: WebKitGTK with a profile on disk, driven by WebKitWebDriver.

WebKit's own MiniBrowser keeps nothing on disk when it is automated, so a killed browser would prove nothing with it.
Started by the driver as `host.py --automation --data FOLDER --control FILE`. FOLDER holds what pages store. FILE gets
the port of a control socket on the loopback interface: one JSON object a line in, one a line out.

  {"do": "script", "view": 0, "source": "..."}   runs before anything of each page that view 0 loads from now on
  {"do": "offline", "on": true}                  every request of every page fails, or goes through again
  {"do": "views"}                                how many views there have been
"""

import argparse
import json

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gio, GLib, Gtk, WebKit2  # noqa: E402

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


def new_view():
    view = WebKit2.WebView(
        web_context=context,
        user_content_manager=WebKit2.UserContentManager(),
        is_controlled_by_automation=True,
    )
    # what a page logs is asked of the page by the tests
    view.get_settings().set_enable_write_console_messages_to_stdout(False)
    window = Gtk.Window()
    window.set_default_size(1000, 700)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    views.append(view)
    return view


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
    elif kind == "views":
        return {"views": len(views)}
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
