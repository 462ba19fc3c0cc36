"""Names of attached files: text somebody else may have chosen, made safe to write to a disk and to show.

A name from a notebook is never a path. What only looks different (control characters, marks that turn the
direction of writing, so that ``gpj.exe`` reads as ``exe.jpg``) is taken out before it is shown or written.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # characters, and twice as many bytes: what every file system takes
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(?:\.|$)")
_FORBIDDEN = re.compile(r'[<>:"|?*]')

# What a double click would run, mount or install on one of the systems. A document is not among them.
_RUN = frozenset("""
    apk app appimage application appref-ms appx appxbundle bash bat bin cab chm class cmd com command cpl crx csh
    deb desktop diagcab dll dmg dylib elf exe fish flatpak flatpakref gadget hta img inf ins iso jar jnlp js jse ksh
    ksy lnk lua mjs mpkg msc msi msix msixbundle msp mst osx out pif pkg pl ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyo
    pyw pyz pyzw rb reg rgs rpm run scf scpt scptd scr sct search-ms service settingcontent-ms sh shb shs snap so sys
    tcl terminal tool url vb vbe vbs vhd vhdx vxd webloc website wim workflow ws wsc wsf wsh xbap xll xpi xrm-ms zsh
""".split())
_STARTS = (b"#!", b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe",
           b"[Desktop Entry]", b"[InternetShortcut]")


def safe_name(name: str) -> str:
    """A file name that is one on every system, near to ``name``; never empty, never a path."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(" " if letter.isspace() else letter for letter in last
                    if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    plain = _FORBIDDEN.sub("_", " ".join(plain.split())).rstrip(". ")
    if plain.startswith("."):
        plain = "_" + plain[1:]
    if _RESERVED.match(plain):
        plain = "_" + plain
    return _short(plain) or "file"


def runs(name: str, data: bytes) -> bool:
    """Whether opening a file may run something: by its last suffix, or by how it begins when it has none known."""
    _, dot, suffix = safe_name(name).rpartition(".")
    if dot and suffix.lower() in _RUN:
        return True
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_STARTS)


def _short(name: str) -> str:
    """At most `LONGEST` characters; the suffix stays, because programs go by it."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or len(suffix) > 16:
        stem, suffix = name, ""
    room = LONGEST - len(suffix) - 1
    stem = stem[:room]
    while len(stem.encode("utf-8", "replace")) > 2 * room:
        stem = stem[:-1]
    return f"{stem.rstrip('. ')}.{suffix}" if suffix else stem.rstrip(". ")
