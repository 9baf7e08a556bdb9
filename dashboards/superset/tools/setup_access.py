"""Roles and users exactly as access.yaml says; passwords as the environment says."""

import os
from pathlib import Path

import yaml

SPEC = Path(__file__).resolve().parents[1] / "access.yaml"


def create_admin():
    """The first user, whom the import needs as owner."""
    from superset import db, security_manager

    if security_manager.find_user("admin") is None:
        spec = next(u for u in _spec()["users"] if u["username"] == "admin")
        _add(spec, security_manager.find_role("Admin"))
        db.session.commit()


def run():
    """Inside an application context, after the import: permissions on datasets carry their ids."""
    from superset import db, security_manager
    from superset.connectors.sqla.models import SqlaTable

    spec = _spec()
    tables = {t.table_name: t for t in db.session.query(SqlaTable)}
    for name, wanted in spec["roles"].items():
        role = security_manager.find_role(name) or security_manager.add_role(name)
        granted = []
        for text in wanted["permissions"]:
            permission, view = text.split(" on ")
            found = security_manager.find_permission_view_menu(permission, view)
            if found is None:
                raise SystemExit(f"access.yaml: Superset knows no permission '{text}'")
            granted.append(found)
        for table in wanted["datasets"]:
            if table not in tables:
                raise SystemExit(f"access.yaml: dataset {table} is not in the bundle")
            granted.append(security_manager.find_permission_view_menu("datasource_access", tables[table].perm))
        role.permissions = granted
    for person in spec["users"]:
        role = security_manager.find_role(person["role"])
        user = security_manager.find_user(person["username"])
        if user is None:
            _add(person, role)
        else:
            user.roles = [role]
            _keep_password(user, _password(person["username"]))
    db.session.commit()


def _spec():
    return yaml.safe_load(SPEC.read_text("utf-8"))


def _password(username):
    name = f"SUPERSET_{username.upper()}_PASSWORD"
    value = os.environ.get(name, "")
    if len(value) < 12:
        raise SystemExit(f"{name} is missing or shorter than 12 characters: refusing to set it")
    return value


def _add(person, role):
    from superset import security_manager

    added = security_manager.add_user(
        person["username"], person["first_name"], person["last_name"], person["email"], role,
        password=_password(person["username"]),
    )
    if not added:
        raise SystemExit(f"user {person['username']} could not be added: see the log")


def _keep_password(user, password):
    from werkzeug.security import check_password_hash, generate_password_hash

    if not check_password_hash(user.password, password):
        user.password = generate_password_hash(password)
