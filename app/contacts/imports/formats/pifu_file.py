"""What stands in a PIFU-IMS file, element by element? Read in the limited child process.

Elements are known by their local names, since older files are in other namespaces. Nothing is fetched, a document type
is refused, and identity numbers, user names and passwords (``userid``) are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from app.contacts.imports.files import preflight
from app.contacts.imports.formats.hidden import StandIns
from app.core.errors import UserError
from app.core.i18n import N_

NOT_PIFU = N_("This is an XML file, but not PIFU-IMS. Ask for a PIFU-IMS file from the school's register.")

Record = tuple[str, dict[str, Any]]
"""What an element is, and what stands in it: texts, lists and tuples of texts, and its line."""


def read(path: Path) -> Iterator[Record]:
    """Return the elements below ``enterprise`` in the order of the file. Raises UserError."""
    stand_ins = StandIns()
    try:
        with path.open("rb") as file:
            for element in _elements(file):
                name = _local(element)
                if name in _READERS:
                    yield name, _READERS[name](element, stand_ins)
    except etree.XMLSyntaxError as error:
        raise UserError(preflight.DAMAGED) from error
    except OSError as error:
        raise UserError(preflight.NOT_READABLE) from error


def _elements(file: Any) -> Iterator[Any]:
    """Return each element below the root, and forget it afterwards."""
    parsed = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    for event, element in parsed:
        if event == "start":
            if depth == 0:
                _check_root(element)
            depth += 1
            continue
        depth -= 1
        if depth == 1:
            yield element
            parent = element.getparent()
            element.clear()
            if parent is not None:
                parent.clear()


def _check_root(root: Any) -> None:
    told = root.getroottree().docinfo
    if told.internalDTD is not None or told.doctype:
        raise UserError(preflight.UNSAFE)
    if _local(root) != "enterprise":
        raise UserError(NOT_PIFU)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Any, name: str) -> list[Any]:
    return [child for child in element if _local(child) == name]


def _first(element: Any, *names: str) -> Any:
    for name in names:
        if element is None:
            return None
        element = next((child for child in element if _local(child) == name), None)
    return element


def _text(element: Any, *names: str) -> str:
    found = _first(element, *names)
    return "" if found is None else (found.text or "").strip()


def _id(element: Any, stand_ins: StandIns) -> tuple[str, str]:
    """Return (source, id) of the element's first sourcedid."""
    return _text(element, "sourcedid", "source"), stand_ins.of(_text(element, "sourcedid", "id"))


def _ids(element: Any, stand_ins: StandIns) -> list[tuple[str, str, str]]:
    return [
        (one.get("sourcedidtype") or "", _text(one, "source"), stand_ins.of(_text(one, "id")))
        for one in _all(element, "sourcedid")
    ]


def _period(element: Any) -> dict[str, str]:
    """Return what the element's timeframe says."""
    frame = _first(element, "timeframe")
    return {name: _text(frame, name) for name in ("begin", "end", "adminperiod")}


def _address(element: Any) -> dict[str, Any] | None:
    if element is None:
        return None
    texts = {name: _text(element, name) for name in ("pobox", "extadd", "locality", "pcode", "country")}
    return {**texts, "streets": [text for one in _all(element, "street") if (text := (one.text or "").strip())]}


def _typed(extension: Any, name: str) -> list[tuple[str, str, str]]:
    """Return (type, priority, text) of each element of this name."""
    found = _all(extension, name) if extension is not None else []
    return [(one.get("type") or "", one.get("priority") or "", (one.text or "").strip()) for one in found]


def _properties(element: Any, stand_ins: StandIns) -> dict[str, Any]:
    return {name: _text(element, name) for name in ("datasource", "type", "datetime")}


def _person(element: Any, stand_ins: StandIns) -> dict[str, Any]:
    extension = _first(element, "extension")
    below: list[Any] = [] if extension is None else list(extension)
    return {
        "line": element.sourceline or 0,
        "deleted": element.get("recstatus") == "3",
        "ids": _ids(element, stand_ins),
        "fn": _text(element, "name", "fn"),
        "given": _text(element, "name", "n", "given"),
        "family": _text(element, "name", "n", "family"),
        "gender": _text(element, "demographics", "gender"),
        "bday": _text(element, "demographics", "bday"),
        "email": _text(element, "email"),
        "tel": [(one.get("teltype") or "", (one.text or "").strip()) for one in _all(element, "tel")],
        "adr": _address(_first(element, "adr")),
        "pifu_email": _typed(extension, "pifu_email"),
        "pifu_tel": _typed(extension, "pifu_tel"),
        "pifu_adr": [
            (one.get("type") or "", _address(_first(one, "adr"))) for one in below if _local(one) == "pifu_adr"
        ],
        "status": _typed(extension, "pifu_status"),
        "contacts": [
            (one.get("type") or "", *_id(one, stand_ins)) for one in below if _local(one) == "pifu_hasContactPerson"
        ],
    }


def _group(element: Any, stand_ins: StandIns) -> dict[str, Any]:
    types = []
    for one in _all(element, "grouptype"):
        value = _first(one, "typevalue")
        level = "" if value is None else value.get("level") or ""
        types.append((_text(one, "scheme"), level, _text(one, "typevalue")))
    return {
        "line": element.sourceline or 0,
        "deleted": element.get("recstatus") == "3",
        "ids": _ids(element, stand_ins),
        "types": types,
        "short": _text(element, "description", "short"),
        "long": _text(element, "description", "long"),
        "parents": [
            _id(one, stand_ins)
            for one in _all(element, "relationship")
            if (one.get("relation") or "1").lower() in ("1", "parent")
        ],
        **_period(element),
    }


def _membership(element: Any, stand_ins: StandIns) -> dict[str, Any]:
    return {
        "group": _id(element, stand_ins),
        "members": [
            {
                "id": _id(one, stand_ins),
                "idtype": _text(one, "idtype"),
                "roles": [_role(role) for role in _all(one, "role")],
            }
            for one in _all(element, "member")
        ],
    }


def _role(element: Any) -> dict[str, str]:
    return {
        "type": element.get("roletype") or "",
        "subrole": _text(element, "subrole"),
        "status": _text(element, "status"),
        "recstatus": element.get("recstatus") or "",
        "primary": _text(element, "extension", "pifu_primaryRelation"),
        **_period(element),
    }


_READERS: dict[str, Callable[[Any, StandIns], dict[str, Any]]] = {
    "properties": _properties,
    "person": _person,
    "group": _group,
    "membership": _membership,
}
