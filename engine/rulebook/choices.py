"""The words that the rule language fixes, with their meanings, by kind."""

from __future__ import annotations

CHOICES: dict[str, dict[str, str]] = {
    "confidence": {
        "A": "The text of the article was seen.",
        "B": "A summary that names the article.",
        "C": "An official or press summary without the number of the article.",
        "D": "Our own reading.",
    },
    "force": {
        "binding": "Law that binds; breaches are summed.",
        "advisory": "Our reading or a loose source; never summed with binding rules.",
        "voluntary": "A condition enterprises submit to; never summed with binding.",
    },
    "severity": {
        "minor": "A slip of form.",
        "major": "A duty is not met.",
        "critical": "Safety, the environment or the licence to operate is at stake.",
    },
    "review state": {
        "draft": "No lawyer has signed this text.",
        "reviewed": "A lawyer has signed this very text.",
    },
    "expectation": {
        "compliant": "The demand holds.",
        "breach": "The demand is false, or met late, or not met in time.",
        "pending": "Not done, and the due day is not past or there is none.",
        "undetermined": "Something needed is unknown.",
        "no_duty": "The rule does not apply to the record.",
    },
    "coverage": {
        "automated": "Rules check the whole article.",
        "partly": "Rules check a part of it; `why` says which.",
        "manual": "A person checks it; `question` is what to ask.",
        "not-checkable": "Nothing in it can be checked on an enterprise.",
        "text-not-seen": "The text of the article has not been seen.",
    },
    "field type": {
        "text": "Any text.",
        "number": "An exact decimal.",
        "date": "A day, YYYY-MM-DD.",
        "flag": "true or false.",
        "code": "One of the words listed under codes.",
    },
    "register": {"outlets": "The outlets set up for taking batteries back."},
    "level": {
        "province": "The first 2 digits of the region code agree.",
        "prefecture": "The first 4 digits of the region code agree.",
    },
    "period": {"year": "The calendar year."},
    "format": {
        "gbt34014": "The form of a GB/T 34014 battery code.",
        "vin": "A vehicle identification number, GB 16735, with its check digit.",
        "uscc": "A unified social credit code, GB 32100, with its check character.",
    },
}

# The tests that may stand under a path, with the kind of what they compare to.
TESTS: dict[str, tuple[str, str]] = {
    "is": ("values", "Equal to it, or to one of them; of roles: has one of them."),
    "not": ("values", "Not equal, none of them."),
    "at_least": ("value", "A number or date, not below this."),
    "at_most": ("value", "A number or date, not above this."),
    "over": ("value", "A number or date above this."),
    "under": ("value", "A number or date below this."),
    "format": ("format", "Has the form of this identifier."),
    "known": ("flag", "true: filled; false: empty; never unknown itself."),
}
