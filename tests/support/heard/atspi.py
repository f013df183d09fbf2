#!/usr/bin/python3
"""Reads what a browser hands to screen readers over AT-SPI, and what it tells them meanwhile.

Works on the session bus of its environment. One JSON object a line in, one a line out.

  {"do": "tree"}     everything below the panel, the first dialog with a name; null where there is none
  {"do": "events"}   what was told since the last time it was asked for, and to be forgotten
  {"do": "apps"}     names and processes of all that speaks AT-SPI here
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

HEARD = [
    "object:state-changed:checked",
    "object:state-changed:focused",
    "object:state-changed:invalid-entry",
    "object:text-changed:insert",
    "object:children-changed:add",
    "object:announcement",
    "object:property-change:accessible-name",
]
STATES = {
    Atspi.StateType.REQUIRED: "required",
    Atspi.StateType.INVALID_ENTRY: "invalid",
    Atspi.StateType.CHECKED: "checked",
    Atspi.StateType.SELECTED: "selected",
    Atspi.StateType.BUSY: "busy",
    Atspi.StateType.FOCUSED: "focused",
    Atspi.StateType.FOCUSABLE: "focusable",
    Atspi.StateType.SENSITIVE: "sensitive",
    Atspi.StateType.SHOWING: "showing",
    Atspi.StateType.MODAL: "modal",
}
told = []

# milliseconds for one answer, and for one of a browser that has only begun. A browser on a busy machine needs more than
# the 800 that it gets else.
Atspi.set_timeout(10_000, 30_000)


def text_of(thing):
    try:
        return Atspi.Text.get_text(thing, 0, -1) or ""
    except GLib.Error:
        return ""


def described(thing):
    """The description that it has of its own: WebKit hands that of a group down to all that stands in it."""
    kinds = [relation.get_relation_type() for relation in thing.get_relation_set()]
    return (thing.get_description() or "") if Atspi.RelationType.DESCRIBED_BY in kinds else ""


def words_in(thing):
    own = thing.get_name() or ""
    if own:
        return own
    return "".join(words_in(child) for child in children_of(thing)) or text_of(thing)


def children_of(thing):
    thing.clear_cache()
    children = [thing.get_child_at_index(at) for at in range(thing.get_child_count())]
    return [child for child in children if child]


def one(thing):
    thing.clear_cache()  # what was read before is old, and not every browser says so
    held = thing.get_state_set()
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name() or "",
        "description": described(thing),
        "attributes": dict(thing.get_attributes() or {}),
        "states": [name for state, name in STATES.items() if held.contains(state)],
        "text": text_of(thing),
    }


def tree(thing):
    return {**one(thing), "children": [tree(child) for child in children_of(thing)]}


def first_dialog(thing, depth=0):
    if thing.get_role() == Atspi.Role.DIALOG and thing.get_name():
        return thing
    for child in children_of(thing) if depth < 40 else []:
        found = first_dialog(child, depth + 1)
        if found:
            return found
    return None


def apps():
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    return children_of(desktop)


def on_event(event):
    try:
        thing = event.source
        said = event.any_data
        if isinstance(said, Atspi.Accessible):
            said = words_in(said)
        told.append({
            "type": event.type,
            "on": event.detail1,
            "role": thing.get_role_name(),
            "name": thing.get_name() or "",
            "attributes": dict(thing.get_attributes() or {}),
            "said": said if isinstance(said, str) else "",
        })
    except (GLib.Error, AttributeError):
        pass  # it is gone already


def answer(command):
    kind = command["do"]
    if kind == "apps":
        return [{"name": app.get_name(), "pid": app.get_process_id()} for app in apps()]
    if kind == "tree":
        dialogs = (first_dialog(app) for app in apps())
        return next((tree(found) for found in dialogs if found), None)
    if kind == "events":
        heard, told[:] = list(told), []
        return heard
    raise ValueError(f"no such command: {kind}")


def on_line(channel, _condition):
    line = channel.readline()
    if not line:
        Atspi.event_quit()
        return False
    try:
        reply = {"answer": answer(json.loads(line))}
    except Exception as error:  # the test that asked is told
        reply = {"error": repr(error)}
    print(json.dumps(reply), flush=True)
    return True


Atspi.init()
listener = Atspi.EventListener.new(on_event)
for kind in HEARD:
    listener.register(kind)
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, on_line)
Atspi.event_main()
