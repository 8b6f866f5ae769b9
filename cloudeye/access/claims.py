"""What an identity provider says of a person, and what that makes of them here.

The rules stand in the TOML file that ``CLOUDEYE_IDENTITY`` names, beside ``[provider]`` (``provider.py``)::

    issuer = "https://id.example.cn"
    audience = "cloudeye"
    login_claim = "preferred_username"
    name_claim = "name"
    department_claim = "department"
    second_factor = "here"                 # or "provider": it asks for one itself
    administrators = false                 # true: rules may give the three administrators' roles

    [departments]                          # what the claim says = department_id; without the table the claim is the id
    "审批局" = "approval"

    [[rule]]                               # the first that fits counts
    claim = "groups"
    value = "supervision-office"
    role = "supervisor"
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cloudeye.access.accounts import ADMINISTRATORS, NOT_FOR_PEOPLE
from cloudeye.access.permissions import ROLES
from cloudeye.access.provider import TABLE, read_identity_file
from cloudeye.access.settings import CLAIMS_AHEAD, CLAIMS_FRESH_FOR
from cloudeye.clock import DISTRICT_TIME
from cloudeye.errors import AccessError, SignInError

HERE, AT_PROVIDER = "here", "provider"
NEEDED, OPTIONAL = ("issuer", "audience", "login_claim"), ("name_claim", "department_claim")
NAMES = {*NEEDED, *OPTIONAL, "second_factor", "administrators", "departments", "rule", TABLE}
RULE = {"claim", "value", "role"}
# Together these differ between any two tokens of a provider, whichever of them it sends.
MARKS = ("iss", "sub", "aud", "iat", "exp", "jti", "nonce", "sid", "at_hash", "auth_time")
LOGIN = re.compile(r"\S{1,64}")
AGAIN = "请重新登录；如果仍然不行，请联系系统管理员。"


@dataclass(frozen=True)
class Person:
    """What the claims make of somebody; ``mark`` tells their token from every other, ``issued`` when it was made."""

    login: str
    name: str
    role: str
    department_id: str | None
    mark: str
    issued: datetime


@dataclass(frozen=True)
class Rules:
    """The file, checked. ``rules`` are (claim, value, role) in the order of the file."""

    issuer: str
    audience: str
    login_claim: str
    name_claim: str
    department_claim: str
    departments: Mapping[str, str]
    rules: tuple[tuple[str, str, str], ...]
    is_factor_here: bool

    @classmethod
    def of(cls, path: Path) -> "Rules":
        """Raises AccessError naming the entry that is missing, unknown or wrong."""
        return _rules(path, read_identity_file(path))

    def person(self, claims: Mapping[str, Any], now: datetime) -> Person:
        """Who this is. ``claims`` come from a token whose signature was verified; ``now`` is district time.

        Raises SignInError: another issuer or audience, expired, not fresh, no login, no role here, an unknown department.
        """
        issued = self._check_token(claims, now)
        login = claims.get(self.login_claim)
        if not isinstance(login, str) or not LOGIN.fullmatch(login) or not login.isprintable():
            raise SignInError(f"统一身份认证没有给出可用的登录名（{self.login_claim}）。请联系系统管理员。")
        name = claims.get(self.name_claim)
        role = self._role(claims)
        return Person(
            login.lower(),
            name if isinstance(name, str) and name.strip() and name.isprintable() else login,
            role,
            self._department(claims, role),
            _mark(claims),
            issued,
        )

    def _check_token(self, claims: Mapping[str, Any], now: datetime) -> datetime:
        if claims.get("iss") != self.issuer:
            raise SignInError(f"登录凭据不是由本单位的统一身份认证平台签发的。{AGAIN}")
        audience = claims.get("aud")
        meant_for = audience if isinstance(audience, list) else [audience]
        # A token for several is ours only if it was asked for by us.
        if self.audience not in meant_for or (len(meant_for) > 1 and claims.get("azp") != self.audience):
            raise SignInError(f"登录凭据不是签发给本系统的。{AGAIN}")
        expires, issued = _moment(claims.get("exp")), _moment(claims.get("iat"))
        if expires is None or now >= expires:
            raise SignInError(f"登录凭据已经过期。{AGAIN}")
        if issued is None or now - issued > CLAIMS_FRESH_FOR or issued - now > CLAIMS_AHEAD:
            raise SignInError(f"登录凭据不是刚刚签发的，或者两边的时钟相差太多。{AGAIN}")
        return issued

    def _role(self, claims: Mapping[str, Any]) -> str:
        for claim, value, role in self.rules:
            found = claims.get(claim)
            if value == found or (isinstance(found, list) and value in found):
                return role
        raise SignInError("您在统一身份认证中的身份没有对应的角色，不能登录本系统。如工作需要，请联系安全管理员。")

    def _department(self, claims: Mapping[str, Any], role: str) -> str | None:
        scope = ROLES[role].scope
        if scope == "none":
            return None
        said = claims.get(self.department_claim) if self.department_claim else None
        if said is None and scope == "all":
            return None
        found = self.departments.get(said) if self.departments and isinstance(said, str) else said
        if not isinstance(found, str):
            raise SignInError(
                f"统一身份认证没有给出您的所属单位，或者它在本系统没有对应的单位（{self.department_claim}）。请联系安全管理员。"
            )
        return found


def _moment(value: Any) -> datetime | None:
    """District time of seconds since 1970."""
    if not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, DISTRICT_TIME).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None


def _mark(claims: Mapping[str, Any]) -> str:
    return sha256(json.dumps([claims.get(name) for name in MARKS], default=str).encode()).hexdigest()


def _rules(path: Path, table: Mapping[str, Any]) -> Rules:
    def wrong(what: str) -> AccessError:
        return AccessError(f"统一身份认证配置 {path}：{what}。请参照 docs/deploy/identity.md 改正后重新启动。")

    if unknown := sorted(table.keys() - NAMES):
        raise wrong(f"不认识 {'、'.join(unknown)}")
    texts = {name: table.get(name, "") for name in (*NEEDED, *OPTIONAL)}
    for name, value in texts.items():
        if not isinstance(value, str) or (name in NEEDED and not value.strip()):
            raise wrong(f"{name} 应当是一段文字" if value else f"缺少 {name}")
    factor, allows, departments = (
        table.get("second_factor", HERE),
        table.get("administrators", False),
        table.get("departments", {}),
    )
    if factor not in (HERE, AT_PROVIDER):
        raise wrong(f"second_factor 只能是 {HERE} 或 {AT_PROVIDER}")
    if not isinstance(allows, bool):
        raise wrong("administrators 只能是 true 或 false")
    if not isinstance(departments, dict) or not all(isinstance(value, str) for value in departments.values()):
        raise wrong("[departments] 的每一项应当是「身份平台里的名称 = 单位编号」")
    rules = table.get("rule", [])
    if not isinstance(rules, list) or not rules:
        raise wrong("至少要有一条 [[rule]]")
    for rule in rules:
        if not isinstance(rule, dict) or rule.keys() != RULE or not all(isinstance(value, str) for value in rule.values()):
            raise wrong("每条 [[rule]] 应当正好有 claim、value、role 三项文字")
        if rule["role"] not in ROLES or rule["role"] in NOT_FOR_PEOPLE:
            raise wrong(f"没有角色「{rule['role']}」")
        if rule["role"] in ADMINISTRATORS and not allows:
            raise wrong(f"要由身份平台给出{ROLES[rule['role']].label}，必须写明 administrators = true")
    return Rules(
        **texts,
        departments=departments,
        rules=tuple((rule["claim"], rule["value"], rule["role"]) for rule in rules),
        is_factor_here=factor == HERE,
    )
