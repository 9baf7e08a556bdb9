"""The assets in git: how they are read, named and checked. Needs only PyYAML.

    python bundle.py                               check everything, print each fault, exit 1 if there is one
    python bundle.py uuid charts/dieu-hanh/trend   the uuid an asset with this path must carry

An asset's uuid is uuid5(NAMESPACE, its path under dashboards/ without the ending). The namespace is fixed for
good: Superset knows an asset by its uuid, so a new one would double every chart of a running instance.
"""

import sys
import uuid
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = uuid.UUID("5d9d0a3e-6a0f-5c1e-9a64-0f1c5b1f2a26")
KINDS = ("databases", "datasets", "charts", "dashboards")


def uuid_of(slug):
    return str(uuid.uuid5(NAMESPACE, slug))


def read(root=ROOT):
    """Path → text, as Superset's importer wants it: what all boards share stands before each board's own CSS."""
    files = [root / "metadata.yaml"]
    for kind in KINDS:
        files += sorted((root / kind).rglob("*.yaml"))
    contents = {f.relative_to(root).as_posix(): f.read_text("utf-8") for f in files}
    shared = (root / "board.css").read_text("utf-8")
    for path in [p for p in contents if p.startswith("dashboards/")]:
        try:
            board = yaml.safe_load(contents[path])
        except yaml.YAMLError:
            continue  # faults() says so
        board["css"] = shared + (board["css"] or "")
        contents[path] = yaml.safe_dump(board, allow_unicode=True, sort_keys=False)
    return contents


def faults(contents):
    """What Superset's importer would let pass: it exits 0 and shows another chart in an orphaned tile."""
    found, assets = [], {}
    for path, text in contents.items():
        try:
            assets[path] = yaml.safe_load(text)
        except yaml.YAMLError as error:
            found.append(f"{path}: not YAML: {error}")
    of = {kind: {p: a for p, a in assets.items() if p.startswith(kind + "/")} for kind in KINDS}
    ids = {kind: {a.get("uuid") for a in of[kind].values()} for kind in KINDS}
    datasets = {a.get("uuid"): a for a in of["datasets"].values()}

    for kind in KINDS:
        for path, asset in of[kind].items():
            slug = path.removesuffix(".yaml")
            if asset.get("uuid") != uuid_of(slug):
                found.append(f"{path}: uuid must be {uuid_of(slug)}")

    for path, dataset in of["datasets"].items():
        if dataset.get("database_uuid") not in ids["databases"]:
            found.append(f"{path}: database_uuid is not in the bundle")
        if dataset.get("sql"):
            found.append(f"{path}: a dataset is a mart table, its SQL belongs into sql/marts")
        columns = {c["column_name"] for c in dataset["columns"]}
        if dataset.get("schema") == "mart" and columns & {"measure_code", "measure_label"} and "is_restricted" not in columns:
            found.append(f"{path}: tells of measures but has no is_restricted, so restricted measures could not be hidden")
        for part in ("columns", "metrics"):
            name = "column_name" if part == "columns" else "metric_name"
            names = [c[name] for c in dataset[part]]
            found += [f"{path}: {n} stands twice" for n in sorted({n for n in names if names.count(n) > 1})]
            found += [f"{path}: {c[name]} has no verbose_name" for c in dataset[part] if not c.get("verbose_name")]

    for path, chart in of["charts"].items():
        dataset = datasets.get(chart.get("dataset_uuid"))
        if dataset is None:
            found.append(f"{path}: dataset_uuid is not in the bundle")
            continue
        known = {c["column_name"] for c in dataset["columns"]} | {m["metric_name"] for m in dataset["metrics"]}
        found += [f"{path}: {n} is not in dataset {dataset['table_name']}" for n in sorted(used_names(chart) - known)]
        if any(f.get("expressionType") == "SQL" for key in ("adhoc_filters", "adhoc_filters_b") for f in chart["params"].get(key) or []):
            found.append(f"{path}: a filter in SQL, which nobody but an administrator may send")
        if chart["viz_type"] != chart["params"].get("viz_type"):
            found.append(f"{path}: viz_type differs from params.viz_type")

    for path, dashboard in of["dashboards"].items():
        position = {k: n for k, n in dashboard["position"].items() if isinstance(n, dict)}
        tiles = [n["meta"] for n in position.values() if n["type"] == "CHART"]
        found += [f"{path}: tile {t['sliceName']} has no chart in the bundle" for t in tiles if t["uuid"] not in ids["charts"]]
        pairs = {(t["chartId"], t["uuid"]) for t in tiles}  # a chart may stand on several tabs, under one number
        if len({number for number, _ in pairs}) != len(pairs) or len({chart for _, chart in pairs}) != len(pairs):
            found.append(f"{path}: chartId is not unique")
        found += [f"{path}: {k} names child {c}, which is missing"
                  for k, n in position.items() for c in n.get("children", []) if c not in position]
        numbers = {t["chartId"] for t in tiles}
        for f in dashboard["metadata"].get("native_filter_configuration", []):
            for target in f["targets"]:
                dataset = datasets.get(target.get("datasetUuid"))
                if dataset is None:
                    found.append(f"{path}: filter {f['name']}: dataset is not in the bundle")
                elif target["column"]["name"] not in {c["column_name"] for c in dataset["columns"]}:
                    found.append(f"{path}: filter {f['name']}: {target['column']['name']} is not in the dataset")
            if f["controlValues"].get("defaultToFirstItem") and not f.get("requiredFirst"):
                found.append(f"{path}: filter {f['name']} lacks requiredFirst: charts would load unfiltered")
            if set(f["scope"]["excluded"]) - numbers:
                found.append(f"{path}: filter {f['name']} excludes a chartId that is on no tile")
        for number, click in dashboard["metadata"].get("chart_configuration", {}).items():
            if {int(number), click["id"], *click["crossFilters"]["scope"]["excluded"]} - numbers:
                found.append(f"{path}: what a click on chartId {number} filters names a chartId that is on no tile")
            elif int(number) not in click["crossFilters"]["scope"]["excluded"]:
                found.append(f"{path}: a click on chartId {number} would filter that chart itself")

    every = [a["uuid"] for kind in KINDS for a in of[kind].values() if a.get("uuid")]
    found += [f"uuid {u} stands twice" for u in sorted({u for u in every if every.count(u) > 1})]
    return found


def used_names(chart):
    """Columns and saved metrics that a chart asks of its dataset."""
    params, names = chart["params"], set()
    for key in ("all_columns", "groupby", "groupby_b", "groupbyRows", "groupbyColumns", "metrics", "metrics_b"):
        names |= set(params.get(key) or [])
    for key in ("metric", "x_axis", "granularity_sqla"):
        if params.get(key):
            names.add(params[key])
    for entry in params.get("order_by_cols") or []:
        names.add(yaml.safe_load(entry)[0])
    for key in ("adhoc_filters", "adhoc_filters_b"):
        names |= {f["subject"] for f in params.get(key) or []}
    names |= set(params.get("column_config") or {})
    for rule in params.get("conditional_formatting") or []:
        names |= {rule["column"], rule.get("columnFormatting", rule["column"])}
    return names - {"ENTIRE_ROW"}


if __name__ == "__main__":
    if sys.argv[1:2] == ["uuid"]:
        print(uuid_of(sys.argv[2]))
    else:
        bad = faults(read())
        print("\n".join(bad) or "bundle: no fault")
        sys.exit(1 if bad else 0)
