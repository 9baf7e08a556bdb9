"""Pictures of the dashboards as a leader sees them, by Chromium's DevTools protocol over a pipe. Standard library only.

    python shots.py --url http://127.0.0.1:8088 [--out DIR] [--size 1366x768] [BOARD…]

Of each board the first screen (BOARD.png), the whole page (BOARD-ca-trang.png) and its A4 pages (BOARD.pdf). Without
--out they are the pictures of pipeline/docs, and no PDF is made.

SUPERSET_LANHDAO_PASSWORD is read from the environment. Fails when a page asks any other host for anything.
"""

import argparse
import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

REPO = Path(__file__).resolve().parents[3]
BOARDS = ["dieu-hanh", "chi-tieu", "nop-bao-cao", "to-dan-pho", "nhiem-vu", "chat-luong"]
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=vi",
    "--remote-debugging-pipe",
]


class Page:
    """One tab of a Chromium of our own; ends with it."""

    def __init__(self, width, height):
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if chromium is None:
            sys.exit("Chromium is missing. Debian and Ubuntu: apt install chromium")
        self.width, self.height = width, height
        self.profile = tempfile.mkdtemp(prefix="chitieu-shots-")
        to_read, self.to = os.pipe()
        self.back, to_write = os.pipe()

        def place():  # Chromium reads fd 3 and writes fd 4
            safe = [os.dup(to_read), os.dup(to_write)]
            high = [os.dup2(fd, 50 + i) for i, fd in enumerate(safe)]
            os.dup2(high[0], 3), os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [chromium, *FLAGS, f"--user-data-dir={self.profile}", f"--window-size={width},{height}", "about:blank"],
            preexec_fn=place, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(to_read), os.close(to_write)
        self.buffer, self.number, self.open, self.moved, self.hosts = b"", 0, {}, time.monotonic(), {}
        self.session = None
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        self.call("Page.enable"), self.call("Network.enable"), self.call("Runtime.enable")
        self.resize(height)

    def resize(self, height):
        self.call("Emulation.setDeviceMetricsOverride", width=self.width, height=height, deviceScaleFactor=1, mobile=False)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            answer = self.receive(1)
            if answer and answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
        raise RuntimeError(f"{method}: no answer")

    def receive(self, seconds):
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            if not select.select([self.back], [], [], max(0, end - time.monotonic()))[0]:
                return None
            piece = os.read(self.back, 1 << 20)
            if not piece:
                raise RuntimeError("Chromium ended")
            self.buffer += piece
        text, self.buffer = self.buffer.split(b"\0", 1)
        event = json.loads(text)
        kind, params = event.get("method", ""), event.get("params", {})
        if kind == "Network.requestWillBeSent":
            self.open[params["requestId"]] = params["request"]["url"]
            address = urlsplit(params["request"]["url"])
            if address.scheme in ("http", "https", "ws", "wss"):
                self.hosts[params["requestId"]] = address.netloc
        if kind == "Network.loadingFailed" and params.get("blockedReason") == "csp":
            self.hosts.pop(params["requestId"], None)  # stopped by our own policy: nothing left the machine
        if kind in ("Network.loadingFinished", "Network.loadingFailed"):
            self.open.pop(params["requestId"], None)
        if kind.startswith("Network."):
            self.moved = time.monotonic()
        return event

    def ask(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", "script failed"))
        return result["result"].get("value")

    def settle(self, condition="true", seconds=60):
        """Until the condition holds, nothing spins and no request was seen for most of a second.

        A request that a page left behind when it went away may never be reported as ended: three still seconds do.
        """
        busy = "document.querySelectorAll('.loading, [data-test=loading-indicator]').length"
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.receive(0.2)
            still = time.monotonic() - self.moved
            quiet = still > (3 if self.open else 0.8)
            if quiet and self.ask(f"document.readyState === 'complete' && !({busy}) && !!({condition})"):
                return
        raise RuntimeError(f"the page did not settle: {condition}; still open: {list(self.open.values())}")

    def go(self, url, condition):
        self.open.clear()  # what the page before left unfinished is never reported as ended
        self.call("Page.navigate", url=url)
        self.settle(condition)

    def picture(self, path, whole):
        if whole:
            # Superset scrolls the page itself: let the window grow until nothing is left below.
            self.resize(max(self.height, self.ask("document.documentElement.scrollHeight")))
            self.settle()
        data = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))
        if whole:
            self.resize(self.height)
            self.settle()

    def pdf(self, path):
        """A4 on its side, the letters real ones; no page ends within a line of a table or a small chart."""
        self.call("Emulation.setEmulatedMedia", media="screen")
        self.resize(max(self.height, self.ask("document.documentElement.scrollHeight")))
        self.settle()
        self.ask(f"document.head.insertAdjacentHTML('beforeend', {json.dumps(PRINTED)})")
        data = self.call("Page.printToPDF", landscape=True, printBackground=True, paperWidth=8.27, paperHeight=11.69,
                         scale=0.78, marginTop=0.4, marginBottom=0.4, marginLeft=0.3, marginRight=0.3)["data"]
        path.write_bytes(base64.b64decode(data))
        self.call("Emulation.setEmulatedMedia", media="")
        self.resize(self.height)

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.profile, ignore_errors=True)


PRINTED = """<style>
  html, body, #app, .dashboard, .dashboard-content, .grid-container { height: auto !important; overflow: visible !important; }
  [data-test=filter-bar], .main-nav, nav, header.top, [data-test=actions-trigger], .chart-controls { display: none !important; }
  tr, .dashboard-component-chart-holder:not(:has(table)) { break-inside: avoid; }
  :is(.resizable-container, .dashboard-component-chart-holder, .chart-slice, .dashboard-chart, .slice_container, .chart-container):has([role=table]),
  :is([role=table], div:has(> [role=table]), .slice_container div:has([role=table])) { height: auto !important; max-height: none !important; overflow: visible !important; }
</style>"""
LOGIN = """(() => {
  const type = (name, value) => {
    const field = document.querySelector(`input[name=${name}], #${name}`);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
    field.dispatchEvent(new Event('input', {bubbles: true}));
  };
  type('username', 'lanhdao'); type('password', %s);
  document.querySelector('button[type=submit], [data-test=login-button]').click();
})()"""


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--url", required=True)
    arguments.add_argument("--out", type=Path)
    arguments.add_argument("--size", default="1366x768")
    arguments.add_argument("boards", nargs="*", help="default: the six of a ward")
    given = arguments.parse_args()
    width, height = map(int, given.size.split("x"))
    out = given.out or REPO / "pipeline/docs/pictures"
    out.mkdir(parents=True, exist_ok=True)
    page = Page(width, height)
    try:
        page.go(f"{given.url}/login/", "document.querySelector('input[type=password]')")
        page.ask(LOGIN % json.dumps(os.environ["SUPERSET_LANHDAO_PASSWORD"]))
        page.settle("!location.pathname.startsWith('/login')")
        for slug in given.boards or BOARDS:
            page.go(f"{given.url}/superset/dashboard/{slug}/", "document.querySelectorAll('.chart-slice').length > 1")
            time.sleep(0.8)  # drawing and its animation come after the data
            page.picture(out / f"{slug}.png", whole=False)
            page.picture(out / f"{slug}-ca-trang.png", whole=True)
            print(out / f"{slug}.png", flush=True)
            if given.out:
                page.pdf(out / f"{slug}.pdf")
                print(out / f"{slug}.pdf", flush=True)
        foreign = set(page.hosts.values()) - {urlsplit(given.url).netloc}
        if foreign:
            sys.exit(f"pages asked other hosts: {', '.join(sorted(foreign))}")
    finally:
        page.close()


if __name__ == "__main__":
    main()
