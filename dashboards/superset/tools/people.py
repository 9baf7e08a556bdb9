"""Who may look, and whose figures: state/people.yaml of the home, outside git. Needs only PyYAML.

    python people.py FILE    checks it, and that everyone has a password; prints each fault, exit 20 if there is one

SUPERSET_<USERNAME>_PASSWORD of everyone is read from the environment.
"""

import os
import re
import sys
from pathlib import Path

import yaml

SPEC = Path(__file__).resolve().parents[1] / "access.yaml"
USERNAME = re.compile(r"[a-z][a-z0-9_]{1,30}")
LOCALITY = re.compile(r"[a-z0-9-]+")  # a folder's name in the share; stands in row-level rules, hence nothing else
OWN_LINE = re.compile(r"^- username: (\S+)\s*$", re.M)  # superset.sh reads the names without YAML
KEYS = ("username", "name", "role", "locality", "restricted")


class Faulty(Exception):
    """The faults, one a line."""


def access():
    return yaml.safe_load(SPEC.read_text("utf-8"))


def read(path, environment=os.environ):
    """Everyone, with `restricted` as the role has it where the file does not say. Raises Faulty."""
    roles = access()["roles"]
    text = Path(path).read_text("utf-8")
    people, faults = [], []

    def fault(node, words):
        faults.append(f"{path}, dòng {node.start_mark.line + 1}: {words}")

    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise Faulty(f"{path}: không đọc được: {error}") from error
    if not isinstance(root, yaml.SequenceNode):
        raise Faulty(f"{path}: phải là một danh sách, mỗi người bắt đầu bằng “- username: …”")
    for entry in root.value:
        person = _entry(entry, fault)
        if person is None:
            continue
        name = person.get("username", "")
        if not USERNAME.fullmatch(name) or name == "db":
            fault(entry, f"username “{name}” phải gồm 2–31 chữ thường không dấu, chữ số hoặc _, bắt đầu bằng chữ, khác “db”")
        elif any(name == other["username"] for other in people):
            fault(entry, f"{name} có hai lần")
        elif name not in OWN_LINE.findall(text):
            fault(entry, f"{name} phải bắt đầu bằng một dòng riêng “- username: {name}”, không thụt vào, không dấu nháy")
        elif _is_weak(environment.get(password_key(name), ""), name):
            fault(entry, f"{password_key(name)} (state/secrets.env) thiếu hoặc dễ đoán: ít nhất 12 ký tự, không lặp lại, không chứa {name}")
        if not person.get("name") or len(person["name"]) > 64 or not person["name"].isprintable():
            fault(entry, f"{name}: thiếu name, hoặc dài hơn 64 ký tự")
        role = roles.get(person.get("role"))
        if role is None:
            fault(entry, f"{name}: role “{person.get('role', '')}” không có; chọn {', '.join(roles)}")
            continue
        locality = person.get("locality", "")
        if role["locality"] == "own" and not LOCALITY.fullmatch(locality):
            fault(entry, f"{name}: locality “{locality}” phải là mã địa bàn, chỉ gồm a-z, 0-9 và -")
        if role["locality"] == "all" and locality:
            fault(entry, f"{name}: {person['role']} xem mọi địa bàn, bỏ dòng locality")
        people.append({"username": name, "locality": "", "restricted": role["restricted"], **person})
    if not any(p["username"] == "admin" and p["role"] == "QuanTri" for p in people) and not faults:
        faults.append(f"{path}: phải có admin với role QuanTri, bảng điều hành được nạp dưới tên đó")
    if faults:
        raise Faulty("\n".join(faults))
    return people


def _entry(entry, fault):
    if not isinstance(entry, yaml.MappingNode):
        fault(entry, "mỗi người là các dòng username, name, role, locality, restricted")
        return None
    person, sound = {}, True
    for key, value in entry.value:
        tag = value.tag.rsplit(":", 1)[-1] if isinstance(value, yaml.ScalarNode) else ""
        if key.value not in KEYS:
            fault(key, f"không có mục “{key.value}”; chỉ {', '.join(KEYS)}")
        elif key.value in person:
            fault(key, f"mục {key.value} có hai lần")
        elif key.value == "restricted" and tag != "bool":
            fault(value, "restricted là true hoặc false")
        elif not tag:
            fault(value, f"{key.value} chỉ nhận một giá trị")
        else:
            person[key.value] = yaml.safe_load(value.value) if tag == "bool" and key.value == "restricted" else value.value
            continue
        sound = False
    return person if sound else None


def _is_weak(password, username):
    return len(password) < 12 or len(set(password)) < 6 or username in password.lower()


def password_key(username):
    return f"SUPERSET_{username.upper()}_PASSWORD"


if __name__ == "__main__":
    try:
        read(sys.argv[1])
    except Faulty as faulty:
        print(faulty, file=sys.stderr)
        sys.exit(20)
