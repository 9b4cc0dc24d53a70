"""What does a new machine need before the program runs? Makes .venv ready; costs next to nothing when it is.

    python3 tools/setup.py            what running the program needs
    python3 tools/setup.py --dev      and what testing it needs

Only the standard library, and no newer syntax than Python 3.7: it must be able to say that Python is too old.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
EXIT_USER = 3
EXIT_FAILED = 4

# Library -> Debian package. The first are needed even without a screen, the others to open a window.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}


class SetupError(Exception):
    """The user's to put right; the text says what is wrong and what to do."""

    def __init__(self, text: str, code: int = EXIT_USER) -> None:
        super().__init__(text)
        self.code = code


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Make .venv ready.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    chosen = parser.parse_args(arguments)
    if sys.version_info < OLDEST:
        return with_newer_python(arguments)
    try:
        set_up(ROOT, chosen.dev)
    except SetupError as error:
        print(error, file=sys.stderr)
        return error.code
    return 0


def set_up(root: Path, dev: bool) -> None:
    """Install what is missing on this machine, in .venv and among the compiled words."""
    packages = missing_packages()
    if packages:
        install_packages(packages)
    prepare_venv(root, dev)
    compile_words(root)


# ---------------------------------------------------------------------------------------------------------- the machine


def with_newer_python(arguments: list[str]) -> int:
    """Run this file again under a Python that will do, if the machine has one beside the one that started it."""
    for minor in range(14, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.%d" % minor)  # noqa: UP031 - may run under an old Python
        if newer:
            return subprocess.call([newer, str(Path(__file__).resolve()), *arguments])
    print("Skolekontoret needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info), file=sys.stderr)
    return EXIT_USER


def missing_packages() -> list[str]:
    """Return the Debian packages that the Qt libraries and .venv lack on this machine; none on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = dict(OFFSCREEN)
    if has_display():
        wanted.update(WINDOW)
    packages = [package for library, package in wanted.items() if not can_load(library)]
    if not venv_python(ROOT).exists() and importlib.util.find_spec("ensurepip") is None:
        packages.append("python{}.{}-venv".format(*sys.version_info))
    return packages


def has_display() -> bool:
    """Return whether a window can be opened."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> None:
    """Install Debian packages without a question; raises SetupError naming them where that cannot be done."""
    names = " ".join(packages)
    prefix = administrator_prefix()
    if prefix is None or shutil.which("apt-get") is None:
        raise SetupError(
            f"This machine lacks system packages that Skolekontoret needs.\n"
            f"Install them, then try again:\n\n    sudo apt-get install {names}\n\n"
            f"(These are Debian's names; other systems have the same libraries under similar ones.)"
        )
    print(f"Installing system packages: {names}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    run([*apt, "update"], "The list of system packages could not be fetched")
    run([*apt, "install", "-y", "--no-install-recommends", *packages], f"Could not install {names}")


def administrator_prefix() -> list[str] | None:
    """Return what to put before a command that needs to be root; None where there would be a question."""
    if os.name == "nt":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


# ---------------------------------------------------------------------------------------------------------------- .venv


def prepare_venv(root: Path, dev: bool) -> None:
    """Make .venv hold exactly what the lock names; a lock for testing serves for running too."""
    stamp = root / ".venv" / "setup-stamp"
    done = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    locks = [root / "requirements-dev.lock"] if dev else [root / "requirements.lock", root / "requirements-dev.lock"]
    if done in {fingerprint(root, lock) for lock in locks}:
        return
    lock = locks[0]
    print("Setting up .venv (once, about a minute) ...", flush=True)
    if not is_venv_usable(root):
        shutil.rmtree(root / ".venv", ignore_errors=True)
        run([sys.executable, "-m", "venv", str(root / ".venv")], "The folder .venv could not be made")
    stamp.unlink(missing_ok=True)
    pip = [str(venv_python(root)), "-m", "pip", "--no-input", "--disable-pip-version-check"]
    install = [*pip, "install", "-q", "--no-compile", "--only-binary", ":all:", "--require-hashes", "-r", str(lock)]
    run(install, "The Python packages could not be installed")
    surplus = sorted(installed_names(pip) - locked_names(lock) - {"pip"})
    if surplus:
        run([*pip, "uninstall", "-q", "-y", *surplus], "Old Python packages could not be removed")
    # Without compiled files the first start takes two and a half times as long; a package may ship a file
    # for another Python, so a file that does not compile is no fault.
    compileall = [str(venv_python(root)), "-m", "compileall", "-qq", "-j", "0"]
    subprocess.call([*compileall, str(root / ".venv"), str(root / "app"), str(root / "db")], stdout=subprocess.DEVNULL)
    stamp.write_text(fingerprint(root, lock), encoding="utf-8")


def venv_python(root: Path) -> Path:
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_venv_usable(root: Path) -> bool:
    """Return whether .venv works, is of a Python that will do, and has not been moved."""
    settings = root / ".venv" / "pyvenv.cfg"
    if not venv_python(root).exists() or str(root / ".venv") not in settings.read_text(encoding="utf-8"):
        return False
    ask = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.call([str(venv_python(root)), "-c", ask], stderr=subprocess.DEVNULL) == 0


def fingerprint(root: Path, lock: Path) -> str:
    """Return what must be the same for .venv to be up to date: its place, its Python, this file and the lock.

    Where the system got a newer Python, .venv points to that one, and holds nothing for it.
    """
    found = hashlib.sha256(" ".join([str(root), os.path.realpath(venv_python(root)), lock.name]).encode())
    for path in (Path(__file__), lock):
        found.update(path.read_bytes())
    return found.hexdigest()


def locked_names(lock: Path) -> set[str]:
    """Return the names of the packages in a lock file, as pip compares them."""
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {normal_name(name) for name in found}


def installed_names(pip: list[str]) -> set[str]:
    listed = subprocess.run([*pip, "list", "--format=freeze"], capture_output=True, text=True, check=True).stdout
    return {normal_name(line.split("==")[0]) for line in listed.splitlines() if "==" in line}


def normal_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def run(command: list[str], trouble: str) -> None:
    """Run a command in silence; raises SetupError with what it said if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise SetupError(f"{trouble}. What was said:\n{said}", EXIT_FAILED)


# ---------------------------------------------------------------------------------------------------------------- words


def compile_words(root: Path) -> None:
    """Compile the word catalogues that are newer than their compiled ones."""
    for source in (root / "resources" / "i18n").glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            run(
                [str(venv_python(root)), str(root / "tools" / "words.py"), "compile"], "The words could not be compiled"
            )
            return


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
