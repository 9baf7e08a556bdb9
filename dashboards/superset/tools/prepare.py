"""Everything Superset needs before it serves, in one start of Python: creating the application costs seconds.

    python prepare.py migrate import     migrate: tables, permissions, the first user · import: assets, roles, users
"""

import contextlib
import logging
import os
import sys
import time

import people


def main(steps, terminal):
    started = time.monotonic()

    def say(text):
        print(f"superset: {text} ({time.monotonic() - started:.0f} s)", file=terminal, flush=True)

    everyone = people.read(os.environ["CHITIEU_PEOPLE"])
    from superset.app import create_app

    app = create_app()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        import import_assets
        import setup_access

        if "migrate" in steps:
            from flask_migrate import upgrade
            from superset import appbuilder, security_manager

            upgrade()
            say("metadata tables are up to date")
            appbuilder.add_permissions(update_perms=True)
            security_manager.sync_role_definitions()
            setup_access.create_admin()
            say("permissions are up to date")
        if "import" in steps:
            try:
                for words in import_assets.run(everyone):
                    say(words)
            except import_assets.Refused as refused:
                print(f"The dashboards were not imported, nothing was changed:\n{refused}", file=sys.stderr)
                return 1
            say("dashboards and access are as in git")
    return 0


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):  # old migrations talk a great deal
        code = main(sys.argv[1:], sys.__stdout__)
    sys.exit(code)
