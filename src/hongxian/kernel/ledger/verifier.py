#!/usr/bin/env python3
"""Check a proof file of the Hongxian ledger offline: one file, Python 3.11 or newer, nothing else.

    python verifier.py proof.json [--key FINGERPRINT_OR_FILE] [--head head.json]

Exit code 0: the proof holds. 1: it does not. 2: it could not be checked. The hashing here (canonical JSON, RFC 6962
leaves and nodes, Ed25519 by RFC 8032) is the definition that the server itself uses.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

PROOF, HEAD, KEY = "hongxian-proof/1", "hongxian-head/1", "hongxian-key/1"
UNCHECKED = {"unreadable", "format", "shape", "key_file", "head_file", "head_path_missing", "head_later"}
MESSAGES = {
    "unreadable": "文件无法读取：不是完整的 JSON，可能在传输中被截断或改动。请重新索取证明文件。",
    "format": "这不是红线台账的证明文件（格式标识不符）。",
    "shape": "证明文件缺少必要内容或内容类型不对，无法核对。",
    "key_file": "--key 给出的既不是 64 位十六进制指纹，也不是含有指纹的文件。",
    "head_file": "--head 给出的见证头文件无法读取，或缺少 size、root。",
    "entry": "条目字段被改动：条目内容与其叶哈希不符。",
    "payload": "载荷被改动：姓名、理由或前后内容与条目所载摘要不符。",
    "subjects": "对象清单被改动：清单与条目所载清单摘要不符。",
    "size": "树的大小不对：证明路径的长度、叶序号与所称的树大小不相容。",
    "path": "证明路径不对：沿路径算出的树根与签名的树根不符（路径被改动、调换次序，或该条目不在树中）。",
    "public_key": "公钥与签名头所称的密钥指纹不符。",
    "signature": "签名不对：台账头不是由所称的密钥签署，或签署后被改动。",
    "key": "密钥不可信：签名密钥不是您给出的密钥，也没有由它背书的换钥记录。",
    "endorsement": "换钥记录不对：新密钥没有得到原密钥的有效签名。",
    "head_fork": "与见证头矛盾：同样大小的树，树根不同。台账出现过两个版本。",
    "head_inconsistent": "与见证头不一致：见证头所见的历史不是本证明所依台账的前段，历史被改写。",
    "head_path_missing": "证明文件没有从该见证头出发的一致性证明。请以该见证头重新索取证明文件。",
    "head_later": "见证头晚于本证明所依的台账头。请重新索取一份不早于该见证头的证明文件。",
}


class Refused(Exception):
    """The proof does not hold or cannot be checked; `code` is a key of MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(MESSAGES[code])
        self.code = code


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON: keys sorted by code point, no spaces, nothing escaped that need not be; refuses NaN."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962 2.1: SHA-256 over 0x00 and the data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 2.1: SHA-256 over 0x01 and both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fingerprint(public: bytes) -> str:
    """SHA-256 of the 32 bytes of an Ed25519 public key, in hex."""
    return hashlib.sha256(public).hexdigest()


def manifest_hash(subjects: Iterable[Sequence[str]]) -> str:
    """SHA-256 in hex over the canonical list of [kind, key, digest]."""
    return hashlib.sha256(canonical_json([list(each) for each in subjects])).hexdigest()


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root to which the path leads (RFC 9162 2.1.3.2); `Refused` if path, index and size do not fit."""
    here, last, found = index, size - 1, leaf
    if not 0 <= index < size:
        raise Refused("size")
    for step in path:
        if last == 0:
            raise Refused("size")
        if here & 1 or here == last:
            found = node_hash(step, found)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, step)
        here, last = here >> 1, last >> 1
    if last:
        raise Refused("size")
    return found


def is_consistent(old: tuple[int, bytes], new: tuple[int, bytes], path: Sequence[bytes]) -> bool:
    """Whether the tree (size, root) `old` is the beginning of the tree `new` (RFC 9162 2.1.4.2)."""
    if not 0 < old[0] < new[0]:
        return old == new and not path
    steps = [old[1], *path] if old[0] & (old[0] - 1) == 0 else list(path)
    here, last = old[0] - 1, new[0] - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    if not steps:
        return False
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            second = node_hash(second, step)
        here, last = here >> 1, last >> 1
    return last == 0 and (first, second) == (old[1], new[1])


_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_Point = tuple[int, int, int, int]
_ZERO: _Point = (0, 1, 1, 0)


def _add(p: _Point, q: _Point) -> _Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    found = _ZERO
    while scalar:
        if scalar & 1:
            found = _add(found, point)
        point, scalar = _add(point, point), scalar >> 1
    return found


def _decompress(data: bytes) -> _Point | None:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _compress(point: _Point) -> bytes:
    inverse = pow(point[2], -1, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_BASE = _decompress((4 * pow(5, -1, _P) % _P).to_bytes(32, "little")) or _ZERO


def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature holds (RFC 8032 5.1.7); False for anything malformed."""
    point = _decompress(public) if len(public) == 32 and len(signature) == 64 else None
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or scalar >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    minus = (_P - point[0], point[1], point[2], _P - point[3])
    return _compress(_add(_times(scalar, _BASE), _times(h, minus))) == signature[:32]


def head_message(head: dict[str, Any]) -> bytes:
    """What is signed of a head."""
    return canonical_json({"format": HEAD, **{name: head[name] for name in ("size", "root", "at", "key")}})


def key_message(key: dict[str, Any]) -> bytes:
    """What the key before it signs of a new key."""
    names = ("key", "public", "valid_from", "endorsed_by")
    return canonical_json({"format": KEY, **{name: key[name] for name in names}})


def check(proof: Any, *, trusted: str = "", witnessed: dict[str, Any] | None = None) -> None:
    """Check a proof; `Refused` with the first thing that is wrong. `trusted` is a fingerprint known from elsewhere,
    `witnessed` a head (size, root) kept elsewhere."""
    if not isinstance(proof, dict) or proof.get("format") != PROOF:
        raise Refused("format")
    try:
        _check_entry(proof)
        _check_tree(proof)
        _check_signature(proof)
        if trusted:
            _check_key(proof, trusted)
        if witnessed is not None:
            _check_witness(proof, witnessed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("shape") from error


def _check_entry(proof: dict[str, Any]) -> None:
    entry, payload, subjects = proof["entry"], proof.get("payload"), proof.get("subjects")
    if leaf_hash(canonical_json(entry)).hex() != proof["leaf"]["hash"]:
        raise Refused("entry")
    if payload is not None:
        salted = bytes.fromhex(payload["salt"]) + canonical_json(payload["content"])
        if hashlib.sha256(salted).hexdigest() != entry["digest"]:
            raise Refused("payload")
    if subjects is not None and manifest_hash(subjects) != entry["manifest"]:
        raise Refused("subjects")


def _check_tree(proof: dict[str, Any]) -> None:
    leaf, tree, head = proof["leaf"], proof["tree"], proof["head"]
    if tree["size"] != head["size"]:
        raise Refused("size")
    path = [bytes.fromhex(step) for step in tree["path"]]
    root = root_by_inclusion(bytes.fromhex(leaf["hash"]), int(leaf["index"]), int(tree["size"]), path)
    if root.hex() != head["root"]:
        raise Refused("path")


def _check_signature(proof: dict[str, Any]) -> None:
    head, public = proof["head"], bytes.fromhex(proof["public_key"])
    if fingerprint(public) != head["key"]:
        raise Refused("public_key")
    if not ed25519_holds(public, head_message(head), bytes.fromhex(head["signature"])):
        raise Refused("signature")


def _check_key(proof: dict[str, Any], trusted: str) -> None:
    """The signing key is the trusted one, or a chain of endorsements leads from the trusted one to it."""
    keys, wanted = {key["key"]: key for key in proof.get("keys", [])}, proof["head"]["key"]
    for _ in range(len(keys) + 1):
        if wanted == trusted:
            return
        key, older = keys.get(wanted), keys.get(keys.get(wanted, {}).get("endorsed_by"))
        if key is None or older is None:
            raise Refused("key")
        public = bytes.fromhex(older["public"])
        honest = fingerprint(public) == older["key"] and fingerprint(bytes.fromhex(key["public"])) == wanted
        if not honest or not ed25519_holds(public, key_message(key), bytes.fromhex(key["endorsement"])):
            raise Refused("endorsement")
        wanted = older["key"]
    raise Refused("key")


def _check_witness(proof: dict[str, Any], witnessed: dict[str, Any]) -> None:
    head, size, root = proof["head"], witnessed["size"], witnessed["root"]
    if size > head["size"]:
        raise Refused("head_later")
    if size == head["size"]:
        if root != head["root"]:
            raise Refused("head_fork")
        return
    paths = [each["path"] for each in proof.get("consistency", []) if each["size"] == size]
    if not paths:
        raise Refused("head_path_missing")
    path = [bytes.fromhex(step) for step in paths[0]]
    if not is_consistent((size, bytes.fromhex(root)), (head["size"], bytes.fromhex(head["root"])), path):
        raise Refused("head_inconsistent")


def _read(file: str, code: str) -> Any:
    try:
        return json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(code) from error


def _trusted(given: str) -> str:
    """A fingerprint as typed (spaces and colons allowed), or the first one in a file."""
    typed = re.sub(r"[\s:]", "", given).lower()
    if re.fullmatch(r"[0-9a-f]{64}", typed):
        return typed
    try:
        found = re.search(r"\b[0-9a-f]{64}\b", Path(given).read_text(encoding="utf-8").lower())
    except (OSError, ValueError) as error:
        raise Refused("key_file") from error
    if found is None:
        raise Refused("key_file")
    return found[0]


def _witnessed(file: str) -> dict[str, Any]:
    head = _read(file, "head_file")
    if not isinstance(head, dict) or not isinstance(head.get("size"), int) or not isinstance(head.get("root"), str):
        raise Refused("head_file")
    return head


def _report(proof: dict[str, Any], trusted: str, witnessed: bool) -> str:
    entry, content, head = proof["entry"], (proof.get("payload") or {}).get("content") or {}, proof["head"]
    names = (content.get(name) for name in ("organisation_name", "post_name", "actor_name"))
    who = " ".join(name for name in names if name)
    lines = [
        "核验通过：该条目在已签名的台账中，未被改动。",
        f"  条目    {entry['id']}",
        f"  事项    {entry['event']}（{entry['subject_kind']}:{entry['subject_key']}）",
        f"  时间    {entry['at']}（UTC）",
        f"  何人    {who or entry['actor_key']}{'' if content else '（证明未附载荷，或载荷已依法擦除）'}",
        f"  理由    {content.get('reason') or '—'}",
        f"  位置    第 {proof['leaf']['index'] + 1} 条，共 {head['size']} 条；签署于 {head['at']}（UTC）",
        f"  密钥    {head['key']}",
    ]
    if not trusted:
        lines.append("  注意    未给出可信密钥：请将上列密钥指纹与公报上公布的指纹逐位比对，一致方可采信。")
    lines.append("  见证    与所给见证头一致。" if witnessed else "  见证    未给出见证头，未核对历史是否被改写。")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the file named on the command line, say in Chinese what was found, return the exit code."""
    parser = argparse.ArgumentParser(description="离线核验红线台账的证明文件。")
    parser.add_argument("proof", help="证明文件")
    parser.add_argument("--key", default="", help="可信密钥：公报上公布的指纹，或含有它的文件")
    parser.add_argument("--head", default="", help="见证头文件：别处保存的台账头")
    given = parser.parse_args(arguments)
    try:
        trusted = _trusted(given.key) if given.key else ""
        witnessed = _witnessed(given.head) if given.head else None
        proof = _read(given.proof, "unreadable")
        check(proof, trusted=trusted, witnessed=witnessed)
    except Refused as refusal:
        print(f"核验{'无法进行' if refusal.code in UNCHECKED else '不通过'}：{refusal}", file=sys.stderr)
        return 2 if refusal.code in UNCHECKED else 1
    print(_report(proof, trusted, witnessed is not None))
    return 0


if __name__ == "__main__":
    sys.exit(main())
