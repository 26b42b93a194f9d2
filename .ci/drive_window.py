#!/usr/bin/env python3
"""Starts the real window on a virtual display, works it, and photographs it.

    drive_window.py --program PROGRAM --pictures FOLDER [--steps FILE]

The program must be built with its `inspection` feature: eframe then serves the
accessibility tree, takes input and hands out pictures on a loopback port. What
is done is in STEPS below: each step is a line of words, as a shell would split
them. --steps runs the lines of a file instead. Exit status: 0 when every step
held, 1 otherwise.

    see TEXT                  some widget's name or value contains the text
    gone TEXT                 none does
    wait TEXT                 as `see`, but for up to 20 seconds
    note KEY NAME             remembers the name and value of a widget
    changed KEY NAME          the widget is not as it was noted
    same KEY NAME             it is as it was noted
    click NAME [ROLE] [NTH]   presses the widget of that name
    type TEXT                 types into what has the focus
    key Ctrl+Z                one key with its modifiers
    file NAME                 a file of that name in the work folder, not empty
    shot NAME                 a picture, which must show something
    tree                      prints every widget that has a name

NAME matches an accessible name: exactly if one does, else its beginning, else
as a part of it. In all words {work} stands for the work folder.

Needs Xvfb, Mesa's software OpenGL and Debian's python3-msgpack.
"""

import argparse
import os
import shlex
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import msgpack

SIZE = (1440, 900)

# The program is started without a file, on the start screen.
STEPS = """
wait "Recent workbooks"
shot start
click "Choose the backend runtime" button
wait "Why 85.3 for Node.js"
see "Robust: "
shot overview
click Criteria tab
click "Weight of CPU-bound throughput" textInput
key Ctrl+A
type 50
key Enter
gone "Why 85.3 for Node.js"
shot weight
click Undo button
wait "Why 85.3 for Node.js"
key Ctrl+E
click "Export as Markdown (MADR 4)"
wait "Export the record"
click Path textInput
key Ctrl+A
type {work}/record.md
click Export button
wait Exported
file record.md
shot exported
"""

NO_MODIFIERS = [False, False, False, False, False]  # alt, ctrl, shift, mac command, command
LABELS = ("label", "staticText", "Label")


class Failed(Exception):
    """A step that did not hold."""


class Window:
    """One connection to the program's inspection port."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        if self._exactly(8)[:4] != b"eins":
            raise Failed("the port is no inspection port")

    def _exactly(self, count):
        data = b""
        while len(data) < count:
            chunk = self.socket.recv(count - len(data))
            if not chunk:
                raise Failed("the program closed the connection")
            data += chunk
        return data

    def ask(self, request):
        body = msgpack.packb(request, use_single_float=True)
        self.socket.sendall(struct.pack(">I", len(body)) + body)
        (length,) = struct.unpack(">I", self._exactly(4))
        reply = msgpack.unpackb(self._exactly(length), raw=False, strict_map_key=False)
        if isinstance(reply, dict) and "Error" in reply:
            raise Failed(f"the program refused: {reply['Error']}")
        return reply

    def widgets(self):
        reply = self.ask("GetTree")["Tree"]
        return widgets(reply[2] if isinstance(reply, list) else reply["accesskit"])

    def send(self, *events):
        self.ask({"ApplyEvents": [list(events)]})
        self.settle()

    def settle(self):
        self.ask({"Settle": [200]})

    def picture(self):
        self.settle()
        reply = self.ask({"GetScreenshot": [None]})["Screenshot"]
        return reply[1] if isinstance(reply, list) else reply["bytes"]


def properties(node):
    """A node of the accessibility tree as one flat dict."""
    flat = {}
    for part in node if isinstance(node, list) else [node]:
        if isinstance(part, dict):
            flat.update(part)
            if isinstance(part.get("properties"), dict):
                flat.update(part["properties"])
        elif isinstance(part, str):
            flat.setdefault("role", part)
    return flat


def widgets(update):
    """The widgets in the order of the tree: role, name, value, bounds."""
    entries = update[0] if isinstance(update, list) else update["nodes"]
    nodes = {entry[0]: properties(entry[1]) for entry in entries}
    inner = {child for node in nodes.values() for child in node.get("children", [])}
    stack, found = [key for key in nodes if key not in inner][::-1], []
    while stack:
        node = nodes.get(stack.pop())
        if node is None:
            continue
        stack.extend(node.get("children", [])[::-1])
        name = node.get("label") or ""
        for other in [] if name else node.get("labelledBy", []):
            name = nodes.get(other, {}).get("value") or nodes.get(other, {}).get("label") or name
        bounds = node.get("bounds")
        if isinstance(bounds, dict):
            bounds = [bounds[side] for side in ("x0", "y0", "x1", "y1")]
        value = node.get("value", node.get("numericValue", ""))
        found.append({"role": node.get("role", "?"), "name": name, "bounds": bounds,
                      "value": "" if value is None else str(value)})
    return found


def says(widget):
    return f"{widget['name']} {widget['value']}".strip()


def pick(window, name, role=None, nth="0"):
    shown = [w for w in window.widgets() if w["bounds"]]
    if role:
        shown = [w for w in shown if w["role"].lower() == role.lower()]
    exact = [w for w in shown if name in (w["name"], w["value"])]
    begins = [w for w in shown if says(w).lower().startswith(name.lower())]
    holds = [w for w in shown if name.lower() in says(w).lower()]
    matches = exact or begins or holds
    # A label inside a button repeats its name: the button is the one to press.
    matches = [w for w in matches if w["role"] not in LABELS] or matches
    if len(matches) <= int(nth):
        raise Failed(f"no widget is named {name!r}" + (f" with role {role}" if role else ""))
    return matches[int(nth)]


def key_events(text):
    *modifiers, key = text.split("+")
    modifiers = [modifier.lower() for modifier in modifiers]
    ctrl = "ctrl" in modifiers
    held = ["alt" in modifiers, ctrl, "shift" in modifiers, False, ctrl]
    if len(key) == 1:
        key = f"Num{key}" if key.isdigit() else key.upper()
    return [{"Key": [key, None, down, False, held]} for down in (True, False)]


def colours(png):
    """How many colours a picture has; at most 64 are told apart.

    A reader of just what the program writes: PNG, eight bits a channel, not
    interlaced.
    """
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise Failed("the picture is no PNG")
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at:at + 4])
        kind, body = png[at + 4:at + 8], png[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
            if depth != 8 or interlace or colour not in (2, 6):
                raise Failed("the picture is in a form that is not expected")
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    step = 3 if colour == 2 else 4
    row_length, data = width * step, zlib.decompress(packed)
    before, seen = bytearray(row_length), set()
    for y in range(height):
        start = y * (row_length + 1)
        kind, row = data[start], bytearray(data[start + 1:start + 1 + row_length])
        for x in range(row_length) if kind else ():
            left = row[x - step] if x >= step else 0
            up, corner = before[x], before[x - step] if x >= step else 0
            if kind == 1:
                add = left
            elif kind == 2:
                add = up
            elif kind == 3:
                add = (left + up) // 2
            else:
                near = left + up - corner
                add = min((abs(near - left), 0, left), (abs(near - up), 1, up),
                          (abs(near - corner), 2, corner))[2]
            row[x] = (row[x] + add) & 255
        seen.update(bytes(row[x:x + 3]) for x in range(0, row_length, step * 3))
        if len(seen) >= 64:
            return 64
        before = row
    return len(seen)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Session:
    """The display, the program on it, and what was noted."""

    def __init__(self, pictures, folder):
        self.pictures, self.work, self.notes = pictures, os.path.join(folder, "work"), {}
        self.folder, self.processes, self.window = folder, [], None
        self.log = os.path.join(pictures, "program.log")

    def start(self, program):
        for name in ("work", "run", "home"):
            os.mkdir(os.path.join(self.folder, name), 0o700)
        reader, writer = os.pipe()
        size = "x".join(map(str, SIZE))
        self._start(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24",
                     "-nolisten", "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        display = os.read(reader, 16).decode().strip()
        if not display:
            raise Failed("Xvfb did not start")
        port = free_port()
        home = os.path.join(self.folder, "home")
        environment = dict(
            os.environ, DISPLAY=f":{display}", EGUI_INSPECTION=f"127.0.0.1:{port}",
            LIBGL_ALWAYS_SOFTWARE="1", XDG_RUNTIME_DIR=os.path.join(self.folder, "run"),
            XDG_CONFIG_HOME=os.path.join(home, "config"), HOME=home,
            WEIGHBRIDGE_STATE_DIR=os.path.join(home, "state"), WEIGHBRIDGE_TYPED_PATHS="1")
        environment.pop("WAYLAND_DISPLAY", None)
        environment.pop("WAYLAND_SOCKET", None)
        with open(self.log, "wb") as log:
            running = self._start([os.path.abspath(program)], env=environment, cwd=self.work,
                                  stdout=log, stderr=log)
        end = time.monotonic() + 90
        while True:
            if running.poll() is not None:
                raise Failed(f"the program ended with {running.returncode}")
            try:
                self.window = Window(port)
                break
            except OSError:
                if time.monotonic() > end:
                    raise Failed("no inspection port: is the `inspection` feature built in?") from None
                time.sleep(0.05)
        self.window.ask({"Resize": list(SIZE)})
        self.window.settle()

    def _start(self, command, **options):
        process = subprocess.Popen(command, **options)
        self.processes.append(process)
        return process

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()

    def holds(self, text):
        return any(text.lower() in says(w).lower() for w in self.window.widgets())

    def step(self, verb, *words):
        words = [word.replace("{work}", self.work) for word in words]
        getattr(self, f"do_{verb}")(*words)

    def do_see(self, text):
        if not self.holds(text):
            raise Failed(f"nothing says {text!r}")

    def do_gone(self, text):
        if self.holds(text):
            raise Failed(f"something says {text!r}")

    def do_wait(self, text):
        end = time.monotonic() + 20
        while not self.holds(text):
            if time.monotonic() > end:
                raise Failed(f"nothing says {text!r}")
            time.sleep(0.1)

    def do_note(self, key, name):
        self.notes[key] = says(pick(self.window, name))

    def do_changed(self, key, name):
        now = says(pick(self.window, name))
        if now == self.notes[key]:
            raise Failed(f"{name!r} is still {now!r}")

    def do_same(self, key, name):
        now = says(pick(self.window, name))
        if now != self.notes[key]:
            raise Failed(f"{name!r} is {now!r}, not {self.notes[key]!r}")

    def do_click(self, name, *more):
        x0, y0, x1, y1 = pick(self.window, name, *more)["bounds"]
        at = [(x0 + x1) / 2, (y0 + y1) / 2]
        self.window.send({"PointerMoved": at})
        self.window.send({"PointerButton": [at, "Primary", True, NO_MODIFIERS]},
                         {"PointerButton": [at, "Primary", False, NO_MODIFIERS]})

    def do_type(self, text):
        self.window.send({"Text": text})

    def do_key(self, text):
        self.window.send(*key_events(text))

    def do_file(self, name):
        path = os.path.join(self.work, name)
        if not os.path.isfile(path) or os.path.getsize(path) == 0:
            raise Failed(f"there is no file {name!r}, or it is empty")

    def do_shot(self, name):
        picture = self.window.picture()
        path = os.path.join(self.pictures, f"{name}.png")
        with open(path, "wb") as out:
            out.write(picture)
        if colours(picture) < 16:
            raise Failed(f"{path} shows next to nothing")

    def do_tree(self):
        for widget in self.window.widgets():
            if says(widget):
                print(f"    {widget['role']} {widget['name']!r} = {widget['value']!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--pictures", required=True)
    parser.add_argument("--steps")
    arguments = parser.parse_args()
    steps = STEPS
    if arguments.steps:
        with open(arguments.steps, encoding="utf-8") as source:
            steps = source.read()
    pictures = os.path.abspath(arguments.pictures)
    os.makedirs(pictures, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="weighbridge-")
    session, line = Session(pictures, folder), "start"
    try:
        session.start(arguments.program)
        for line in filter(None, map(str.strip, steps.splitlines())):
            print(f"  {line}", flush=True)
            session.step(*shlex.split(line))
        return 0
    except (Failed, OSError) as error:
        print(f"drive_window: {line}: {error}", file=sys.stderr)
        if os.path.exists(session.log):
            with open(session.log, encoding="utf-8", errors="replace") as source:
                sys.stderr.write(source.read())
        return 1
    finally:
        session.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
