"""Puts the assets of git into Superset: all or nothing, and what git no longer holds goes away."""

import logging
import os

import bundle


class Refused(Exception):
    """The reasons, one a line."""


def run(everyone):
    """Inside an application context. Superset's importer, with the checks and the reasons it leaves out.

    Assets, roles, rows and people are one transaction. Gives what went away and what is worth saying.
    """
    contents = bundle.read()
    if bad := bundle.faults(contents):
        raise Refused("\n".join(bad))
    warehouse = os.environ["CHITIEU_WAREHOUSE"]
    contents = {path: text.replace("${CHITIEU_WAREHOUSE}", warehouse) for path, text in contents.items()}

    import setup_access
    from superset import security_manager
    from superset.commands.importers.v1.assets import ImportAssetsCommand
    from superset.utils.core import override_user
    from superset.utils.decorators import transaction

    @transaction()
    def apply():
        ImportAssetsCommand(contents).run()
        gone = _prune(contents)
        return [f"removed, no longer in git: {g}" for g in gone] + setup_access.run(everyone)

    try:
        with override_user(security_manager.find_user("admin")):
            return apply()
    except Exception as error:
        raise Refused(_reasons(error)) from error


def _prune(contents):
    """What was managed from here and left git, or was added by hand on our datasets."""
    import yaml
    from superset import db
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.core import Database
    from superset.models.dashboard import Dashboard
    from superset.models.slice import Slice

    kept = {k: {yaml.safe_load(t)["uuid"] for p, t in contents.items() if p.startswith(k + "/")} for k in bundle.KINDS}
    db.session.flush()
    ours = [d.id for d in db.session.query(Database) if str(d.uuid) in kept["databases"]]
    tables = db.session.query(SqlaTable).filter(SqlaTable.database_id.in_(ours)).all()
    table_ids = {t.id for t in tables}
    gone = [d for d in db.session.query(Dashboard) if d.is_managed_externally and str(d.uuid) not in kept["dashboards"]]
    gone += [c for c in db.session.query(Slice) if c.datasource_id in table_ids and str(c.uuid) not in kept["charts"]]
    gone += [t for t in tables if str(t.uuid) not in kept["datasets"]]
    names = [f"{type(g).__name__} {g}" for g in gone]
    for g in gone:
        db.session.delete(g)
    return names


def _reasons(error):
    """The importer says "unknown reason"; the reason is further down the chain."""
    lines = []
    while error is not None:
        detail = error.normalized_messages() if hasattr(error, "normalized_messages") else ""
        lines.append(f"{type(error).__name__}: {error} {detail}".rstrip())
        logging.getLogger(__name__).debug("import", exc_info=error)
        error = error.__cause__ or error.__context__
    return "\n".join(lines)
