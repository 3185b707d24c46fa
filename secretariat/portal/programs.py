"""With what somebody logged in, told in two words from what their program says of itself."""

import re

# The first that is found names it: many programs call themselves by the names of others as well.
_PROGRAMS = (
    ("Edge", r"Edge?(?:A|iOS)?/(\d+)"),
    ("WeChat", r"MicroMessenger/(\d+)"),
    ("QQ Browser", r"M?QQBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", r"HarmonyOS|OpenHarmony"),
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("UOS", r"UOS|deepin"),
    ("Kylin", r"[Kk]ylin"),
    ("Linux", r"Linux"),
)


def program_words(said: str) -> str:
    """“Edge 128, Windows” of the header User-Agent; the header itself where it names no program that is known."""
    for name, pattern in _PROGRAMS:
        if found := re.search(pattern, said):
            system = next((system for system, sign in _SYSTEMS if re.search(sign, said)), "")
            return f"{name} {found[1]}, {system}" if system else f"{name} {found[1]}"
    return said
