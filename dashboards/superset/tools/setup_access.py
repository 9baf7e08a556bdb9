"""Roles, rows and people exactly as access.yaml and the home's people.yaml say. Commits nothing itself."""

import os

import people


def create_admin():
    """The first user, whom the import needs as owner."""
    from superset import db, security_manager

    if security_manager.find_user("admin") is None:
        _put({"username": "admin", "name": "admin"}, [security_manager.find_role("Admin")])
        db.session.commit()


def run(everyone):
    """Inside the import's transaction: permissions on datasets carry their ids. Gives what is worth saying."""
    from superset import db, security_manager
    from superset.connectors.sqla.models import SqlaTable

    spec = people.access()
    db.session.flush()
    tables = db.session.query(SqlaTable).all()
    public = [t for t in tables if t.schema == "mart_public"]
    shared = [t for t in tables if t.schema == "mart" and t.table_name in spec["shared"]]
    located = [t for t in tables if t.schema == "mart" and "locality_code" in t.column_names and t not in shared]
    restricted = [t for t in tables if t.schema == "mart" and "is_restricted" in t.column_names]

    admin = security_manager.find_role("Admin")
    roles = {}
    for name, wanted in spec["roles"].items():
        if name == "QuanTri":
            roles[name] = admin
            continue
        readable = tables if wanted["locality"] == "all" else located + shared + public
        roles[name] = _role(name, wanted["permissions"], readable)
    is_public = os.environ.get("CHITIEU_PUBLIC") == "1"
    _role("Public", spec["public"] if is_public else [], public if is_public else [])

    sees_restricted = _role("XemHanChe", [], [])
    localities = {p["locality"]: _role(f"DiaBan_{p['locality']}", [], []) for p in everyone if p["locality"]}
    for role in db.session.query(security_manager.role_model).filter(security_manager.role_model.name.like(r"DiaBan\_%", escape="\\")):
        if role not in localities.values():
            db.session.delete(role)
    see_all = [roles[name] for name, wanted in spec["roles"].items() if wanted["locality"] == "all"]
    # "Base" holds for everyone but the roles it names: who is bound to no locality sees no row.
    rules = {"Không có địa bàn": ("Base", "1 = 0", located, [*see_all, *localities.values()])}
    for code, role in localities.items():
        rules[role.name] = ("Regular", f"locality_code = '{code}'", located, [role])
    rules["Hạn chế công khai"] = ("Base", "is_restricted = false", restricted, [admin, sees_restricted])
    _rules(rules)

    for person in everyone:
        own = [roles[person["role"]]]
        own += [localities[person["locality"]]] if person["locality"] else []
        own += [sees_restricted] if person["restricted"] and person["role"] != "QuanTri" else []
        _put(person, own)
    names = {p["username"] for p in everyone}
    gone = [u for u in security_manager.get_all_users() if u.username not in names and u.active]
    for user in gone:
        user.active, user.roles, user.groups = False, [], []
    return [f"no longer in people.yaml, may not log in: {u.username}" for u in gone] + [
        f"without locality_code, only for those who see all localities: {t.table_name}"
        for t in tables if t not in located + shared + public
    ]


def _role(name, permissions, tables):
    """With exactly these permissions, and these datasets to read."""
    from superset import db, security_manager

    role = security_manager.find_role(name)
    if role is None:
        role = security_manager.role_model(name=name)
        db.session.add(role)
    granted = []
    for text in permissions:
        found = security_manager.find_permission_view_menu(*text.split(" on "))
        if found is None:
            raise ValueError(f"access.yaml: Superset knows no permission '{text}'")
        granted.append(found)
    granted += [security_manager.find_permission_view_menu("datasource_access", t.get_perm()) for t in tables]
    role.permissions = granted
    return role


def _rules(wanted):
    """Row-level rules: these, and no other."""
    from superset import db
    from superset.connectors.sqla.models import RowLevelSecurityFilter

    known = {rule.name: rule for rule in db.session.query(RowLevelSecurityFilter)}
    for name in known.keys() - wanted.keys():
        db.session.delete(known[name])
    for name, (kind, clause, tables, roles) in wanted.items():
        rule = known.get(name) or RowLevelSecurityFilter(name=name)
        rule.filter_type, rule.clause, rule.tables, rule.roles, rule.group_key = kind, clause, tables, roles, None
        db.session.add(rule)


def _put(person, roles):
    from superset import db, security_manager
    from werkzeug.security import check_password_hash, generate_password_hash

    username = person["username"]
    user = security_manager.find_user(username)
    if user is None:
        user = security_manager.user_model(username=username, email=f"{username}@localhost.localdomain")
        db.session.add(user)
    user.first_name, user.last_name, user.active = person["name"], "", True
    user.roles, user.groups = roles, []
    password = os.environ[people.password_key(username)]
    if not user.password or not check_password_hash(user.password, password):
        user.password = generate_password_hash(password)
