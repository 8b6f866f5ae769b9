"""Every role tries every action of the table with the functions that do it: done or refused as the table says, for all cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import Parameters, Type

from cloudeye.access import records
from cloudeye.access.desk import Access
from cloudeye.access.viewer import NOBODY, Viewer
from cloudeye.errors import Refused
from cloudeye.store import Store
from tests.security import markers, table
from tests.security.people import OPERATOR
from tests.security.table import of, roles

# As cheap as argon2 allows: what is tried here is who may, not how hard a guess is.
QUICK = Parameters(Type.ID, 19, 16, 16, 1, 8, 1)


@dataclass(frozen=True)
class Desk:
    """A marked district of one's own with its doors open."""

    store: Store
    access: Access

    def account(self, login: str) -> str:
        """The id of an account."""
        return str(next(row["account_id"] for row in self.access.accounts.listed() if row["login"] == login))

    def viewer(self, role: str) -> Viewer:
        """Somebody of this role with a real session, screen or nothing."""
        if role == "anonymous":
            return NOBODY
        if role == "display":
            names = {row["name"] for row in self.access.displays.listed()}
            return self.access.displays.viewer(self.access.displays.create(f"大屏{len(names)}", OPERATOR), "127.0.0.1")
        token = self.access.accounts.demo_sign_in(role, address="127.0.0.1", agent="")
        return self.access.sessions.viewer(token, active=True)


@pytest.fixture(scope="module")
def desk(prepared: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One for all tests of this file: they leave it as they found it or do not mind."""
    path = tmp_path_factory.mktemp("desk") / "desk.duckdb"
    path.write_bytes(prepared[0].read_bytes())
    with Store(path) as store:
        access = Access(store, parameters=QUICK)
        access.accounts.demo_accounts()
        yield Desk(store, access)
        access.close()


def _reveal(desk: Desk, viewer: Viewer) -> None:
    records.reveal(desk.store, viewer, markers.CASES["elsewhere"], "核实诉求办理情况", trail=desk.access.trail)


def _create(desk: Desk, viewer: Viewer) -> None:
    desk.access.accounts.create(f"new-{viewer.role}", "新人", by=viewer)


def _disable(desk: Desk, viewer: Viewer) -> None:
    desk.access.accounts.disable(desk.account("tan"), by=viewer)
    desk.access.accounts.enable(desk.account("tan"), by=viewer)


def _reset(desk: Desk, viewer: Viewer) -> None:
    desk.access.accounts.reset_password(desk.account("he"), by=viewer)
    desk.access.accounts.reset_second_factor(desk.account("he"), by=viewer)


def _grant(desk: Desk, viewer: Viewer) -> None:
    desk.access.accounts.grant(desk.account("luo"), "inspector", None, by=viewer)


def _unlock(desk: Desk, viewer: Viewer) -> None:
    desk.access.accounts.unlock(desk.account("he"), by=viewer)


def _revoke_session(desk: Desk, viewer: Viewer) -> None:
    victim = desk.viewer("analyst")
    desk.access.sessions.end(victim.session_id, by=viewer)


def _create_display(desk: Desk, viewer: Viewer) -> None:
    desk.access.displays.create(f"{viewer.role} 的大屏", by=viewer)


def _revoke_display(desk: Desk, viewer: Viewer) -> None:
    victim = desk.viewer("display")
    desk.access.displays.revoke(victim.display_id, by=viewer)


def _verify(desk: Desk, viewer: Viewer) -> None:
    desk.access.act(viewer, "trail.verify")


def _on_record(action: str) -> Callable[[Desk, Viewer], None]:
    """What the desk's pages ask before they do it; the deeds themselves are tried in tests/web."""
    return lambda desk, viewer: desk.access.act(viewer, action, "matrix")


DEEDS: dict[str, Callable[[Desk, Viewer], None]] = {
    "complaint.reveal": _reveal,
    "account.create": _create,
    "account.disable": _disable,
    "account.reset": _reset,
    "account.grant": _grant,
    "account.unlock": _unlock,
    "session.revoke": _revoke_session,
    "display.create": _create_display,
    "display.revoke": _revoke_display,
    "trail.verify": _verify,
    **{
        action: _on_record(action)
        for action in (
            "import.load", "import.undo", "alias.change", "correction.accept", "correction.decline", "catalogue.change",
        )
    },
}  # fmt: skip


def test_every_action_of_the_table_is_tried() -> None:
    assert set(DEEDS) == {cell.name for cell in table.cells() if cell.kind == "action"}


@pytest.mark.parametrize("role", roles())
def test_what_somebody_can_do_is_the_table(desk: Desk, role: str) -> None:
    viewer, wrong = desk.viewer(role), []
    assert viewer.role == role
    for cell in of("action", role):
        before = desk.access.trail.entries(limit=1).total
        try:
            DEEDS[cell.name](desk, viewer)
            is_done = True
        except Refused:
            is_done = False
        if is_done != bool(cell.reach):
            wrong.append(f"{cell.name}: {'done' if is_done else 'refused'}, the table says {cell.reach or 'no'!r}")
        newest = desk.access.trail.entries(limit=10).entries
        tried = [entry for entry in newest if entry["number"] > before and entry["actor"] == viewer.actor.login]
        if not any(entry["action"] == cell.name and entry["result"] == ("成功" if is_done else "拒绝") for entry in tried):
            wrong.append(f"{cell.name}: not on record")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", roles())
def test_what_somebody_sees_of_a_complaint_is_the_table(desk: Desk, role: str) -> None:
    """A complaint in scope, not about their own organisation: every column clear, masked or blank as the table says."""
    viewer, wrong = desk.viewer(role), []
    row, shown = original(desk, markers.CASES["elsewhere"]), seen(desk, viewer, markers.CASES["elsewhere"])
    sealed = seen(desk, viewer, markers.CASES["confidential"])
    if shown is None:
        wrong += [f"{cell.name}: nothing is seen at all" for cell in of("page", role) if cell.name == PAGE and reaches_it(role)]
        assert not wrong, "\n" + "\n".join(wrong)
        return
    assert reaches_it(role), "the table does not let this role read complaints of other organisations"
    for cell in of("column", role):
        kind = cell.name.removeprefix("complaint.")
        if kind == "confidential":
            levels = {
                level(original(desk, markers.CASES["confidential"]), sealed or {}, name) for name in ("enterprise", "address")
            }
            levels = {"clear"} if levels == {"clear"} else {""} if levels == {""} else levels
        else:
            levels = {level(row, shown, name) for name in FIELDS[kind]}
        if levels != {cell.reach}:
            wrong.append(f"{cell.name}: {levels}, the table says {cell.reach or 'blank'!r}")
    assert not wrong, "\n" + "\n".join(wrong)


PAGE = "supervisor-complaint"
FIELDS = {
    "complainant": ("complainant",),
    "phone": ("phone",),
    "id_number": ("id_number",),
    "address": ("address",),
    "enterprise": ("enterprise", "uscc"),
    "text": ("title", "content", "style_hint"),
    "place": ("longitude", "latitude"),
    "events": ("event", "call"),
}


def reaches_it(role: str) -> bool:
    """Whether the complaint about another department is in this role's scope: everything, or the street office's own streets."""
    return table.may(role, "page", PAGE) == "all" or role == "subdistrict_liaison"


def original(desk: Desk, number: str) -> dict[str, object]:
    """What the table of complaints holds."""
    cursor = desk.store.reading().cursor
    found = cursor.execute("SELECT * FROM complaint WHERE complaint_id = $1", [number]).fetchdf().to_dict("records")[0]
    reasons = {"event": "complaint_event", "call": "callback"}
    read = {name: f"SELECT max(reason) FROM {source} WHERE complaint_id = $1" for name, source in reasons.items()}
    said = {name: cursor.execute(sql, [number]).fetchone()[0] for name, sql in read.items()}  # type: ignore[index]
    return {str(name): value for name, value in found.items()} | said | {"enterprise": markers.FIRM, "uscc": markers.USCC}


def seen(desk: Desk, viewer: Viewer, number: str) -> dict[str, object] | None:
    """What the viewer gets of it; None when they are refused."""
    from cloudeye.catalog import today

    try:
        case = records.complaint(desk.store, viewer, number, trail=desk.access.trail, now=today(desk.store))
    except Refused:
        return None
    reasons = (
        [event["reason"] for event in case.events if event["reason"]],
        [call["reason"] for call in case.calls if call["reason"]],
    )
    return dict(case.row) | {name: max(found, default=None) for name, found in zip(("event", "call"), reasons, strict=True)}


def level(row: dict[str, object], shown: dict[str, object], name: str) -> str:
    """clear, masked or '' (blank)."""
    if shown.get(name) is None:
        return ""
    return "clear" if shown[name] == row[name] else "masked"
