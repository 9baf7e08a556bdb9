"""How long a board takes to open, beside Superset's own empty dashboard; and how many leaders it serves at once.

    python speed.py --url http://127.0.0.1:8088 [--board dieu-hanh] [--user lanhdao] [--pairs 9] [--leaders 20] [--seconds 20]

Warm Chromium, 1366×768, from about:blank to the last moment at which a chart was drawn, a spinner turned or a request
was open. The two boards take turns, so that what else the machine does falls on both; what counts is the ratio of the
medians. The leaders ask what the browser asked, one after another and without a pause for thought, over loopback.
Reads SUPERSET_ADMIN_PASSWORD and SUPERSET_<USER>_PASSWORD; leaves nothing behind. Standard library only.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import threading
import time
from urllib.parse import urlsplit

from shots import LOGIN, Page

WATCH = """(() => {
  const watch = window.watched = {open: 0, last: 0, asked: []};
  const ask = window.fetch;
  window.fetch = (...given) => {
    const request = new Request(...given);
    watch.open++;
    watch.asked.push([request.method, request.url]);
    return ask(...given).finally(() => { watch.open--; watch.last = performance.now(); });
  };
  const look = () => {
    const busy = watch.open || document.readyState !== 'complete' || !document.querySelector('.dashboard-content')
      || document.querySelector('.loading, [data-test=loading-indicator]');
    if (busy) watch.last = performance.now();
    requestAnimationFrame(look);
  };
  look();
  new MutationObserver(() => { watch.last = performance.now(); })
    .observe(document, {subtree: true, childList: true, characterData: true});
})()"""
ID = "JSON.parse(document.querySelector('#app').dataset.bootstrap).user.userId"
EMPTY = """(async (owner) => {
  const token = (await (await fetch('/api/v1/security/csrf_token/')).json()).result;
  const position = {DASHBOARD_VERSION_KEY: 'v2', ROOT_ID: {type: 'ROOT', id: 'ROOT_ID', children: ['GRID_ID']},
    GRID_ID: {type: 'GRID', id: 'GRID_ID', children: ['ROW-1'], parents: ['ROOT_ID']},
    'ROW-1': {type: 'ROW', id: 'ROW-1', children: ['MARKDOWN-1'], parents: ['ROOT_ID', 'GRID_ID'], meta: {background: 'BACKGROUND_TRANSPARENT'}},
    'MARKDOWN-1': {type: 'MARKDOWN', id: 'MARKDOWN-1', children: [], parents: ['ROOT_ID', 'GRID_ID', 'ROW-1'], meta: {width: 4, height: 20, code: '.'}}};
  const made = await fetch('/api/v1/dashboard/', {method: 'POST', headers: {'Content-Type': 'application/json', 'X-CSRFToken': token},
    body: JSON.stringify({dashboard_title: 'Bảng trống', slug: 'bang-trong', owners: [owner], published: true, position_json: JSON.stringify(position)})});
  return (await made.json()).id;
})(%d)"""
DELETE = """(async () => {
  const token = (await (await fetch('/api/v1/security/csrf_token/')).json()).result;
  return (await fetch('/api/v1/dashboard/%d', {method: 'DELETE', headers: {'X-CSRFToken': token}})).status;
})()"""


class Timed(Page):
    def __init__(self):
        super().__init__(1366, 768)
        self.posted = []

    def log_in(self, url, user):
        self.go(f"{url}/login/", "document.querySelector('input[type=password]')")
        password = os.environ[f"SUPERSET_{user.upper()}_PASSWORD"]
        self.ask(LOGIN.replace("'lanhdao'", json.dumps(user)) % json.dumps(password))
        self.settle("!location.pathname.startsWith('/login')")

    def receive(self, seconds):
        event = super().receive(seconds)
        if event and event.get("method") == "Network.requestWillBeSent":
            request = event["params"]["request"]
            if "/api/" in request["url"] or event["params"].get("type") == "Document":
                self.posted.append((request["method"], request["url"], request.get("postData")))
        return event

    def open_board(self, url):
        """Seconds until the last chart was drawn, and what was asked meanwhile."""
        self.call("Page.navigate", url="about:blank")
        time.sleep(0.3)
        self.posted.clear()
        self.call("Page.navigate", url=url)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.receive(0.1)
            seen = self.ask("window.watched && location.protocol !== 'about:' ? [watched.last, performance.now()] : null")
            if seen and seen[0] and seen[1] - seen[0] > 1000:
                return seen[0] / 1000, list(self.posted)
        sys.exit(f"{url} was not drawn within a minute")


def cpu():
    """Busy and all time of the machine so far."""
    times = list(map(int, open("/proc/stat").readline().split()[1:9]))
    return sum(times) - times[3] - times[4], sum(times)


def replay(url, cookie, token, asked, leaders, seconds):
    """What a leader's browser asked of Superset, by many at once."""
    host, took, faults = urlsplit(url).netloc, [], []
    end = time.monotonic() + seconds

    def leader():
        line = http.client.HTTPConnection(host, timeout=60)
        while time.monotonic() < end:
            for method, address, body in asked:
                began = time.monotonic()
                try:
                    line.request(method, address.removeprefix(url), body and body.encode(), {
                        "Cookie": cookie, "X-CSRFToken": token, "Content-Type": "application/json", "Referer": url})
                    answer = line.getresponse()
                    answer.read()
                    if answer.status >= 400:
                        faults.append(f"{answer.status} {address}")
                except OSError as fault:
                    faults.append(f"{fault} {address}")
                    line.close()
                took.append(time.monotonic() - began)

    busy, all_time = cpu()
    began = time.monotonic()
    threads = [threading.Thread(target=leader) for _ in range(leaders)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    lasted = time.monotonic() - began
    busy, all_time = (now - before for now, before in zip(cpu(), (busy, all_time)))
    took.sort()
    print(f"{leaders} leaders at once for {lasted:.0f} s: {len(took)} requests ({len(took) / lasted:.1f}/s, "
          f"{len(took) / lasted / len(asked):.1f} boards/s), {len(faults)} errors, median {statistics.median(took) * 1000:.0f} ms, "
          f"95 of 100 within {took[len(took) * 95 // 100] * 1000:.0f} ms; {os.cpu_count()} cores {100 * busy / all_time:.0f} % busy")
    for fault in sorted(set(faults))[:5]:
        print("  ", fault)
    return not faults


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--url", required=True)
    arguments.add_argument("--board", default="dieu-hanh")
    arguments.add_argument("--user", default="lanhdao")
    arguments.add_argument("--pairs", type=int, default=9)
    arguments.add_argument("--leaders", type=int, default=20)
    arguments.add_argument("--seconds", type=int, default=20)
    given = arguments.parse_args()
    admin, page, empty = Timed(), None, None
    try:
        admin.log_in(given.url, "admin")
        page = Timed()
        page.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        page.log_in(given.url, given.user)
        empty = admin.ask(EMPTY.replace("%d", str(page.ask(ID))))  # theirs: a board without charts is shown to its owner only
        addresses = {name: f"{given.url}/superset/dashboard/{name}/" for name in ("bang-trong", given.board)}
        times, asked = {name: [] for name in addresses}, {}
        for pair in range(given.pairs + 1):
            for name in addresses if pair % 2 else reversed(addresses):
                seconds, asked[name] = page.open_board(addresses[name])
                if pair:  # the first warms up
                    times[name].append(seconds)
        median = {name: statistics.median(times[name]) for name in times}
        for name in times:
            data = sum("/chart/data" in address for _, address, _ in asked[name])
            print(f"{name}: median {median[name]:.2f} s of {', '.join(f'{t:.2f}' for t in sorted(times[name]))}; "
                  f"{len(asked[name])} requests, {data} for data")
        print(f"{given.board} takes {median[given.board] / median['bang-trong']:.2f} times the empty dashboard")
        cookies = page.call("Network.getCookies", urls=[given.url])["cookies"]
        token = page.ask("document.querySelector('#csrf_token').value")
        if given.leaders and not replay(given.url, "; ".join(f"{c['name']}={c['value']}" for c in cookies), token,
                                        asked[given.board], given.leaders, given.seconds):
            sys.exit(1)
    finally:
        if page:
            page.close()
        if empty:
            admin.ask(DELETE % empty)
        admin.close()


if __name__ == "__main__":
    main()
