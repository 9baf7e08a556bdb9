"""Superset as the ward runs it: Vietnamese, read-only on the published DuckDB file, nothing from outside.

Read from the environment, and refused when missing or weak:
  SUPERSET_SECRET_KEY   signs sessions and encrypts what the metadata database keeps
  CHITIEU_WAREHOUSE     path of the published file, always through the link `releases/current`
  SUPERSET_HOME         Superset's own files
Optional: SUPERSET_DB_URI (default: SQLite in SUPERSET_HOME), SUPERSET_HTTPS=1 behind an HTTPS proxy (which must pass
Host and set X-Forwarded-For and X-Forwarded-Proto itself).
"""

import csv
import io
import json
import logging
import os
import re
import threading
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlencode, urlsplit

import duckdb
from duckdb_engine import ConnectionWrapper
from sqlalchemy.engine import make_url
from superset.errors import ErrorLevel, SupersetError, SupersetErrorType
from superset.exceptions import SupersetSecurityException
from superset.security import SupersetSecurityManager
from superset.utils.log import AbstractEventLogger

HERE = Path(__file__).resolve().parent


def _required(name, least=1):
    value = os.environ.get(name, "").strip()
    if len(value) < least:
        raise SystemExit(f"{name} is missing or shorter than {least} characters: refusing to start")
    return value


SUPERSET_HOME = Path(_required("SUPERSET_HOME"))
CHITIEU_WAREHOUSE = _required("CHITIEU_WAREHOUSE")
SECRET_KEY = _required("SUPERSET_SECRET_KEY", least=32)
if len(set(SECRET_KEY)) < 12 or re.search(r"change|secret|thisismy|example|password", SECRET_KEY, re.I):
    raise SystemExit("SUPERSET_SECRET_KEY is guessable: refusing to start")
# Neither feature is on; Superset's published defaults for their keys must not stand all the same.
GUEST_TOKEN_JWT_SECRET = GLOBAL_ASYNC_QUERIES_JWT_SECRET = SECRET_KEY

SQLALCHEMY_DATABASE_URI = os.environ.get("SUPERSET_DB_URI") or f"sqlite:///{SUPERSET_HOME / 'superset.db'}"

# The metadata database holds everyone's roles: a password that comes with its address must be worth something.
if 0 < len(make_url(SQLALCHEMY_DATABASE_URI).password or "") < 12:
    raise SystemExit("the password in SUPERSET_DB_URI is shorter than 12 characters: refusing to start")

# What a person chose in a filter, kept a while for the link in the address bar: by default a row in the metadata database
# at every opening of a board, where twenty leaders wait for one another.
FILTER_STATE_CACHE_CONFIG = {
    "CACHE_TYPE": "FileSystemCache",
    "CACHE_DIR": str(SUPERSET_HOME / "filters"),
    "CACHE_THRESHOLD": 20_000,
    "CACHE_DEFAULT_TIMEOUT": int(timedelta(days=30).total_seconds()),
    "REFRESH_TIMEOUT_ON_RETRIEVAL": True,
}
MAX_CONTENT_LENGTH = 4 * 1024 * 1024  # no question of a board is longer, and what it leaves behind lies on the home's disk

# --- What a session may do -------------------------------------------------------------------------
_HTTPS = os.environ.get("SUPERSET_HTTPS") == "1"
ENABLE_PROXY_FIX = _HTTPS  # only a proxy of ours may say who asks; without one these headers are anybody's words
PROXY_FIX_CONFIG = {"x_for": 1, "x_proto": 1, "x_host": 0, "x_port": 0, "x_prefix": 0}  # address and https, no more
SESSION_COOKIE_NAME = "chitieu"  # does not say what serves
SESSION_COOKIE_SECURE = _HTTPS  # never over an open line, once there is a closed one
SESSION_COOKIE_HTTPONLY = True  # no script reads it
SESSION_COOKIE_SAMESITE = "Lax"  # a foreign page can't act in a leader's name; a link in a letter still opens
PERMANENT_SESSION_LIFETIME = timedelta(hours=12)  # a working day; who stays away longer logs in again
WTF_CSRF_ENABLED = True  # what changes something needs a token of our own page
WTF_CSRF_TIME_LIMIT = int(timedelta(hours=12).total_seconds())  # as long as the session, or a board left open breaks
RATELIMIT_ENABLED = True  # Superset has it off unless told
AUTH_RATE_LIMITED = True
AUTH_RATE_LIMIT = "20 per minute"  # per address and worker: guessing a password of 20 digits is hopeless
RATELIMIT_STORAGE_URI = "memory://"  # no other server to run for it
RATELIMIT_APPLICATION = "500 per second"  # a board is 60 requests, and a whole office shares one address
AUTH_USER_REGISTRATION = False  # people come from people.yaml only
FAB_API_SWAGGER_UI = False  # no map of the doors
ENABLE_CORS = False  # no foreign page asks us anything; Superset opens it to two map servers
DEBUG = False  # also when FLASK_DEBUG is set
PROFILING = False  # call stacks in the page
SHOW_STACKTRACE = False  # errors say what, never where in the program
VERSION_STRING = VERSION_SHA = ""  # the login page would tell everyone which holes to try
ENABLE_TEMPLATE_PROCESSING = False  # Jinja in SQL can read what it should not
HTML_SANITIZATION = True  # text from a workbook stays text
ALLOWED_EXTENSIONS = set()  # nothing is uploaded: figures come through the share only
DATASET_IMPORT_ALLOWED_DATA_URLS = []  # an import fetches nothing
PREVENT_UNSAFE_DB_CONNECTIONS = True  # no connection to files of this machine
FEATURE_FLAGS = {  # on by default, needed by nobody here
    "ALERTS_ATTACH_REPORTS": False,
    "CSS_TEMPLATES": False,
    "DRILL_BY": False,
    "DRILL_TO_DETAIL": False,
    "EMBEDDABLE_CHARTS": False,
}
# No host but our own. This is also what stops the counting pixel compiled into Superset's pages.
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    "content_security_policy": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": "'none'",
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],  # blob, data: pictures that charts draw themselves
        "worker-src": ["'self'", "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],  # Superset's styles are made in the page
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,  # the proxy's business: /health is asked without
    "session_cookie_secure": _HTTPS,
    "frame_options": "DENY",
    "referrer_policy": "same-origin",
}


class _NamesOnly(SupersetSecurityManager):
    """Whoever is no administrator asks by the names of columns and measures, never by SQL of their own.

    Superset looks for sub-queries in such SQL only: `count(*) FROM t UNION ALL SELECT 1` counts rows past
    every row-level rule.
    """

    def raise_for_access(self, *args, **kwargs):
        super().raise_for_access(*args, **kwargs)
        context = kwargs.get("query_context")
        if context and not self.is_admin() and any(_holds_sql(query.to_dict()) for query in context.queries):
            raise SupersetSecurityException(
                SupersetError("Chỉ hỏi được theo tên cột và tên số liệu.",
                              SupersetErrorType.DATASOURCE_SECURITY_ACCESS_ERROR, ErrorLevel.WARNING)
            )


def _holds_sql(part):
    if isinstance(part, dict):
        if part.get("where") or part.get("having"):
            return True
        # a time axis sends its column's name in this place
        expression = part.get("sqlExpression")
        return bool(expression and not re.fullmatch(r"[A-Za-z_]\w*", expression)) or any(map(_holds_sql, part.values()))
    return isinstance(part, (list, tuple)) and any(map(_holds_sql, part))


CUSTOM_SECURITY_MANAGER = _NamesOnly


def _only_oneself(query):
    """Lists of owners would tell a leader every user's name."""
    from flask import g
    from superset import security_manager

    if security_manager.is_admin():
        return query
    return query.filter(security_manager.user_model.id == getattr(g.user, "id", -1))


def _no_role(query):
    """Roles are named after localities."""
    from superset import security_manager

    return query if security_manager.is_admin() else query.filter(False)


EXTRA_RELATED_QUERY_FILTERS = {"user": _only_oneself, "role": _no_role}

class _NoRecord(AbstractEventLogger):
    """No row in the metadata database for each look at a board: nobody reads them, nothing ever removes them, and twenty
    leaders wait for one another to write them. Who logged in last is kept with the account."""

    def log_with_context(self, *args, **kwargs):
        pass

    def log(self, *args, **kwargs):
        pass


EVENT_LOGGER = _NoRecord()

# --- The warehouse: read only, sealed off, always the newest release -------------------------------
# No data cache: a page opened after the link was swapped shows the new release, with nothing to clear.
_SEALED = {
    "access_mode": "READ_ONLY",
    "enable_external_access": "false",
    "lock_configuration": "true",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": os.environ.get("CHITIEU_DUCKDB_MEMORY", "1GB"),
    "threads": "2",
}


_OPENING = threading.Lock()
_opened = {}  # path of the newest release asked → its open file


def DB_CONNECTION_MUTATOR(uri, params, username, security_manager, source):
    if uri.drivername.startswith("duckdb"):
        # The link's target has a path of its own for each release: who asks after the swap asks the new file.
        path = os.path.realpath(CHITIEU_WAREHOUSE)
        uri = uri.set(database=path)
        params["creator"] = lambda: ConnectionWrapper(_open(path).cursor())
    return uri, params


def _open(path):
    """The release as this process keeps it open: opening it for each question is half of what a question costs DuckDB.

    The release before is let go; whoever still reads it has a cursor of their own, which keeps it.
    """
    with _OPENING:
        opened = _opened.get(path)
        if opened is None:
            opened = duckdb.connect(path, config=_SEALED)
            _opened.clear()
            _opened[path] = opened
        return opened


# DuckDB 1.5 lets `enable_logging` write a file in spite of the seal and then aborts the process. Leaders
# can't send SQL at all; this stops an administrator's slip in SQL Lab.
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.S)
_READS = re.compile(r"\s*\(*\s*(select|with|explain)\b", re.I)
_NEVER = re.compile(r"\b(enable_logging|disable_logging|truncate_duckdb_logs|enable_profiling)\b", re.I)
DISALLOWED_SQL_FUNCTIONS = {
    "duckdb": {
        "enable_logging", "disable_logging", "read_text", "read_blob", "read_csv", "read_csv_auto",
        "read_json", "read_json_auto", "read_parquet", "parquet_scan", "sniff_csv", "glob",
        "duckdb_settings", "duckdb_secrets", "getenv",
    }
}


def SQL_QUERY_MUTATOR(sql, **context):
    database = context.get("database")
    if database is None or database.backend != "duckdb":
        return sql
    if _NEVER.search(sql) or not _READS.match(_COMMENT.sub(" ", sql)):
        from superset.exceptions import SupersetGenericErrorException

        raise SupersetGenericErrorException("Chỉ cho phép câu lệnh SELECT.")
    return sql


MUTATE_AFTER_SPLIT = False  # True would skip the guard for SQL Lab

# --- Vietnamese ------------------------------------------------------------------------------------
LANGUAGES = {"vi": {"flag": "vn", "name": "Tiếng Việt"}}
BABEL_DEFAULT_LOCALE = "vi"
BABEL_DEFAULT_TIMEZONE = "Asia/Ho_Chi_Minh"
D3_FORMAT = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
D3_TIME_FORMAT = {
    "dateTime": "%d/%m/%Y %H:%M",
    "date": "%d/%m/%Y",
    "time": "%H:%M",
    "periods": ["SA", "CH"],
    "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
    "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    "months": [f"Tháng {month}" for month in range(1, 13)],
    "shortMonths": [f"Thg {month}" for month in range(1, 13)],
}


def _typed(request):
    """The headers of a download's columns that hold text: what a unit typed stays as it typed it. None: not known."""
    from superset import db
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.slice import Slice

    asked = request.get_json(silent=True) or json.loads(request.form.get("form_data") or "{}")
    number = (asked.get("datasource") or {}).get("id")
    if not number and (saved := re.fullmatch(r"/api/v1/chart/(\d+)/data/?", request.path)):
        chart = db.session.get(Slice, int(saved[1]))
        number = chart and chart.datasource_id
    dataset = number and db.session.get(SqlaTable, int(number))
    if not dataset:
        return None
    return {name for column in dataset.columns if not column.is_numeric for name in (column.column_name, column.verbose_name)}


def _for_excel(text, typed):
    """A CSV file as Vietnamese Excel reads it: the mark of UTF-8, which Superset forgets, semicolons, decimal commas.

    A dot would make thousands of it there. Only in columns that are numbers, never in one that holds what a unit typed.
    """
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    if rows:  # Superset takes "% hoàn thành" for a formula
        rows[0] = [name.removeprefix("'") if name.startswith("'%") else name for name in rows[0]]
    width = max(map(len, rows), default=0)
    for column in range(width):
        if typed is None or column >= len(rows[0]) or rows[0][column] in typed:
            continue
        cells = [row[column] for row in rows[1:] if column < len(row) and row[column]]
        if any("." in cell for cell in cells) and all(re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell) for cell in cells):
            for row in rows[1:]:
                if column < len(row) and "." in row[column]:
                    row[column] = f"{Decimal(row[column]):f}".rstrip("0").rstrip(".").replace(".", ",")
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(rows)
    return "\ufeff" + written.getvalue()


def _translations():
    """The words for React as one pack; those for Flask compiled into SUPERSET_HOME. Source: the .po file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with open(HERE / "i18n/vi/LC_MESSAGES/messages.po", "rb") as source:
        catalog = read_po(source, locale="vi")
    pack = {"": {"domain": "superset", "lang": "vi", "plural_forms": "nplurals=1; plural=0;"}}
    for message in catalog:
        if message.id and message.string:
            key = message.id if isinstance(message.id, str) else message.id[0]
            pack[key] = [message.string] if isinstance(message.string, str) else list(message.string)
    folder = SUPERSET_HOME / "i18n/vi/LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".messages.{os.getpid()}"
    with open(unfinished, "wb") as compiled:
        write_mo(compiled, catalog)
    os.replace(unfinished, folder / "messages.mo")
    return json.dumps({"domain": "superset", "locale_data": {"superset": pack}}, ensure_ascii=False)


_LANGUAGE_PACK = _translations()
BABEL_TRANSLATION_DIRECTORIES = f"{SUPERSET_HOME / 'i18n'};translations"

# --- Looks -----------------------------------------------------------------------------------------
APP_NAME = "Điều hành phường"
APP_ICON = "/chitieu/logo.svg"
FAVICONS = [{"href": "/chitieu/icon.svg", "type": "image/svg+xml"}]
LOGO_TOOLTIP = "Bảng điều hành"
THEME_DEFAULT = {
    "algorithm": "default",
    "token": {
        "brandAppName": APP_NAME,
        "brandLogoAlt": APP_NAME,
        "brandLogoUrl": APP_ICON,
        "brandLogoHref": "/",
        "brandLogoHeight": "30px",
        "brandLogoMargin": "9px 0",
        "brandSpinnerUrl": "/chitieu/spinner.svg",
        "colorPrimary": "#0D47A1",
        "colorLink": "#0D47A1",
        "colorError": "#C62828",
        "colorWarning": "#B26A00",
        "colorSuccess": "#2E7D32",
        "colorInfo": "#0277BD",
        "colorTextTertiary": "#5F6368",  # antd's grey is too faint on white (WCAG 1.4.3)
        "colorTextDescription": "#5F6368",
        "fontUrls": [],
        "fontFamily": "Inter, 'Noto Sans', Arial, sans-serif",
        "borderRadius": 4,
    },
}
THEME_DARK = None
ENABLE_UI_THEME_ADMINISTRATION = False
EXTRA_CATEGORICAL_COLOR_SCHEMES = [
    {
        "id": "chitieu",
        "label": "Phường",
        "description": "",
        "isDefault": True,
        "colors": ["#1565C0", "#B71C1C", "#EF6C00", "#6A1B9A", "#00838F", "#5D4037", "#546E7A"],
    }
]

# --- Requests --------------------------------------------------------------------------------------
LANDING = {"LanhDao": "dieu-hanh", "VanPhong": "dieu-hanh", "LanhDaoThanhPho": "thanh-pho"}  # role → its first board


# Superset gives these to whoever may read a chart, or to anybody; nobody needs them to look at a dashboard, for the head
# of each leads to the others.
_LISTS = re.compile(r"/version|/register(/.*)?|/(chart|dashboard)/list|/api/v1/chart|/api/v1/chart/_info")
_ERROR = Template((HERE / "static/error.html").read_text("utf-8"))
_ERRORS = {
    403: ("Tài khoản này không được mở trang đó", "Cần xem thì hỏi người quản trị."),
    404: ("Không có trang này", "Địa chỉ gõ sai, hoặc trang đã được bỏ."),
    429: ("Thử quá nhiều lần", "Xin chờ một phút rồi thử lại."),
    500: ("Có lỗi khi mở trang này", "Xin thử lại; vẫn lỗi thì báo người quản trị."),
}
# /xem/<board>?dia_ban=…&ky=…&chi_tieu=… opens a board with what was chosen on another: word → filter, its column.
CHOSEN = {
    "dia_ban": ("NATIVE_FILTER-locality", "locality_name"),
    "ky": ("NATIVE_FILTER-period", "period_label"),
    "chi_tieu": ("NATIVE_FILTER-measure", "measure_label"),
}
_first = {}  # release and localities → what a board opens with; a few entries a day


def _opens_with():
    """The locality and month a board opens with for whoever asks: the first of theirs and its newest."""
    from flask_login import current_user
    from superset import db
    from superset.models.core import Database

    roles = {role.name for role in current_user.roles}
    codes = sorted(name.removeprefix("DiaBan_") for name in roles if name.startswith("DiaBan_"))
    if not codes and not roles & {"LanhDaoThanhPho", "QuanTri", "Admin"}:
        return {}
    key = (os.path.realpath(CHITIEU_WAREHOUSE), *codes)
    if key not in _first:
        where = f"and locality_code in ({', '.join('?' * len(codes))})" if codes else ""
        warehouse = db.session.query(Database).filter(Database.sqlalchemy_uri.like("duckdb:%")).one()
        try:
            with warehouse.get_raw_connection() as connection:
                cursor = connection.cursor()
                cursor.execute(
                    f"select locality_name, period_label from mart.rpt_heading where is_latest {where} order by 1 limit 1",
                    tuple(codes))
                row = cursor.fetchone()
        except Exception:  # a board says by itself what is wrong with a release; its filters then choose
            logging.getLogger(__name__).exception("no first choice")
            return {}
        if len(_first) > 1000:
            _first.clear()
        _first[key] = dict(zip(("dia_ban", "ky"), row or ()))
    return _first[key]


def _choose(board, chosen):
    """Puts values into a board's filters, as their own defaults: only with these do the charts ask at once and only once.

    Values in the address make Superset ask for each chart again and again, a filter's first item makes them wait for its list.
    """
    metadata = json.loads(board["json_metadata"] or "{}")
    for one in metadata.get("native_filter_configuration", []):
        for word, (name, column) in CHOSEN.items():
            if one["id"] == name and (value := chosen.get(word)):
                one["defaultDataMask"] = {
                    "extraFormData": {"filters": [{"col": column, "op": "IN", "val": [value]}]},
                    "filterState": {"label": value, "value": [value], "excludeFilterValues": True},
                }
                one["controlValues"]["defaultToFirstItem"] = one["requiredFirst"] = False
    board["json_metadata"] = json.dumps(metadata, ensure_ascii=False)


def _kept(board, arguments):
    """Where a board leads that is opened by a key: to itself, with what its reader had chosen in the words of /xem, and with
    all else that the address says. None: not his own choice, or not in those words."""
    from flask_login import current_user
    from superset import db
    from superset.extensions import cache_manager
    from superset.models.dashboard import Dashboard, id_or_slug_filter
    from superset.temporary_cache.utils import cache_key

    number, slug = db.session.query(Dashboard.id, Dashboard.slug).filter(id_or_slug_filter(board)).one()
    kept = cache_manager.filter_state_cache.get(cache_key(number, arguments["native_filters_key"]))
    words = {name: word for word, (name, _) in CHOSEN.items()}
    try:  # what a browser left there may be anything
        if not slug or kept["owner"] != current_user.id:
            return None
        values = {name: mask["filterState"].get("value") for name, mask in json.loads(kept["value"]).items()}
        chosen = {words[name]: value for name, (value,) in ((name, value) for name, value in values.items() if value)}
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    others = {word: value for word, value in arguments.items() if word not in {"native_filters_key", *CHOSEN}}
    return f"/superset/dashboard/{slug}/?{urlencode(chosen | others)}"


def _has_board(slug):
    from superset import db
    from superset.models.dashboard import Dashboard, id_or_slug_filter

    return db.session.query(Dashboard.id).filter(id_or_slug_filter(slug)).first() is not None


def FLASK_APP_MUTATOR(app):
    """Runs before Superset's views exist, hence hooks rather than replaced views."""
    from flask import Blueprint, Response, abort, g, redirect, request
    from flask_login import current_user
    from superset import security_manager

    files = Blueprint("chitieu", __name__, static_folder=str(HERE / "static"), static_url_path="/chitieu")
    app.register_blueprint(files)

    @app.before_request
    def before():
        path = request.path.rstrip("/")
        if path == "/superset/language_pack/vi":
            return Response(_LANGUAGE_PACK, mimetype="application/json", headers={"Cache-Control": "max-age=3600"})
        if path == "/api/v1/security/login":  # Superset limits the form only, not this second door
            with security_manager.limiter.limit(AUTH_RATE_LIMIT):
                pass
        if re.fullmatch(r"/xem/[a-z-]+", path):
            chosen = urlencode({word: value for word, value in request.args.items() if word in CHOSEN})
            return redirect(f"/superset/dashboard/{path.removeprefix('/xem/')}/?{chosen}")
        if board := re.fullmatch(r"/superset/dashboard/([^/]+)", path):
            if not _has_board(board[1]):  # Superset opens its page all the same, and names itself in the error
                abort(404)
            # Opened anew by its key a board asks for each chart five times, by its filters' own defaults once.
            if ("native_filters_key" in request.args and current_user.is_authenticated
                    and (address := _kept(board[1], request.args))):
                return redirect(address)
        if path in ("", "/superset/welcome") and current_user.is_authenticated:
            for role in current_user.roles:
                if role.name in LANDING:
                    return redirect(f"/superset/dashboard/{LANDING[role.name]}/")
        return None

    @app.after_request
    def after(response):
        if response.mimetype == "text/csv" and not response.is_streamed:
            response.set_data(_for_excel(response.get_data(as_text=True), _typed(request)).encode())
        # The page asks for its board in its own address's name; what a person chose there earlier it knows by a key.
        came_from = parse_qs(urlsplit(request.headers.get("Referer", "")).query)
        if (request.method == "GET" and response.status_code == 200 and current_user.is_authenticated
                and re.fullmatch(r"/api/v1/dashboard/[a-z-]+", request.path) and "native_filters_key" not in came_from):
            board = response.get_json()
            _choose(board["result"], _opens_with() | {word: values[0] for word, values in came_from.items()})
            response.set_data(json.dumps(board, ensure_ascii=False))
        if _LISTS.fullmatch(request.path.rstrip("/")) and not (hasattr(g, "user") and security_manager.is_admin()):
            response.direct_passthrough = False
            response.status_code = 403
            response.set_data("{}")
        # Its error pages are English and ask a font server, the rest of its errors are JSON: not for a person's eyes.
        if response.status_code >= 400 and "text/html" in request.headers.get("Accept", ""):
            title, text = _ERRORS.get(response.status_code) or _ERRORS[404 if response.status_code < 500 else 500]
            response.direct_passthrough = False
            response.set_data(_ERROR.substitute(title=title, text=text))
            response.mimetype = "text/html"
            response.cache_control.no_store = True
        return response
